import { type TargetRef, targetKey } from '../model/change.ts';
import type { GroupInfo, RepositoryName } from '../model/plan.ts';
import { count } from '../text/count.ts';
import { named } from '../text/named.ts';
import { name as groupName, joined, type Phrase, phrase, place, word } from '../text/phrase.ts';
import { phraseText } from './phrase.ts';

/** A group with the lines that stand below its name. */
export interface GroupView<Line> {
  /** Its name, with its id where another group of the plan has the same name. */
  readonly name: Phrase;
  /** What is in it and who: `12 repositories, 7 private; 3 members`. */
  readonly facts: string;
  /** Which repositories it holds, as far as they are known; empty for none. */
  readonly repositories: Phrase;
  readonly lines: readonly Line[];
}

/** Names groups so that two of one name can be told apart. */
export class GroupNames {
  readonly #ids = new Map<string, Set<string>>();

  constructor(groups: readonly TargetRef[]) {
    for (const group of groups) {
      if (group === null || group.id === null) continue;
      const { id, name } = group;
      const ids = this.#ids.get(name);
      if (ids === undefined) this.#ids.set(name, new Set([id]));
      else ids.add(id);
    }
  }

  /** The name among other words; with the id where another group has the same. */
  phrase(target: TargetRef): Phrase {
    if (target === null) return ['the organization'];
    const { id, name } = target;
    const several = (this.#ids.get(name)?.size ?? 0) > 1;
    return several && id !== null ? phrase`${groupName(name)} (${word(id)})` : [groupName(name)];
  }

  /** The same as text. */
  text(group: TargetRef): string {
    return phraseText(this.phrase(group));
  }
}

/** Puts each item below its group, or the organization, groups and items in the order in which they come. */
export function byGroup<Item extends { readonly group: TargetRef }, Line>(
  items: readonly Item[],
  infos: readonly GroupInfo[],
  names: GroupNames,
  toLine: (item: Item) => Line,
): readonly GroupView<Line>[] {
  const infoById = new Map(infos.map((info) => [info.id, info]));
  const groups = new Map<string, { readonly ref: TargetRef; readonly lines: Line[] }>();
  for (const item of items) {
    const key = targetKey(item.group);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { ref: item.group, lines: [toLine(item)] });
    else known.lines.push(toLine(item));
  }
  return [...groups.values()].map(({ ref, lines }) => {
    const info = infoById.get(targetKey(ref));
    return {
      name: names.phrase(ref),
      facts: targetFacts(ref, info),
      repositories: repositoriesOf(info),
      lines,
    };
  });
}

function targetFacts(target: TargetRef, info: GroupInfo | undefined): string {
  if (target === null) return '';
  return target.id === null ? 'new group' : factsOf(info);
}

/** So many repositories of a group are named. */
const mostRepositories = 10;

/** `private: model acme/base; space acme/demo` */
function repositoriesOf(info: GroupInfo | undefined): Phrase {
  if (info === undefined || info.repository_names.length === 0) return [];
  const all = info.repository_names;
  const open = all.slice(0, mostRepositories);
  const more = Math.max(info.repositories ?? 0, all.length) - open.length;
  const parts = [
    listOf(
      'private: ',
      open.filter((one) => one.private === true),
    ),
    listOf(
      '',
      open.filter((one) => one.private !== true),
    ),
    more > 0 ? [`${more} more`] : [],
  ];
  return joined(
    parts.filter((part) => part.length > 0),
    '; ',
  );
}

function listOf(title: string, repositories: readonly RepositoryName[]): Phrase {
  if (repositories.length === 0) return [];
  const names = repositories.map(({ type, name }) => [place(`${named(type)} ${named(name)}`)]);
  return [title, ...joined(names, ', ')];
}

/** What a membership of the group gives access to, and how many have it. What is not known is said to be unknown. */
export function factsOf(info: GroupInfo | undefined): string {
  if (info === undefined) return 'contents and members unknown';
  return `${contents(info)}; ${info.members === 0 ? 'no members' : count(info.members, 'member')}`;
}

function contents(info: GroupInfo): string {
  const others = info.other_resources;
  if (others === 0) return repositories(info);
  if (others !== null) return `${repositories(info)}, ${count(others, 'other resource')}`;
  if (info.repositories === null && info.private === null) return 'contents unknown';
  return `${repositories(info)}, other resources unknown`;
}

function repositories(info: GroupInfo): string {
  if (info.repositories === null) {
    return info.private === null
      ? 'repositories unknown'
      : `repositories unknown, ${info.private} of them private`;
  }
  if (info.repositories === 0) return 'no repositories';
  const all = count(info.repositories, 'repository', 'repositories');
  if (info.private === null) return `${all}, how many of them private unknown`;
  return `${all}, ${info.private === 0 ? 'none' : info.private} private`;
}
