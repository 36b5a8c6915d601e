import type { HandSeed } from '../../src/sandbox/model.ts';

export const ids = {
  models: '66670e5163145ca562cb1988',
  scim: '66670e5163145ca562cb1989',
  open: '66670e5163145ca562cb1990',
  inside: '66670e5163145ca562cb1991',
  best: '66670e5163145ca562cb1992',
} as const;

export const groupsPath = '/api/organizations/acme-ai/resource-groups';
export const membersPath = '/api/organizations/acme-ai/members';

export const tokens = {
  admin: 'hf_admin',
  read: 'hf_read',
  none: 'hf_none',
  pending: 'hf_pending',
  groupAdmin: 'hf_group_admin',
  member: 'hf_member',
  outsider: 'hf_outsider',
} as const;

/** One organization with everything that the Hub treats differently. */
export const acme: HandSeed = {
  organization: 'acme-ai',
  plan: 'team',
  email_domains: ['acme.ai'],
  members: {
    Ada: { role: 'admin', email: 'ada@acme.ai', fullname: 'Ada Lovelace' },
    grace: { role: 'write', email: 'Grace@acme.ai', fullname: 'Grace Hopper' },
    kim: { role: 'read', email: 'kim@elsewhere.org' },
    zoe: 'no_access',
    bob: null,
  },
  service_accounts: ['ci-bot', { name: 'deploy-bot', role: 'write' }],
  other_users: ['stranger'],
  groups: {
    'Foundation Models': {
      id: ids.models,
      members: { Ada: 'admin', grace: 'admin', kim: 'read' },
      resources: [
        { type: 'model', name: 'large' },
        { type: 'dataset', name: 'acme-ai/text', private: false },
      ],
    },
    'From SCIM': { id: ids.scim, scim: true, members: { kim: 'read', 'ci-bot': 'write' } },
    'For all': {
      id: ids.open,
      auto_join: { role: 'read', scope: 'read_plus' },
      usage: { jobs: 1250.5, spaces: 300 },
      members: { bob: 'read' },
      resources: [
        { type: 'dataset', name: 'open', visibility: 'public' },
        { type: 'collection', id: ids.inside, slug: 'inside', title: 'Inside', private: false },
        { type: 'job', id: 'job-1', name: 'nightly' },
      ],
    },
  },
  repositories: [
    { type: 'space', name: 'demo', visibility: 'protected' },
    { type: 'model', name: 'elsewhere/theirs' },
  ],
  collections: [{ id: ids.best, slug: 'best' }],
  tokens: [
    { token: tokens.admin, name: 'ci', user: 'ada', access: 'admin' },
    { token: tokens.read, user: 'ada', access: 'read' },
    { token: tokens.none, user: 'ada', access: 'none' },
    { token: tokens.pending, user: 'ada', access: 'admin', pending_approval: true },
    { token: tokens.groupAdmin, user: 'grace', access: 'write' },
    { token: tokens.member, user: 'kim', access: 'admin' },
    { token: tokens.outsider, user: 'stranger', access: 'admin' },
  ],
};

/** An organization of so many members, `user-0001` on, whose admin is `boss`. */
export function crowd(size: number): HandSeed {
  const names = Array.from({ length: size }, (_, index) => `user-${String(index + 1).padStart(4, '0')}`);
  return {
    organization: 'crowd',
    members: { boss: 'admin', ...Object.fromEntries(names.map((name) => [name, 'read'])) },
  };
}
