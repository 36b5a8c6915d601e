import type { Plan, Released, ReleaseWay } from '../model/plan.ts';
import { enumerate } from '../text/count.ts';
import { type Phrase, phrase, word } from '../text/phrase.ts';
import { shownPlace } from '../text/shown.ts';
import type { GroupNames } from './group-view.ts';

/** Somebody who stays in a group that does not declare them any more. */
export interface ReleasedLine {
  readonly what: Phrase;
  /** Where the line was. */
  readonly place: string;
}

export interface ReleasedView {
  readonly lines: readonly ReleasedLine[];
  /** What to write for another end, sentences. */
  readonly ways: string;
}

/** Who is let go of, and what to do where that is not meant. */
export function releasedView({ released }: Pick<Plan, 'released'>, names: GroupNames): ReleasedView {
  const ways = new Set(released.flatMap((one) => one.ways));
  const removing = removals.filter(([way]) => ways.has(way)).map(([, words]) => words);
  return {
    lines: released.map((one) => ({ what: whatOf(one, names), place: shownPlace(one.source) })),
    ways: [
      'Deleting a line takes no access away.',
      ...(removing.length === 0 ? [] : [`To take it away, write ${enumerate(removing, 'or')}.`]),
      ...(ways.has('restore') ? ['To keep it declared, put the line back.'] : []),
    ].join(' '),
  };
}

const removals: readonly (readonly [ReleaseWay, string])[] = [
  ['absent', '"absent" as the role of the person in the group'],
  ['exact', '"membership: exact" in the group'],
  ['declare_group', 'the group again, with "absent" for the person'],
];

const causes: Readonly<Record<Released['cause'], string>> = {
  line_deleted: 'no line asks for it any more',
  group_not_declared: 'the group is not declared any more',
  membership_not_declared: 'the group declares no members any more',
};

const asked: Readonly<Record<Released['was'], string>> = {
  declared: '',
  absent: ', although the base has absent and wants the person removed',
  expired: ', although the entry has ended and the base wants the person removed',
};

function whatOf({ group, user, role, cause, was }: Released, names: GroupNames): Phrase {
  return phrase`${word(user)} keeps ${word(role)} in ${names.phrase(group)}: ${causes[cause]}${asked[was]}`;
}
