import { appendFile } from 'node:fs/promises';
import * as core from '@actions/core';
import type { ActionsRun, Annotation } from '../github/types.ts';

/** The run of a job: outputs, masks, summary and annotations by the Actions toolkit. */
export function createActionsRun(): ActionsRun {
  return {
    setOutput: (name, value) => core.setOutput(name, value),
    mask: (value) => core.setSecret(value),
    addSummary: async (markdown) => {
      // An older runner has no summaries, and that is no reason to fail.
      const file = process.env['GITHUB_STEP_SUMMARY'] ?? '';
      if (file !== '') await appendFile(file, `${markdown}\n`);
    },
    annotate,
    info: (line) => core.info(withoutCommands(line)),
  };
}

const tell = { error: core.error, warning: core.warning, notice: core.notice } as const;

function annotate({ level, title, message, source }: Annotation): void {
  const place =
    source === null ? {} : { file: source.file, startLine: source.line, startColumn: source.column };
  tell[level](message, { title, ...place });
}

/**
 * Text for the log in which the runner finds no command. It takes `::name::` at the beginning of a line for one, and,
 * in its older form, `##[name]` anywhere.
 */
export function withoutCommands(text: string): string {
  return text
    .split(/\r\n|[\n\r]/)
    .map((line) => line.replace(/^(\s*):(?=:)/, '$1: ').replaceAll('##[', '## ['))
    .join('\n');
}
