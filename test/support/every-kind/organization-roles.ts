import type { Given } from './sample.ts';

export const organizationRoleSamples: readonly Given[] = (
  [
    ['somebody gets a higher role in the organization', 'mia', 'read', 'write'],
    ['somebody becomes an admin of the organization', 'ned', 'read', 'admin'],
    ['somebody gets a lower role in the organization', 'oli', 'write', 'no_access'],
  ] as const
).map(([title, user, was, is]) => ({
  title,
  action: 'update',
  line: [user, was, is],
  live: {},
  unsaid: {},
  before: { organization_members: { [user]: was } },
  after: { organization_members: { [user]: is } },
  meanwhile: (directory) => directory.setOrganizationRole(user, 'contributor'),
  forged: { other: 'contributor', wild: 'owner' },
}));
