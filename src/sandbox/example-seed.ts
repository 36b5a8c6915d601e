import type { HandSeed } from './model.ts';

/**
 * The organization that `hf-groups sandbox` starts with when no seed is given, and that `groups.example.yaml` fits:
 * small, and with one of each thing that the Hub treats differently (a service account, a group that SCIM manages,
 * auto-join, a user outside, a bucket, a collection, a limit and what was used of it, a name that the file changes).
 */
export const exampleSeed: HandSeed = {
  organization: 'acme-ai',
  fullname: 'Acme AI',
  plan: 'enterprise',
  email_domains: ['acme.ai'],
  members: {
    root: { role: 'admin', email: 'root@acme.ai', fullname: 'Platform Team' },
    ada: { role: 'write', email: 'ada@acme.ai', fullname: 'Ada Nowak' },
    'grace-o': { role: 'write', email: 'grace@acme.ai', fullname: 'Grace Okafor' },
    kim: { role: 'read', email: 'kim@acme.ai', fullname: 'Kim Larsen' },
    lee: { role: 'read', email: 'lee@acme.ai', fullname: 'Lee Brandt' },
    noor: { role: 'read', email: 'noor@acme.ai', fullname: 'Noor Haddad' },
    bob: { role: 'read', email: 'bob@acme.ai', fullname: 'Bob Tanaka' },
    zoe: { role: 'read', email: 'zoe@acme.ai', fullname: 'Zoe Marin' },
  },
  service_accounts: ['ci-bot'],
  other_users: ['mallory'],
  groups: {
    'Foundation Models': {
      id: '66670e5163145ca562cb1988',
      description: 'Base models',
      spend_limits: { total: 40_000 },
      usage: { spaces: 9_150, jobs: 3_725 },
      members: { ada: 'admin', bob: 'write', zoe: 'read', 'ci-bot': 'write' },
      resources: [
        { type: 'model', name: 'base-7b', private: true },
        { type: 'model', name: 'base-70b', private: true },
        { type: 'dataset', name: 'web-crawl', private: true },
        { type: 'space', name: 'playground', private: false },
        { type: 'bucket', name: 'checkpoints', private: true },
        {
          type: 'collection',
          id: '66670e5163145ca562cb1990',
          slug: 'best-models',
          title: 'Best models',
          private: true,
        },
      ],
    },
    Evaluation: {
      id: '66670e5163145ca562cb1989',
      members: { 'grace-o': 'write', kim: 'read', bob: 'read', zoe: 'contributor' },
      resources: [
        { type: 'dataset', name: 'benchmarks', private: true },
        { type: 'space', name: 'leaderboard', private: false },
      ],
    },
    Inference: {
      id: '66670e5163145ca562cb198a',
      members: { zoe: 'admin', lee: 'write' },
      resources: [{ type: 'space', name: 'status', private: false }],
    },
    Readers: {
      id: '66670e5163145ca562cb198b',
      auto_join: { role: 'read', scope: 'all' },
      members: {
        ada: 'read',
        'grace-o': 'read',
        kim: 'read',
        lee: 'read',
        noor: 'read',
        bob: 'read',
        zoe: 'read',
      },
    },
    'From the directory': {
      id: '66670e5163145ca562cb198c',
      scim: true,
      members: { ada: 'admin', zoe: 'read' },
    },
  },
  repositories: [{ type: 'model', name: 'scratch' }],
};
