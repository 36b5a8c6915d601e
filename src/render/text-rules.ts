import type { Palette } from './palette.ts';
import { phraseText } from './phrase.ts';
import type { PlanView } from './plan-view.ts';
import type { PolicyView } from './policy-view.ts';
import type { RefusalLine, RefusalView } from './refusal-view.ts';
import type { ReleasedView } from './released-view.ts';
import { type Row, tableLines } from './text-parts.ts';

/** The rules that differ from those of the base, weaker ones first; nothing for none. */
export function policyLines({ lines, loosened }: PolicyView, palette: Palette): readonly string[] {
  if (lines.length + loosened.length === 0) return [];
  const rows = lines.map(({ weaker, what, place }): Row => {
    const mark = weaker ? 'weaker   ' : 'otherwise';
    const text = phraseText(what);
    return {
      plain: `  ${mark}  ${text}`,
      painted: `  ${weaker ? palette.error(mark) : mark}  ${text}`,
      place,
      notes: '',
    };
  });
  return [
    palette.warning('Policy changes'),
    ...tableLines(rows, palette),
    ...loosened.map(
      (one) => `  ${palette.error('the rules of the base would refuse this')}: ${phraseText(one)}`,
    ),
  ];
}

/** Every guard that the plan runs into, whom it is about, and what to do, a waiver last; nothing for none. */
export function refusalLines(view: RefusalView, palette: Palette): readonly string[] {
  if (view.lines.length === 0) return [];
  return [
    view.refused
      ? palette.error('Refused by guards: apply makes nothing of the plan')
      : palette.bold('Waived guards'),
    ...view.lines.flatMap((line) => guardLines(line, palette)),
  ];
}

function guardLines(line: RefusalLine, palette: Palette): readonly string[] {
  const message = phraseText(line.message);
  if (line.waived) return [`  ${line.guard} ${palette.dim('(waived)')}: ${message}`];
  const who = phraseText(line.who);
  const about = [...(who === '' ? [] : [who]), ...(line.share === '' ? [] : [line.share])].join('; ');
  return [
    `  ${palette.error(line.guard)}: ${message}`,
    ...(about === '' ? [] : [`    ${about}`]),
    `    ${line.cure}`,
  ];
}

/** How to permit the plan all the same; nothing where nothing stands in the way. */
export function waiverLines({
  refusal,
  files,
  pending,
}: Pick<PlanView, 'refusal' | 'files' | 'pending'>): readonly string[] {
  if (refusal.waiver.length === 0) return [];
  return [
    `If all of this is meant${pending === null ? '' : ', what is pending too'}, write into ${phraseText(files)}:`,
    '',
    ...refusal.waiver.map((line) => `    ${line}`),
    '',
    'It holds for exactly this plan: when anything in it changes, it is void.',
  ];
}

/** Who stays although nothing declares them any more; nothing for nobody. */
export function releasedLines({ lines, ways }: ReleasedView, palette: Palette): readonly string[] {
  if (lines.length === 0) return [];
  const rows = lines.map(({ what, place }): Row => {
    const plain = `  ${phraseText(what)}`;
    return { plain, painted: plain, place: place === '' ? '' : `was ${place}`, notes: '' };
  });
  return [palette.warning('No longer declared, and not removed'), ...tableLines(rows, palette), `  ${ways}`];
}
