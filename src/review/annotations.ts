import type { Diagnostic } from '../diagnostics/types.ts';
import type { Annotation } from '../github/types.ts';
import { kindOf } from '../kinds/registry.ts';
import type { Blocked, Change, Plan, Violation } from '../plan/types.ts';
import { GroupNames } from '../render/group-view.ts';
import { blockedLine } from '../render/obstacles-view.ts';
import { shown, shownFile, shownName } from '../render/shown.ts';

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
 * What a plan says on the lines of its files. Errors: the guards that stand in the way. Warnings: what is blocked, and
 * the removals and lower roles that this change to the configuration asks for. Notices: the plan's own warnings.
 *
 * @returns at most ten of each level; of more, the last one counts the rest
 */
export function planAnnotations(plan: Plan): readonly Annotation[] {
  const names = new GroupNames(plan.groups);
  const sources = new ViolationSources(plan.changes);
  const blocked = [
    ...plan.blocked.filter(({ origin }) => origin !== 'drift'),
    ...plan.blocked.filter(({ origin }) => origin === 'drift'),
  ];
  const harm = plan.changes.filter(({ destructive, origin }) => destructive && origin !== 'drift');
  return limited([
    ...plan.violations
      .filter(({ waived }) => !waived)
      .map(
        (violation): Annotation => ({
          level: 'error',
          title: `Guard ${shown(violation.guard)}`,
          message: shown(violation.message),
          source: shownSource(sources.of(violation)),
        }),
      ),
    ...blocked.map((entry) => blockedAnnotation(entry, names)),
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

function blockedAnnotation(entry: Blocked, names: GroupNames): Annotation {
  const { what, group, reason, suggestion } = blockedLine(entry, names);
  const meant = suggestion === null ? '' : `; did you mean ${suggestion}?`;
  return {
    level: 'warning',
    title: 'Blocked',
    message: `${what} in ${group}: ${reason}${meant}`,
    source: shownSource(entry.source),
  };
}

function harmAnnotation(change: Change, names: GroupNames): Annotation {
  const { subject, detail } = kindOf(change).text(change);
  const removal = change.action === 'delete';
  return {
    level: 'warning',
    title: removal ? 'Removal' : 'Lower role',
    message: `${shownName(subject)} ${removal ? `loses ${shown(detail)}` : shown(detail)} in ${names.of(change.group)}`,
    source: shownSource(change.source),
  };
}

/** Finds the line that a violation is about: that of the first destructive change of its member, or of its group. */
class ViolationSources {
  readonly #byKey = new Map<string, Change['source']>();

  constructor(changes: readonly Change[]) {
    for (const change of changes) {
      if (!change.destructive) continue;
      for (const key of [`${change.group.id}\t${change.user.toLowerCase()}`, change.group.id]) {
        if (!this.#byKey.has(key)) this.#byKey.set(key, change.source);
      }
    }
  }

  of({ group, user }: Violation): Change['source'] {
    if (group === null) return null;
    const key = user === null ? group.id : `${group.id}\t${user.toLowerCase()}`;
    return this.#byKey.get(key) ?? null;
  }
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
