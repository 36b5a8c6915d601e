import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Files for one measurement. */
export interface Sample {
  readonly memberships: number;
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
 */
export async function writeSample(folder: string, memberships: number): Promise<Sample> {
  const people = Math.min(10_000, memberships);
  const configuration = path.join(folder, `groups-${memberships}`);
  const snapshot = path.join(folder, `live-${memberships}.json`);
  await mkdir(configuration, { recursive: true });
  const groups: object[] = [];
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
    const resources = [{ type: 'model', name: `acme-ai/model-${group}`, private: true }];
    groups.push({ id: idOf(group), name: `Group ${group}`, users, resources });
    const last = (group + 1) * membersOfGroup >= memberships;
    if (last || group % groupsOfFile === groupsOfFile - 1) {
      const name = `groups-${String(Math.floor(group / groupsOfFile)).padStart(4, '0')}.yaml`;
      await writeFile(path.join(configuration, name), `${lines.join('\n')}\n`);
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
  await writeFile(snapshot, JSON.stringify({ ...head, me: { name: 'root' }, groups, members }));
  return { memberships, configuration, snapshot };
}

function idOf(number: number): string {
  return number.toString(16).padStart(24, '0');
}
