import type { Action } from '../../../src/model/change.ts';
import { type Given, next, root, type Sample, saying, type Tree } from './sample.ts';

function membership(
  title: string,
  action: Action,
  line: Sample['line'],
  values: {
    readonly live: Readonly<Record<string, string>>;
    readonly before: Tree | null;
    readonly after: Tree;
    readonly meanwhile: string;
    readonly forged?: Sample['forged'];
    readonly released?: string;
  },
): Given {
  const { id, name } = next();
  const [user] = line;
  return {
    title,
    action,
    line,
    live: { [name]: { id, members: { root: 'admin', ...values.live } } },
    unsaid: saying(name, id, { members: { root: 'admin' } }),
    before: values.before === null ? null : saying(name, id, values.before),
    after: saying(name, id, values.after),
    meanwhile: (directory) => directory.setRole(id, user, values.meanwhile),
    forged: values.forged ?? { other: 'admin', wild: 'owner' },
    ...(values.released === undefined ? {} : { released: values.released }),
  };
}

export const membershipSamples: readonly Given[] = [
  membership('somebody comes into a group', 'create', ['lee', '-', 'read'], {
    live: {},
    before: null,
    after: { members: { ...root, lee: 'read' } },
    meanwhile: 'contributor',
  }),
  membership('somebody comes in by a team, until a day', 'create', ['noor', '-', 'write'], {
    live: {},
    before: null,
    after: { members: root, teams: { squad: { role: 'write', expires: '2999-12-31', reason: 'OPS-7' } } },
    meanwhile: 'contributor',
  }),
  membership('a service account comes in', 'create', ['ci-bot', '-', 'write'], {
    live: {},
    before: null,
    after: { members: { ...root, 'ci-bot': { role: 'write', service_account: true } } },
    meanwhile: 'contributor',
  }),
  membership('a service account comes into a group that SCIM manages', 'create', ['ci-bot', '-', 'read'], {
    live: {},
    before: null,
    after: { managed_by: 'scim', members: { 'ci-bot': { role: 'read', service_account: true } } },
    meanwhile: 'contributor',
  }),
  membership('somebody gets a higher role', 'update', ['kim', 'read', 'write'], {
    live: { kim: 'read' },
    before: { members: { ...root, kim: 'read' } },
    after: { members: { ...root, kim: 'write' } },
    meanwhile: 'contributor',
    released: 'kim',
  }),
  membership('somebody gets a lower role', 'update', ['zoe', 'write', 'read'], {
    live: { zoe: 'write' },
    before: { members: { ...root, zoe: 'write' } },
    after: { members: { ...root, zoe: 'read' } },
    meanwhile: 'contributor',
    released: 'zoe',
  }),
  membership('somebody is removed', 'delete', ['zoe', 'read', '-'], {
    live: { zoe: 'read' },
    before: { members: { ...root, zoe: 'read' } },
    after: { members: { ...root, zoe: 'absent' } },
    meanwhile: 'contributor',
    released: 'zoe',
  }),
  membership('somebody is removed who is not declared', 'delete', ['kim', 'read', '-'], {
    live: { kim: 'read' },
    before: { membership: 'exact', members: { ...root, kim: 'read' } },
    after: { membership: 'exact', members: root },
    meanwhile: 'contributor',
    released: 'kim',
  }),
];
