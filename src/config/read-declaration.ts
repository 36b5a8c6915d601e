import type { Collector } from '../diagnostics/collector.ts';
import { type Role, roles } from '../model/membership.ts';
import { type GuardName, guardNames } from '../model/plan.ts';
import { isCalendarDate } from '../text/date.ts';
import { type Place, type SourceFile, sourceOf } from '../text/source-file.ts';
import { brief } from './brief.ts';
import type {
  DeclaredTeam,
  FileDeclaration,
  Guards,
  MemberEntry,
  OtherProperties,
  Person,
  TeamGrant,
  Terms,
  Waiver,
  WrittenMode,
} from './declaration.ts';
import { notTextBecause } from './guessed-words.ts';
import { personOf } from './person.ts';
import { readPolicy } from './policy.ts';
import {
  entriesOf,
  field,
  isText,
  itemsOf,
  placeOf,
  placeOfKey,
  type Tree,
  type TreeEntry,
  type TreeText,
} from './tree.ts';
import { maxKeyLength } from './tree-builder.ts';

/**
 * Reads a tree as a declaration. What does not fit the schema has been reported by `checkSchema` and is passed over
 * here, so that everything else that is wrong is reported in the same run.
 */
export function readDeclaration(file: SourceFile, tree: Tree, found: Collector): FileDeclaration {
  return new DeclarationReader(file, found).file(tree);
}

/** What is read here of a file, of its sections and of a group. */
const ownOfFile: ReadonlySet<string> = new Set([
  'version',
  'organization',
  'defaults',
  'guards',
  'people',
  'policy',
  'teams',
  'groups',
  'waivers',
]);
const ownOfDefaults: ReadonlySet<string> = new Set(['membership']);
const ownOfGuards: ReadonlySet<string> = new Set(['max_removals', 'protected_members']);
const ownOfGroup: ReadonlySet<string> = new Set(['id', 'membership', 'members', 'teams']);

class DeclarationReader {
  readonly #file: SourceFile;
  readonly #found: Collector;

  constructor(file: SourceFile, found: Collector) {
    this.#file = file;
    this.#found = found;
  }

  file(tree: Tree): FileDeclaration {
    const organization = this.#name(field(tree, 'organization'), 'organization');
    const defaults = field(tree, 'defaults');
    const guards = field(tree, 'guards');
    const people = field(tree, 'people');
    const policy = field(tree, 'policy');
    return {
      organization:
        organization === null ? null : { name: organization.value, place: placeOf(this.#file, organization) },
      defaultMode: this.#mode(field(defaults, 'membership')),
      guards: guards === undefined ? null : this.#guards(guards),
      people:
        isText(people) && isRelative(people.value)
          ? { path: people.value, place: placeOf(this.#file, people) }
          : null,
      sections: {
        defaults: this.#keyPlace(tree, 'defaults'),
        guards: this.#keyPlace(tree, 'guards'),
        people: this.#keyPlace(tree, 'people'),
        policy: this.#keyPlace(tree, 'policy'),
      },
      policy: policy === undefined ? null : readPolicy(this.#file, policy),
      keys: entriesOf(tree).map((entry) => ({ key: entry.key, place: placeOfKey(this.#file, entry) })),
      groups: entriesOf(field(tree, 'groups')).map((entry) => this.#group(entry)),
      defaults: this.#others(defaults, ownOfDefaults),
      others: this.#others(tree, ownOfFile),
      teams: entriesOf(field(tree, 'teams')).map((entry) => this.#team(entry)),
      waivers: itemsOf(field(tree, 'waivers')).flatMap((item) => this.#waiver(item)),
    };
  }

  #group(entry: TreeEntry): FileDeclaration['groups'][number] {
    const { value } = entry;
    const id = this.#name(field(value, 'id'), 'id');
    const members = field(value, 'members');
    const teams = field(value, 'teams');
    return {
      name: entry.key,
      place: placeOfKey(this.#file, entry),
      id: id === null ? null : { value: id.value, place: placeOf(this.#file, id) },
      mode: this.#mode(field(value, 'membership')),
      membership:
        members === undefined && teams === undefined
          ? null
          : {
              members: this.#members(members),
              grants: entriesOf(teams).flatMap((grant) => this.#grant(grant)),
              keys: entriesOf(value)
                .filter(({ key }) => key === 'members' || key === 'teams')
                .map((one) => ({ key: one.key, place: placeOfKey(this.#file, one) })),
            },
      others: this.#others(value, ownOfGroup),
    };
  }

  /** What only a kind of change, or a guard of its own, knows. */
  #others(tree: Tree | undefined, own: ReadonlySet<string>): OtherProperties {
    return new Map(
      entriesOf(tree)
        .filter(({ key }) => !own.has(key))
        .map((other) => [other.key, { tree: other.value, place: placeOfKey(this.#file, other) }]),
    );
  }

  #members(tree: Tree | undefined): readonly MemberEntry[] {
    const seen = new Map<string, Person>();
    return entriesOf(tree).flatMap((entry) => {
      const person = personOf(entry.key, placeOfKey(this.#file, entry));
      if (this.#isSecondMention(person, seen)) return [];
      const member = this.#member(person, entry.value);
      return member === null ? [] : [member];
    });
  }

  #member(person: Person, tree: Tree): MemberEntry | null {
    if (tree.kind === 'scalar') {
      const role = roleOf(tree);
      if (role === null && tree.value !== 'absent') return null;
      return { person, role, expires: null, reason: null, serviceAccount: false };
    }
    const role = roleOf(field(tree, 'role'));
    if (role === null) return null;
    const serviceAccount = scalarValue(field(tree, 'service_account')) === true;
    return { person, role, ...this.#terms(tree), serviceAccount };
  }

  #grant(entry: TreeEntry): readonly TeamGrant[] {
    const { key: team, value } = entry;
    const role = roleOf(value.kind === 'map' ? field(value, 'role') : value);
    return role === null ? [] : [{ team, role, ...this.#terms(value), place: placeOfKey(this.#file, entry) }];
  }

  #terms(tree: Tree): Terms {
    const expires = field(tree, 'expires');
    const reason = field(tree, 'reason');
    return {
      expires:
        isText(expires) && isCalendarDate(expires.value)
          ? { day: expires.value, place: placeOf(this.#file, expires) }
          : null,
      reason: isText(reason) ? reason.value : null,
    };
  }

  #team(entry: TreeEntry): DeclaredTeam {
    return {
      name: entry.key,
      place: placeOfKey(this.#file, entry),
      members: this.#people(field(entry.value, 'members')),
      includes: itemsOf(field(entry.value, 'include')).flatMap((item) => {
        const team = this.#name(item);
        return team === null ? [] : [{ team: team.value, place: placeOf(this.#file, team) }];
      }),
    };
  }

  #guards(tree: Tree): Guards {
    const limit = field(tree, 'max_removals');
    const value = limit?.kind === 'scalar' ? limit.value : null;
    return {
      maxRemovals: typeof value === 'number' || typeof value === 'string' ? value : null,
      protectedMembers: this.#people(field(tree, 'protected_members')),
      others: this.#others(tree, ownOfGuards),
    };
  }

  #waiver(tree: Tree): readonly Waiver[] {
    const guard = guardNames.find((name) => name === scalarValue(field(tree, 'guard')));
    const digest = field(tree, 'digest');
    const reason = field(tree, 'reason');
    if (guard === undefined || !isText(digest) || !isText(reason)) return [];
    return [
      {
        guard: guard satisfies GuardName,
        digest: digest.value,
        reason: reason.value,
        place: placeOf(this.#file, digest),
      },
    ];
  }

  #people(tree: Tree | undefined): readonly Person[] {
    const seen = new Map<string, Person>();
    return itemsOf(tree).flatMap((item) => {
      const name = this.#name(item);
      if (name === null) return [];
      const person = personOf(name.value, placeOf(this.#file, name));
      return this.#isSecondMention(person, seen) ? [] : [person];
    });
  }

  #mode(tree: Tree | undefined): WrittenMode | null {
    if (tree?.kind !== 'scalar') return null;
    const { value } = tree;
    if (value !== 'additive' && value !== 'exact') return null;
    return { value, place: placeOf(this.#file, tree) };
  }

  /**
   * A name; `null` for anything else. It must be text in every version of YAML, which the schema cannot see: it is
   * given values, not words. What is longer than any name is none, and not worth keeping.
   *
   * @param key what a message names besides the word; `null` for an entry of a list
   */
  #name(tree: Tree | undefined, key: string | null = null): TreeText | null {
    if (!isText(tree) || tree.value.length > maxKeyLength) return null;
    const otherwise = tree.plain ? notTextBecause(tree.value) : null;
    if (otherwise === null) return tree;
    const word = brief(tree.value);
    const label = key === null ? '' : `\`${key}\`: `;
    const message = `${label}YAML reads \`${word}\` as ${otherwise}, not as text`;
    this.#found.report('name-not-text', placeOf(this.#file, tree), message, `Quote it: "${word}"`);
    return null;
  }

  #isSecondMention(person: Person, seen: Map<string, Person>): boolean {
    const first = seen.get(person.key);
    if (first === undefined) {
      seen.set(person.key, person);
      return false;
    }
    const { line } = sourceOf(first.place);
    const message = `\`${brief(person.written)}\` is named twice here, first in line ${line} as \`${brief(first.written)}\``;
    this.#found.report('duplicate-person', person.place, message, 'Letter case does not count in names.');
    return true;
  }

  #keyPlace(tree: Tree, key: string): Place | null {
    const entry = entriesOf(tree).find((candidate) => candidate.key === key);
    return entry === undefined ? null : placeOfKey(this.#file, entry);
  }
}

/** Whether a path begins at the folder of the file: what the schema refuses is not read either. */
function isRelative(path: string): boolean {
  return path !== '' && path.length <= 500 && !/^[/~]|^[A-Za-z]:|[\\\p{Cc}]/u.test(path);
}

function scalarValue(tree: Tree | undefined): unknown {
  return tree?.kind === 'scalar' ? tree.value : undefined;
}

function roleOf(tree: Tree | undefined): Role | null {
  return roles.find((role) => role === scalarValue(tree)) ?? null;
}
