import type { DeclaredGroup } from '../../config/declaration.ts';
import { diagnose } from '../../diagnostics/diagnose.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Live } from '../../live/organization.ts';
import { named, quoted } from '../../text/named.ts';
import { Effort, nearest } from '../../text/nearest.ts';
import { sourceOf } from '../../text/source-file.ts';
import type { CompareInput, Comparison, MatchedGroup } from '../kind.ts';
import type { GroupChange } from './change.ts';
import { isToBeGone, isToBeMade } from './declared.ts';

/** What looking for near names of groups may cost in one plan, in steps of about a nanosecond. */
const mostSteps = 50_000_000;

/** Groups that are made and deleted. */
export function compareWhole({ groups, gone, live, suggest }: CompareInput): Comparison<GroupChange> {
  const made = groups.filter(({ declared, ref }) => ref.id === null && isToBeMade(declared));
  const deleted = groups.filter(({ declared }) => isToBeGone(declared));
  return {
    changes: [...made.map(makingOf), ...deleted.map(deletionOf)],
    blocked: [],
    unmanaged: [],
    diagnostics: [...similar(suggest ? made : [], groups, live), ...gone.map(alreadyGone)],
  };
}

function makingOf({ ref, declared }: MatchedGroup): GroupChange {
  return {
    kind: 'group',
    action: 'create',
    group: ref,
    subject: ref.name,
    before: null,
    after: ref.name,
    destructive: false,
    origin: null,
    source: sourceOf((declared.others.get('create') ?? declared).place),
    loss: null,
  };
}

function deletionOf({ ref, declared }: MatchedGroup): GroupChange {
  return {
    kind: 'group',
    action: 'delete',
    group: ref,
    subject: ref.name,
    before: ref.name,
    after: null,
    destructive: true,
    origin: null,
    source: sourceOf((declared.others.get('state') ?? declared).place),
    loss: null,
  };
}

/** A name that is nearly that of a group which nothing declares: perhaps it is that one, mistyped. */
function similar(
  made: readonly MatchedGroup[],
  groups: readonly MatchedGroup[],
  live: Live,
): readonly Diagnostic[] {
  const declared = new Set(groups.map(({ ref }) => ref.id));
  const free = live.groups.filter(({ info }) => !declared.has(info.id)).map(({ info }) => info.name);
  const effort = new Effort(mostSteps);
  return made.flatMap(({ ref, declared: { place } }) => {
    const near = nearest(ref.name, free, effort);
    if (near === null) return [];
    const message = `${quoted(ref.name)} is to be made, and the Hub has ${quoted(near)}, which nothing declares and may be meant`;
    return [diagnose('similar-group', place, message)];
  });
}

function alreadyGone({ id, name, place }: DeclaredGroup): Diagnostic {
  const which = id === null ? '' : ` with the id ${named(id.value)}`;
  const message = `The Hub lists no group${which}, so that nothing of ${quoted(name)} is left to be deleted`;
  return diagnose('already-absent', place, message);
}
