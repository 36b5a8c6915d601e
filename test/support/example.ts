import { readFileSync } from 'node:fs';
import type { Configuration } from '../../src/config/declaration.ts';
import { loadChecked } from '../../src/kinds/load.ts';
import type { Snapshot } from '../../src/live/organization.ts';
import { exampleSeed } from '../../src/sandbox/example-seed.ts';
import { accountKey } from '../../src/sandbox/model.ts';
import { createWorld } from '../../src/sandbox/seed/world.ts';
import { resourceView } from '../../src/sandbox/views.ts';
import { SourceFile } from '../../src/text/source-file.ts';
import { snapshotOf } from './planning.ts';

/** The name of the example configuration. */
export const exampleFile = 'groups.example.yaml';
/** The text of the example configuration. */
export const exampleText = readFileSync(new URL(`../../${exampleFile}`, import.meta.url), 'utf8');

/** What the sandbox's own organization looks like to a reader with every right. */
export function exampleSnapshot(): Snapshot {
  const { accounts, groups } = createWorld(exampleSeed, 'x');
  const names = new Map(accounts.map(({ name }) => [accountKey(name), name]));
  return snapshotOf(
    groups.map(({ id, name, description, spendLimits, users, resources, autoJoin }) => ({
      id,
      name,
      description,
      spendLimits,
      users: [...users].map(([key, { role }]) => ({ name: names.get(key) ?? key, role })),
      resources: [...resources.values()].map(resourceView),
      autoJoin,
    })),
    accounts
      .filter(({ kind }) => kind === 'member')
      .map(({ name, role, email }) => ({ user: name, role, verifiedEmail: email })),
  );
}

/**
 * The example configuration with parts of its text replaced.
 *
 * @throws Error when a part does not occur, or the text that comes out is in error
 */
export function exampleConfiguration(
  ...edits: readonly (readonly [before: string | RegExp, after: string])[]
): Configuration {
  const text = edits.reduce((so, [before, after]) => {
    const next = so.replace(before, after);
    if (next === so) throw new Error(`the example has no ${String(before)}`);
    return next;
  }, exampleText);
  const loaded = loadChecked([new SourceFile(exampleFile, text)], [exampleFile]);
  if (loaded.ok) return loaded.configuration;
  throw new Error(loaded.diagnostics.map(({ code, message }) => `${code}: ${message}`).join('\n'));
}
