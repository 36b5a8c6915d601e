import { existsSync } from 'node:fs';
import path from 'node:path';
import { stateOf, type WantedFile } from './files.ts';
import type { FileResult } from './result.ts';

/** Where Dependabot looks for what it is to do. */
const dependabotPath = '.github/dependabot.yml';

const text = `# New releases of the action come as pull requests that move its commit and its version together, a week after they were
# published: most that turn out to be hostile are found sooner. Written by \`hf-groups init\`, and yours to change.
version: 2
updates:
  - package-ecosystem: github-actions
    directory: /
    schedule:
      interval: weekly
    cooldown:
      default-days: 7
`;

/** What would become of Dependabot's file: one that is there, by either name, is somebody's own and is kept. */
export function dependabotFile(root: string): FileResult {
  const other = dependabotPath.replace(/\.yml$/, '.yaml');
  if (existsSync(path.join(root, other))) return { path: other, status: 'kept', text };
  const file: WantedFile = { path: dependabotPath, text };
  const states = { missing: 'would_write', identical: 'identical', different: 'kept' } as const;
  return { ...file, status: states[stateOf(file, root)] };
}

/** What to look at in a file of Dependabot's that was there already. */
export const keptDependabotNote =
  'Dependabot has its own file here. See that it looks after `github-actions`: else the action stays at its commit.';
