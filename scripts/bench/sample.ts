import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Files for one measurement. */
export interface Sample {
  readonly memberships: number;
  readonly resources: number;
  /** Folder of the configuration; several files when one would be over the size limit. */
  readonly configuration: string;
  readonly snapshot: string;
}

const membersOfGroup = 200;
const groupsOfFile = 500;
const roles = ['read', 'contributor', 'write', 'admin'] as const;

/**
 * Writes a configuration and a snapshot of so many memberships in groups of 200. One in a hundred differs, so that
 * there is something to plan: half are to be added, half to be changed.
 *
 * @param resources declared in the groups, as many in each; one in a hundred is to come from another group
 */
export async function writeSample(folder: string, memberships: number, resources = 0): Promise<Sample> {
  const people = Math.min(10_000, memberships);
  const name = `${memberships}-${resources}`;
  const configuration = path.join(folder, `groups-${name}`);
  const snapshot = path.join(folder, `live-${name}.json`);
  await mkdir(configuration, { recursive: true });
  const groups: object[] = [];
  const things = thingsOf(Math.ceil(memberships / membersOfGroup), resources);
  let lines: string[] = [];
  for (let group = 0; group * membersOfGroup < memberships; group++) {
    if (group % groupsOfFile === 0) lines = ['version: 1', 'organization: acme-ai', 'groups:'];
    const users: object[] = [];
    lines.push(`  Group ${group}:`, '    members:');
    for (let at = 0; at < membersOfGroup; at++) {
      const membership = group * membersOfGroup + at;
      const user = `user-${(group * 37 + at) % people}`;
      const role = roles[at % 4] ?? 'read';
      lines.push(`      ${user}: ${role}`);
      if (membership % 200 === 0) continue;
      const live = membership % 200 === 100 ? 'read' : role;
      users.push({
        type: 'user',
        _id: idOf(at),
        fullname: `Name of ${user}`,
        name: user,
        avatarUrl: `/avatars/${user}.svg`,
        role: live,
      });
    }
    lines.push(...things.lines(group));
    const held = [{ type: 'model', name: `acme-ai/own-${group}`, private: true }, ...things.live(group)];
    groups.push({ id: idOf(group), name: `Group ${group}`, users, resources: held });
    const last = (group + 1) * membersOfGroup >= memberships;
    if (last || group % groupsOfFile === groupsOfFile - 1) {
      const file = `groups-${String(Math.floor(group / groupsOfFile)).padStart(4, '0')}.yaml`;
      await writeFile(path.join(configuration, file), `${lines.join('\n')}\n`);
    }
  }
  const members = Array.from({ length: people }, (_, at) => ({
    user: `user-${at}`,
    fullname: `Name of user-${at}`,
    type: 'user',
    _id: idOf(at),
    avatarUrl: `/avatars/user-${at}.svg`,
    isPro: false,
    role: 'read',
    verifiedEmail: `user-${at}@acme.ai`,
  }));
  const head = {
    format_version: '1.0',
    endpoint: 'https://huggingface.co',
    organization: 'acme-ai',
    taken_at: '2026-01-01T00:00:00.000Z',
  };
  const repositories = resources === 0 ? {} : { repositories: things.repositories };
  await writeFile(
    snapshot,
    JSON.stringify({ ...head, me: { name: 'root' }, groups, members, ...repositories }),
  );
  return { memberships, resources, configuration, snapshot };
}

/** What is in the groups beside people: half models, a quarter datasets, a quarter spaces. */
function thingsOf(groups: number, resources: number) {
  const inGroup = resources / groups;
  const types = ['model', 'model', 'dataset', 'space'] as const;
  const all = Array.from({ length: resources }, (_, at) => {
    const type = types[at % 4] ?? 'model';
    const declared = Math.floor(at / inGroup);
    const live = at % 100 === 0 ? (declared + 1) % groups : declared;
    return { type, name: `acme-ai/${type}-${at}`, declared, live };
  });
  const lists = (): (typeof all)[] => Array.from({ length: groups }, () => []);
  const [byDeclared, byLive] = [lists(), lists()];
  for (const one of all) {
    byDeclared[one.declared]?.push(one);
    byLive[one.live]?.push(one);
  }
  return {
    repositories: all.map(({ type, name }) => ({ type, id: name, visibility: 'private' })),
    live: (group: number): readonly object[] =>
      (byLive[group] ?? []).map(({ type, name }) => ({ type, name, private: true })),
    /** What the file says of one group. */
    lines(group: number): readonly string[] {
      const own = byDeclared[group] ?? [];
      const written = [...new Set(own.map(({ type }) => type))].flatMap((type) => [
        `      ${type}s:`,
        ...own.flatMap((one) => (one.type === type ? [`        - ${one.name}`] : [])),
      ]);
      return written.length === 0 ? [] : ['    resources:', ...written];
    },
  };
}

function idOf(number: number): string {
  return number.toString(16).padStart(24, '0');
}
