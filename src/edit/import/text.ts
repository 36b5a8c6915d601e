import { factsOf } from '../../render/group-view.ts';
import { count } from '../../text/count.ts';
import { yamlWord } from '../word.ts';
import type { Imported, ImportedGroup, ImportedMember } from './imported.ts';
import { schemaLine } from './schema-file.ts';

/** A file to write. */
export interface ImportedFile {
  /** Relative to the folder that all of them go to. */
  readonly path: string;
  readonly text: string;
}

/** How much it is, in a few words. */
export function toldOf({ groups }: Imported): string {
  const memberships = groups.reduce((sum, { members }) => sum + (members?.length ?? 0), 0);
  return `${count(groups.length, 'group')}, ${count(memberships, 'membership')}`;
}

/** What could not be declared, a sentence each. */
export function leftOutOf({ groups, leftOut: whole }: Imported): readonly string[] {
  return [...whole, ...groups.flatMap(({ info, leftOut }) => leftOut.map((why) => `${info.name}: ${why}`))];
}

/** All of it as one file. */
export function importedText(imported: Imported): string {
  const groups = imported.groups.map(groupLines);
  return textOf([
    ...head(imported),
    '',
    ...remarks(imported.leftOut),
    ...(groups.length === 0 ? ['groups: {}'] : ['groups:', ...joined(groups.map(indented))]),
  ]);
}

/** `organization.yaml`, and one file a group, named after it. */
export function importedFiles(imported: Imported): readonly ImportedFile[] {
  const taken = new Set(['organization']);
  return [
    { path: 'organization.yaml', text: textOf([...head(imported), ...remarks(imported.leftOut)]) },
    ...imported.groups.map((group) => ({
      path: `${fileName(group, taken)}.yaml`,
      text: textOf([...head(imported), '', 'groups:', ...indented(groupLines(group))]),
    })),
  ];
}

function head({ organization }: Imported): readonly string[] {
  return [schemaLine, 'version: 1', `organization: ${yamlWord(organization)}`];
}

/** One group as it stands below `groups:`, not indented. */
export function groupLines(group: ImportedGroup): readonly string[] {
  const { info, mode, members, settings, leftOut } = group;
  return [
    ...remarks([factsOf(info)]),
    ...remarks(leftOut),
    `${yamlWord(info.name)}:`,
    `  id: ${yamlWord(info.id)}`,
    ...settings.map((line) => `  ${line}`),
    ...(members === null ? [] : [`  membership: ${mode}`, ...memberLines(members)]),
  ];
}

function memberLines(members: readonly ImportedMember[]): readonly string[] {
  return members.length === 0 ? ['  members: {}'] : ['  members:', ...members.map(memberLine)];
}

function memberLine({ name, role, serviceAccount }: ImportedMember): string {
  const value = serviceAccount ? `{ role: ${role}, service_account: true }` : role;
  return `    ${yamlWord(name)}: ${value}`;
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}

function remarks(sentences: readonly string[]): readonly string[] {
  return sentences.map((sentence) => `# ${sentence}`);
}

/** Groups with an empty line between them. */
function joined(groups: readonly (readonly string[])[]): readonly string[] {
  return groups.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}

/** A file name that every system takes, and that no other group has, whatever its letter case. */
function fileName({ info }: ImportedGroup, taken: Set<string>): string {
  const words =
    info.name
      .normalize('NFKD')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  const plain = words.join('-').slice(0, 60) || 'group';
  const name = taken.has(plain) || reserved.test(plain) ? `${plain}-${info.id}` : plain;
  taken.add(name);
  return name;
}

/** Names that Windows keeps for devices. */
const reserved = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$/;

function textOf(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
