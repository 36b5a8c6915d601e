import { KnownError } from '../errors.ts';
import { resourcesOf } from '../live/contents.ts';
import type { Live, Snapshot } from '../live/organization.ts';
import { isObject, textOf } from '../live/read.ts';
import type { AccessRepository } from '../model/access.ts';
import { quoted } from '../text/named.ts';
import { nearest } from '../text/nearest.ts';

/** A repository as it was asked for. */
interface Asked {
  /** `null` where none was given. */
  readonly type: string | null;
  readonly name: string;
}

/** A repository that was read, in a group or in the organization's list. */
interface Found {
  readonly type: string;
  readonly name: string;
  readonly visibility: string | null;
  readonly group: AccessRepository['group'];
}

/**
 * The repository that `[TYPE/]NAMESPACE/NAME` names, and what it means for everybody who is in no row.
 *
 * @throws KnownError `usage` for a text that names none, and for one that several have
 */
export function repositoryOf(asked: string, snapshot: Snapshot, live: Live): AccessRepository {
  const wanted = parse(asked);
  const all = allRepositories(snapshot, live);
  const found = all.filter(
    ({ type, name }) =>
      name.toLowerCase() === wanted.name.toLowerCase() && (wanted.type === null || wanted.type === type),
  );
  const [one, ...others] = found;
  if (others.length > 0) {
    const types = found.map(({ type }) => type).toSorted();
    throw new KnownError('usage', `Several repositories are called ${quoted(wanted.name)}`, {
      hint: `Say which: ${types.map((type) => `--repo ${type}/${wanted.name}`).join(' or ')}.`,
    });
  }
  if (one === undefined) return unknown(wanted, snapshot, all);
  return { ...one, everybody_else: meaning(one) };
}

function parse(asked: string): Asked {
  // Everywhere else this program writes `model:acme-ai/base`, which people copy; no name on the Hub has a colon.
  const parts = asked.replace(/^([a-z]+):(?=[^/]+\/)/i, '$1/').split('/');
  const [first = '', second = '', third] = parts;
  const problem = parts.length < 2 || parts.length > 3 || parts.some((part) => part === '');
  if (problem)
    throw new KnownError('usage', `${quoted(asked)} names no repository`, {
      hint: 'Write NAMESPACE/NAME, with the type before it where several have the name: `--repo model/acme-ai/base`.',
    });
  if (third === undefined) return { type: null, name: `${first}/${second}` };
  // Addresses on the Hub have the plural.
  return { type: first.toLowerCase().replace(/s$/, ''), name: `${second}/${third}` };
}

/** Those in groups, and those of the organization that are in none. */
function allRepositories(snapshot: Snapshot, live: Live): readonly Found[] {
  const inGroups = live.groups.flatMap(({ info, object }) =>
    (resourcesOf(object) ?? []).flatMap(({ type, name, private: secret }): readonly Found[] =>
      name === null
        ? []
        : [{ type, name, visibility: visibilityOf(secret), group: { id: info.id, name: info.name } }],
    ),
  );
  const listed = listedRepositories(snapshot) ?? [];
  const visible = new Map(listed.map((one) => [keyOf(one), one]));
  const grouped = new Set(inGroups.map(keyOf));
  return [
    ...inGroups.map((one) => ({ ...one, visibility: visible.get(keyOf(one))?.visibility ?? one.visibility })),
    ...listed.filter((one) => !grouped.has(keyOf(one))),
  ];
}

function keyOf({ type, name }: Pick<Found, 'type' | 'name'>): string {
  return `${type}/${name.toLowerCase()}`;
}

function visibilityOf(secret: boolean | null): string | null {
  return secret === null ? null : secret ? 'private' : 'public';
}

/** All repositories of the organization; `null` when they were not listed. */
export function listedRepositories(snapshot: Snapshot): readonly Found[] | null {
  const listed = snapshot.repositories;
  if (listed === undefined) return null;
  return listed.flatMap((one): readonly Found[] => {
    const type = isObject(one) ? textOf(one['type']) : null;
    const name = isObject(one) ? textOf(one['id']) : null;
    if (type === null || name === null || !isObject(one)) return [];
    return [{ type, name, visibility: textOf(one['visibility']), group: null }];
  });
}

function unknown({ type, name }: Asked, snapshot: Snapshot, all: readonly Found[]): AccessRepository {
  const near = nearest(
    name,
    all.map((one) => one.name),
  );
  const meant = near === null ? '' : ` Did you mean ${quoted(near)}?`;
  const looked =
    listedRepositories(snapshot) === null
      ? 'It is in no group that this token sees. If there is such a repository, it is in none, and everybody who is listed here has access by the role in the organization; a public one everybody may read.'
      : 'The organization has no such repository that this token sees.';
  return { type, name, visibility: null, group: null, everybody_else: `${looked}${meant}` };
}

/** What the Hub's rules for groups and visibility mean for who is not in the rows. */
function meaning({ group, visibility }: Found): string {
  const where = group === null ? 'in no group' : `in the group ${quoted(group.name)}`;
  switch (visibility) {
    case 'public':
      return `It is public and ${where}: everybody on the Internet may read it. Who is listed here may do more, by the role.`;
    case 'private':
      return group === null
        ? 'It is private and in no group: every member of the organization has access by the role in the organization, and is listed here. Nobody else has.'
        : `It is private and ${where}: nobody has access but those who are listed here.`;
    case 'protected':
      return `It is protected and ${where}: everybody may use what it serves, and nobody reads its files but those who are listed here.`;
    default:
      return `It is ${where}, and the Hub does not say who may see it${visibility === null ? '' : ` (${quoted(visibility)})`}: if it is public, everybody may read it.`;
  }
}
