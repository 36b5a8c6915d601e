import type { Configuration, DeclaredGroup } from '../../config/declaration.ts';
import type { SourceFile } from '../../text/source-file.ts';
import { groupFacts } from '../facts.ts';
import { type EditResult, type Edits, edited, readAgain } from '../result.ts';

/**
 * Applies edits of what groups declare beside their members, and holds each group against what it is to say by then.
 *
 * @param touched the groups that are to say something else
 * @param says whether one of them, read again, says what it is to say, and of everything else what it said
 */
export function heldTo(
  before: Configuration,
  sources: readonly SourceFile[],
  edits: Edits,
  touched: ReadonlySet<DeclaredGroup>,
  says: (now: DeclaredGroup, was: DeclaredGroup) => boolean,
): EditResult {
  const texts = edits.texts(sources);
  if (texts.kind === 'stuck') return texts;
  const after = readAgain(before, texts.sources);
  if (after.kind === 'stuck') return after;
  const gone = new Map<string, null>();
  const come = new Map<string, string>();
  before.groups.forEach((group, index) => {
    const now = after.configuration.groups[index];
    if (!touched.has(group) || now === undefined || !says(now, group)) return;
    for (const name of groupFacts(group).keys()) gone.set(name, null);
    const as = { ...group, name: now.name, others: now.others };
    for (const [name, fact] of groupFacts(as)) come.set(name, fact);
  });
  // Where two groups exchange their names, what goes with the one comes with the other.
  return edited(before, sources, after, new Map<string, string | null>([...gone, ...come]));
}
