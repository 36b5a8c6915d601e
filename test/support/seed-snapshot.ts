import type { Snapshot } from '../../src/live/organization.ts';
import { Directory } from '../../src/sandbox/directory.ts';
import type { HandSeed } from '../../src/sandbox/model.ts';
import { createWorld } from '../../src/sandbox/seed/world.ts';
import { groupView, repositoryViews, serviceAccountViews } from '../../src/sandbox/views.ts';

/** What the Hub answers of a seed to the token of `root`, an admin of the organization, when all lists are asked for. */
export function snapshotOfSeed(
  seed: HandSeed,
  happened: (directory: Directory) => void = () => {},
): Snapshot {
  const directory = new Directory(createWorld(seed, 'x'));
  happened(directory);
  return {
    format_version: '1.0',
    endpoint: 'https://huggingface.co',
    organization: seed.organization,
    taken_at: '2026-11-20T12:00:00.000Z',
    me: { name: 'root' },
    groups: directory.groups().map((group) => groupView(directory, group, 'resources')),
    members: directory.members().map(({ name, role, email }) => ({ user: name, role, verifiedEmail: email })),
    repositories: repositoryViews(directory.repositories()),
    service_accounts: serviceAccountViews(directory),
    usage: { periods: [] },
  };
}
