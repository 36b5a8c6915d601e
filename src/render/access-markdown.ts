import type { AccessReport } from '../model/access.ts';
import type { AccessRow } from '../model/access-row.ts';
import { joined, type Phrase } from '../text/phrase.ts';
import { shown } from '../text/shown.ts';
import { accessSections } from './access-sections.ts';
import {
  concernCounts,
  concernOf,
  type GroupBlock,
  groupBlocks,
  groupFacts,
  headPhrases,
  notesOf,
  wayPhrase,
} from './access-view.ts';
import { codeCell, escapeMarkdown } from './markdown-escape.ts';
import { phraseMarkdown } from './phrase.ts';

/** A report of access in GitHub's Markdown: the head, what asks for a look, and a table for each group. */
export function renderAccessMarkdown(report: AccessReport): string {
  const [title = [], ...head] = headPhrases(report);
  const counts = concernCounts(report);
  const blocks = groupBlocks(report);
  const lines = [
    '## Access',
    '',
    phraseMarkdown(title),
    '',
    ...head.map((line) => `- ${phraseMarkdown(line)}`),
    ...(counts.length === 0 ? [] : [`- **Look at:** ${counts.join(', ')}`]),
    '',
    ...accessSections(report).flatMap((section) => [
      `### ${escapeMarkdown(shown(section.title))}`,
      '',
      ...section.lines.map((line) => `- ${phraseMarkdown(line)}`),
      '',
    ]),
    ...blocks.flatMap(groupLines),
    ...(report.repository !== null && report.repository.group === null
      ? ['### By the role in the organization', '', ...table(report.rows), '']
      : []),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function groupLines({ group, name, rows }: GroupBlock): readonly string[] {
  return [
    `### ${phraseMarkdown(name)}`,
    '',
    phraseMarkdown(joined(groupFacts(group), '; ')),
    ...(group.problem === null ? [] : ['', `**${escapeMarkdown(shown(group.problem))}**`]),
    '',
    ...(rows.length === 0 ? [] : [...table(rows), '']),
  ];
}

function table(rows: readonly AccessRow[]): readonly string[] {
  return [
    '| | role | user | name | why |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map((row) => {
      const concern = concernOf(row);
      const why = joined([wayPhrase(row), ...place(row), ...notesOf(row)], ', ');
      const cells = [
        concern === null || concern === 'unmanaged' ? '' : '**!**',
        row.live_role === null ? '–' : codeCell(shown(row.live_role)),
        codeCell(shown(row.user)),
        row.fullname === null ? '' : cell(escapeMarkdown(shown(row.fullname))),
        cell(phraseMarkdown(why)),
      ];
      return `| ${cells.join(' | ')} |`;
    }),
  ];
}

function place({ source }: AccessRow): readonly Phrase[] {
  return source === null ? [] : [[{ form: 'place', text: `${source.file}:${source.line}` }]];
}

/** A bar would end the cell; within code even one with a backslash before it does no harm. */
function cell(text: string): string {
  return text.replace(/(?<!\\)\|/g, '\\u{7c}');
}
