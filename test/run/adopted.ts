import type { Declared } from '../../src/edit/adopt/adoption.ts';
import type { NotAdopted } from '../../src/edit/adopt/wish.ts';
import { applied } from '../../src/edit/result.ts';
import { loadChecked } from '../../src/kinds/load.ts';
import type { Snapshot } from '../../src/live/organization.ts';
import type { Plan } from '../../src/model/plan.ts';
import { type AdoptOptions, adoptDrift } from '../../src/run/adopt-drift.ts';
import { SourceFile } from '../../src/text/source-file.ts';
import { today, tryPlan } from '../support/planning.ts';

const io = { now: () => new Date(`${today}T12:00:00Z`) };

/** How `import --update --all` writes groups, unless it is told otherwise. */
export const all = { mode: 'exact', byEmail: false } as const;

export interface Outcome {
  /** The text of the first file. */
  readonly text: string;
  readonly plan: Plan;
  readonly told: readonly string[];
  readonly notAdopted: readonly NotAdopted[];
}

/**
 * Adopts what is live, and plans what comes of it; `null` where the files do not fit the organization at all.
 *
 * @param others the texts of more files
 */
export function adopted(
  text: string,
  snapshot: Snapshot,
  options: Partial<AdoptOptions> = {},
  others: readonly string[] = [],
): Outcome | null {
  const files = [text, ...others].map((one, index) => new SourceFile(`${index}.yaml`, one));
  const declared = load(files);
  if (!tryPlan(declared.configuration, snapshot).ok) return null;
  const { result, notAdopted } = adoptDrift(io, declared, snapshot, {
    selection: null,
    all: null,
    ...options,
  });
  if (result.kind === 'stuck') throw new Error(result.places.map(({ why }) => why).join('\n'));
  const { configuration, sources } = load(applied(files, result));
  const planned = tryPlan(configuration, snapshot);
  if (!planned.ok) throw new Error(planned.diagnostics.map(({ message }) => message).join('\n'));
  const told = notAdopted.map(
    ({ group: ref, user, subject, why }) =>
      `${[ref?.name, user ?? subject].filter((name) => typeof name === 'string').join(', ')}: ${why}`,
  );
  return { text: sources[0]?.text ?? '', plan: planned.plan, told, notAdopted };
}

function load(sources: readonly SourceFile[]): Declared {
  const loaded = loadChecked(
    sources,
    sources.map(({ path }) => path),
  );
  if (!loaded.ok) throw new Error(loaded.diagnostics.map(({ message }) => message).join('\n'));
  return { configuration: loaded.configuration, sources };
}
