import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { sentenceOf, tellChanges } from '../kinds/tell.ts';
import type { Annotation } from '../model/annotation.ts';
import type { Change, Plan } from '../model/plan.ts';
import { type BlockedLine, blockedLines } from '../render/blocked-view.ts';
import { GroupNames } from '../render/group-view.ts';
import { phraseText } from '../render/phrase.ts';
import { type PolicyLine, policyView } from '../render/policy-view.ts';
import { type RefusalLine, refusalView } from '../render/refusal-view.ts';
import { shown, shownFile } from '../text/shown.ts';

/** GitHub shows so many annotations of one level for a step, and leaves out the rest without a word. */
export const mostOfLevel = 10;

/** What a configuration's diagnostics say on its lines: errors as errors, warnings as notices. */
export function diagnosticAnnotations(diagnostics: readonly Diagnostic[]): readonly Annotation[] {
  return limited(
    diagnostics.map(({ severity, code, message, hint, source }) => ({
      level: severity === 'error' ? 'error' : 'notice',
      title: shown(code),
      message: hint === null ? shown(message) : `${shown(message)}\n${shown(hint)}`,
      source: shownSource(source),
    })),
  );
}

/**
 * What a plan says on the lines of its files. Errors: the guards that stand in the way, with whom they are about.
 * Warnings: weaker rules, what is blocked, and the removals and lower roles that this change to the configuration asks
 * for. Notices: the plan's own warnings.
 *
 * @returns at most ten of each level; of more, the last one counts the rest
 */
export function planAnnotations(plan: Plan): readonly Annotation[] {
  const names = new GroupNames(plan.groups);
  const blocked = blockedLines(plan.blocked, names);
  const harm = plan.changes.filter(({ destructive, origin }) => destructive && origin !== 'drift');
  return limited([
    ...refusalView(plan, 'this pull request')
      .lines.filter(({ waived }) => !waived)
      .map(guardAnnotation),
    ...policyView(plan, names)
      .lines.filter(({ weaker }) => weaker)
      .map(ruleAnnotation),
    ...[...blocked.filter(({ pending }) => !pending), ...blocked.filter(({ pending }) => pending)].map(
      blockedAnnotation,
    ),
    ...harm.map((change) => harmAnnotation(change, names)),
    ...plan.warnings.map(
      ({ code, message, source }): Annotation => ({
        level: 'notice',
        title: shown(code),
        message: shown(message),
        source: shownSource(source),
      }),
    ),
  ]);
}

function guardAnnotation({ guard, message, who, cure, source }: RefusalLine): Annotation {
  const about = who.length === 0 ? '' : `: ${phraseText(who)}`;
  return {
    level: 'error',
    title: `Guard ${guard}`,
    message: `${phraseText(message)}${about}. ${cure}`,
    source: shownSource(source),
  };
}

function ruleAnnotation({ what, source }: PolicyLine): Annotation {
  return { level: 'warning', title: 'Weaker rule', message: phraseText(what), source: shownSource(source) };
}

function blockedAnnotation({ what, why, source }: BlockedLine): Annotation {
  return {
    level: 'warning',
    title: 'Blocked',
    message: `${phraseText(what)}: ${phraseText(why)}`,
    source: shownSource(source),
  };
}

function harmAnnotation(change: Change, names: GroupNames): Annotation {
  const { clauses } = tellChanges([change], (group) => names.phrase(group));
  return {
    level: 'warning',
    title: 'Less access',
    message: phraseText(sentenceOf(clauses)),
    source: shownSource(change.source),
  };
}

function shownSource(source: Change['source']): Annotation['source'] {
  return source === null ? null : { ...source, file: shownFile(source.file) };
}

const levels: readonly Annotation['level'][] = ['error', 'warning', 'notice'];

function limited(annotations: readonly Annotation[]): readonly Annotation[] {
  return levels.flatMap((level) => {
    const all = annotations.filter((annotation) => annotation.level === level);
    if (all.length <= mostOfLevel) return all;
    const shownOnes = all.slice(0, mostOfLevel - 1);
    const rest: Annotation = {
      level,
      title: 'More',
      message: `${all.length - shownOnes.length} more: see the job summary`,
      source: null,
    };
    return [...shownOnes, rest];
  });
}
