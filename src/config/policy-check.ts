import { diagnose } from '../diagnostics/diagnose.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Role } from '../model/membership.ts';
import { type Day, dayAfter, daysBetween } from '../text/date.ts';
import type { Place } from '../text/source-file.ts';
import { brief } from './brief.ts';
import type { Configuration, DeclaredGroup, Person, PolicySection, Terms } from './declaration.ts';
import { NameHints } from './hints.ts';
import { isText } from './tree.ts';
import { namePattern, pathPattern } from './wildcards.ts';

/** Whose policy it is, as the end of a message. */
export type PolicyOf = 'head' | 'base';

/** What tells people apart: by the files alone, or by who an address is on the Hub. */
export type KeyOf = (person: Person) => string;

/** By the files alone, where somebody may be named by a name and an address. */
export const keyInFiles: KeyOf = ({ key }) => key;

/**
 * What of a configuration a policy does not permit; nothing without a policy.
 *
 * @param of whose policy it is: that of the base holds for the configuration, too
 * @param today UTC
 */
export function breaksOf(
  policy: PolicySection | null,
  configuration: Configuration,
  { of, today, keyOf }: { readonly of: PolicyOf; readonly today: Day; readonly keyOf: KeyOf },
): readonly Diagnostic[] {
  if (policy === null) return [];
  const rule = of === 'base' ? 'the policy of the base' : 'the policy';
  return [
    ...configuration.groups.flatMap((group) => breaksOfEntries(policy, group, rule, today)),
    ...breaksOfSeparation(policy, configuration, { of, rule, today, keyOf }),
    ...breaksOfFiles(policy, configuration, rule),
  ];
}

function breaksOfEntries(
  { reasons, lifetimes }: PolicySection,
  { membership }: DeclaredGroup,
  rule: string,
  today: Day,
): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const look = (whose: string, name: string, role: Role | null, terms: Terms, place: Place): void => {
    if (role === null) return;
    const { expires, reason } = terms;
    const who = brief(name);
    const what = `The entry of ${whose}\`${who}\``;
    if (reasons.includes(role) && reason === null) {
      const message = `${what} gives \`${role}\`, for which ${rule} asks for a reason`;
      const hint = `Give the reason: \`${who}: { role: ${role}, reason: OPS-412 }\`.`;
      found.push(diagnose('policy-reason', place, message, hint));
    }
    const days = lifetimes.get(role);
    if (days === undefined) return;
    const limit = `${rule} lets \`${role}\` be given for ${days} days at most`;
    const last = dayAfter(today, days);
    if (expires === null) {
      const hint = `Give an end that is near enough: \`${who}: { role: ${role}, expires: ${last} }\`.`;
      found.push(diagnose('policy-lifetime', place, `${what} has no end, and ${limit}`, hint));
    } else if (daysBetween(today, expires.day) > days) {
      const message = `${what} ends in ${daysBetween(today, expires.day)} days, and ${limit}`;
      const hint = `Give an end that is near enough: \`expires: ${last}\`, or a day before it.`;
      found.push(diagnose('policy-lifetime', expires.place, message, hint));
    }
  };
  for (const { person, role, ...terms } of membership?.members ?? [])
    look('', person.written, role, terms, person.place);
  for (const { team, role, place, ...terms } of membership?.grants ?? [])
    look('the team ', team, role, terms, place);
  return found;
}

function breaksOfSeparation(
  { separate }: PolicySection,
  configuration: Configuration,
  {
    of,
    rule,
    today,
    keyOf,
  }: { readonly of: PolicyOf; readonly rule: string; readonly today: Day; readonly keyOf: KeyOf },
): readonly Diagnostic[] {
  const byName = new Map(configuration.groups.map((group) => [group.name, group]));
  const hints = new NameHints();
  return separate.flatMap((list) => {
    const found: Diagnostic[] = [];
    const first = new Map<string, string>();
    for (const { name, place } of list) {
      const group = byName.get(name);
      if (group === undefined) {
        // A group of the base may be gone by now, with everybody in it.
        if (of === 'base') continue;
        const message = `No file declares the group \`${brief(name)}\`, which ${rule} keeps apart from others`;
        const near = hints.nearest(name, byName);
        const hint =
          near === null
            ? 'Mend the name: it is that of the group in the files, to the letter.'
            : `Did you mean \`${brief(near)}\`?`;
        found.push(diagnose('policy-group', place, message, hint));
        continue;
      }
      const opened = openedAt(group);
      const apart = list.find((other) => other.name !== name && stays(byName.get(other.name)));
      if (opened !== null && apart !== undefined) {
        const message = `\`auto_join\` lets everybody into \`${brief(name)}\`, which ${rule} keeps apart from \`${brief(apart.name)}\``;
        const hint = `Leave out \`auto_join\` of \`${brief(name)}\`, or write \`auto_join: off\`.`;
        found.push(diagnose('policy-separate', opened, message, hint));
      }
      for (const [key, person] of peopleWithRole(group, configuration, today, keyOf)) {
        const other = first.get(key);
        if (other === undefined) first.set(key, name);
        else if (other !== name) {
          const message = `\`${brief(person.written)}\` has a role in \`${brief(name)}\` and in \`${brief(other)}\`, which ${rule} keeps apart`;
          const hint = `Take \`${brief(person.written)}\` out of one of the two groups, or out of the team that gives the role.`;
          found.push(diagnose('policy-separate', person.place, message, hint));
        }
      }
    }
    return found;
  });
}

/** Whether a group is declared, and not to be deleted: `state` says nothing else. */
function stays(group: DeclaredGroup | undefined): boolean {
  return group?.others.has('state') === false;
}

/** Where a group's declaration says that people join it by themselves; `null` where it does not. */
function openedAt({ others }: DeclaredGroup): Place | null {
  const autoJoin = others.get('auto_join');
  // The only word that it may be is `off`.
  return autoJoin === undefined || isText(autoJoin.tree) ? null : autoJoin.place;
}

/** Who has a role in a group by its declaration, own entries before teams. */
function peopleWithRole(
  { membership }: DeclaredGroup,
  { teams }: Configuration,
  today: Day,
  keyOf: KeyOf,
): ReadonlyMap<string, Person> {
  const found = new Map<string, Person>();
  const none = new Set<string>();
  const holds = ({ expires }: Terms): boolean => expires === null || expires.day >= today;
  for (const entry of membership?.members ?? []) {
    if (entry.role === null) none.add(keyOf(entry.person));
    else if (holds(entry)) found.set(keyOf(entry.person), entry.person);
  }
  for (const grant of membership?.grants ?? []) {
    for (const person of holds(grant) ? (teams.get(grant.team)?.everybody ?? []) : []) {
      const key = keyOf(person);
      if (!none.has(key) && !found.has(key)) found.set(key, person);
    }
  }
  return found;
}

/** What only those may say who keep the whole: keys of a file, with what stands there. */
const kept: ReadonlySet<string> = new Set([
  'defaults',
  'guards',
  'waivers',
  'people',
  'policy',
  'organization_members',
]);

function breaksOfFiles(
  { files }: PolicySection,
  configuration: Configuration,
  rule: string,
): readonly Diagnostic[] {
  const rulesOf = rulesByFile(files);
  const found: Diagnostic[] = [];
  const unplaced = new Set<string>();
  for (const { key, place } of configuration.keys) {
    const file = place.file.path;
    // A file that is named otherwise than from the root would slip through every pattern.
    if (files.length > 0 && isElsewhere(file) && !unplaced.has(file)) {
      unplaced.add(file);
      const message = `\`${brief(file)}\` is no path from the root, by which ${rule} says what a file may declare`;
      found.push(
        diagnose(
          'policy-file',
          place,
          message,
          'Run it in the root of the repository, with a path that begins there.',
        ),
      );
    }
    if (kept.has(key) && rulesOf(file).length > 0) {
      const message = `\`${key}\` stands in a file that ${rule} lets declare some groups only`;
      const hint = `Move \`${key}\` into a file that no entry of \`policy.files\` names, or ask those who keep the policy.`;
      found.push(diagnose('policy-file', place, message, hint));
    }
  }
  for (const { name, place } of configuration.groups) {
    if (permits(rulesOf(place.file.path), name)) continue;
    const message = `This file may not declare the group \`${brief(name)}\`, by ${rule}`;
    const hint = `Move \`${brief(name)}\` into a file that may have it, or ask those who keep the policy.`;
    found.push(diagnose('policy-file', place, message, hint));
  }
  return found;
}

/** Whether a file may declare a group of this name. */
export type MayDeclare = (file: string, group: string) => boolean;

/** For who only asks which declaration is about which group. */
export const anyFileMay: MayDeclare = () => true;

/** Tells of a file whether the policy lets it declare a group of this name; without a policy every file may. */
export function mayDeclare(policy: PolicySection | null): MayDeclare {
  const rulesOf = rulesByFile(policy?.files ?? []);
  return (file, group) => permits(rulesOf(file), group);
}

/** Which groups a file may declare, by one line of the policy that is about it. */
interface FileRule {
  readonly groups: readonly ((name: string) => boolean)[];
}

function rulesByFile(files: PolicySection['files']): (file: string) => readonly FileRule[] {
  const rules = files.map(({ path, groups }) => ({
    fits: pathPattern(fromHere(path)),
    groups: groups.map(namePattern),
  }));
  const byFile = new Map<string, readonly FileRule[]>();
  return (file) => {
    const known = byFile.get(file) ?? rules.filter(({ fits }) => fits(fromHere(file)));
    byFile.set(file, known);
    return known;
  };
}

function permits(rules: readonly FileRule[], group: string): boolean {
  return rules.length === 0 || rules.some(({ groups }) => groups.some((fits) => fits(group)));
}

/** Whether a path may name a file otherwise than the patterns do: from the top, or by parts that lead nowhere or back. */
function isElsewhere(file: string): boolean {
  const parts = fromHere(file).split('/');
  return /^[A-Za-z]:/.test(file) || parts.some((part) => part === '' || part === '.' || part === '..');
}

/** `./x` is `x`. */
function fromHere(path: string): string {
  return path.replace(/^(?:\.\/)+/, '');
}
