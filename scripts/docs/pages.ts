import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { commandContents, commandReference, exitCodeTable, globalOptions } from './cli-reference.ts';
import { diagnosticsSections, guardTable } from './diagnostics-reference.ts';
import { exampleBlock } from './example-block.ts';
import { fileReference } from './file-reference.ts';
import { jsonSections } from './json-reference.ts';
import { manPage } from './man-page.ts';
import { planPicture } from './picture.ts';
import { sandboxSections } from './sandbox-reference.ts';
import { setupSteps } from './setup-steps.ts';
import { refreshTranscripts } from './transcript.ts';

/** A file that `npm run docs` writes. */
export interface Page {
  /** Relative to the project, with `/`. */
  readonly path: string;
  make(): Promise<string>;
}

const templates = 'scripts/docs/templates';

/** What a template may ask for with a line `<!-- insert NAME -->`. */
const sections: Readonly<Record<string, () => string>> = {
  example: exampleBlock,
  'file-properties': fileReference,
  'cli-contents': commandContents,
  'cli-commands': commandReference,
  'cli-global-options': globalOptions,
  'exit-codes': exitCodeTable,
  'guard-table': guardTable,
  'setup-steps': setupSteps,
  ...diagnosticsSections,
  ...jsonSections,
  ...sandboxSections,
};

/**
 * Every file that is generated: pages from a template, and pages that are written by hand of which only the output of
 * the examples and the sections between `<!-- insert NAME -->` and `<!-- end -->` are renewed.
 *
 * @param root the folder of the project
 */
export function pagesOf(root: string): readonly Page[] {
  const read = (file: string): string => readFileSync(path.join(root, file), 'utf8').replaceAll('\r\n', '\n');
  const fromTemplates = readdirSync(path.join(root, templates)).map((name) => ({
    path: `docs/${name}`,
    make: () => refreshTranscripts(`${notice(name)}\n\n${fillTemplate(read(`${templates}/${name}`))}`, root),
  }));
  const byHand = ['README.md', 'CONTRIBUTING.md', 'docs/architecture.md', 'docs/github.md'].map((file) => ({
    path: file,
    make: () => refreshTranscripts(renewSections(read(file)), root),
  }));
  return [
    ...byHand,
    ...fromTemplates,
    { path: 'docs/plan.svg', make: () => planPicture(root) },
    { path: 'man/hf-groups.1', make: () => Promise.resolve(manPage()) },
  ];
}

function notice(name: string): string {
  return `<!-- Written by \`npm run docs\` from ${templates}/${name}. Change that file, or what it is made from. -->`;
}

function fillTemplate(text: string): string {
  return text.replace(/^<!-- insert ([\w-]+) -->$/gm, (_, name: string) => sectionOf(name));
}

function renewSections(text: string): string {
  return text.replace(
    /^(<!-- insert ([\w-]+) -->)\n[\s\S]*?^(<!-- end -->)$/gm,
    (_, start: string, name: string, end: string) => `${start}\n${sectionOf(name)}\n${end}`,
  );
}

function sectionOf(name: string): string {
  const make = sections[name];
  if (make === undefined) throw new Error(`There is no section ${name} to insert.`);
  return make();
}
