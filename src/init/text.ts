import { schemaPath } from '../edit/import/schema-file.ts';
import type { Palette } from '../render/palette.ts';
import { enumerate } from '../text/count.ts';
import { targetsOf } from './choices.ts';
import type { FileResult, FileStatus, InitResult } from './result.ts';

/** The result for people: the files, and what is left to do, numbered. */
export function initText({ files, steps, notes, choices }: InitResult, palette: Palette): string {
  const width = Math.max(...files.map(({ path }) => path.length));
  const lines = files.map((file) => fileLine(file, width, palette));
  // The schema is for editors, and longer than all the rest.
  const forPeople = files.filter(({ path }) => !path.endsWith(schemaPath));
  const shownTexts = forPeople.filter(({ status }) => status === 'would_write').flatMap(fileText(palette));
  const todo = steps.flatMap(({ title, text, copy }, at) => [
    '',
    `${String(at + 1).padStart(2)}. ${palette.bold(title)}`,
    ...text.map((line) => `    ${line}`),
    ...copy.map((line) => `      ${palette.dim(line)}`),
  ]);
  return [
    ...lines,
    ...notes.map((note) => `${palette.warning('Note')}: ${note}`),
    ...shownTexts,
    '',
    `What is left to do, for ${enumerate(targetsOf(choices).map(({ organization }) => organization))} and the branch ${choices.branch}:`,
    ...todo,
    '',
  ].join('\n');
}

const words: Readonly<Record<FileStatus, string>> = {
  written: 'written',
  would_write: 'would be written',
  identical: 'is there already, as it would be written',
  kept: 'is there already, and is left as it is',
};

function fileLine({ path, status }: FileResult, width: number, palette: Palette): string {
  const isNew = status === 'written' || status === 'would_write';
  const sign = isNew ? palette.add('+') : ' ';
  return `${sign} ${path.padEnd(width)}  ${words[status]}`;
}

function fileText(palette: Palette): (file: FileResult) => readonly string[] {
  return ({ path, text }) => [
    '',
    palette.bold(`${path}:`),
    '',
    ...text.split('\n').map((line) => (line === '' ? '' : `    ${line}`)),
  ];
}
