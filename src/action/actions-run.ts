import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import type { Annotation } from '../model/annotation.ts';
import type { Environment } from '../model/environment.ts';
import type { ActionsRun } from './world.ts';

/**
 * The run of a job, after GitHub's "Workflow commands". GitHub's own toolkit is not used: it brings the means to start
 * programs, and this action must have none.
 *
 * @param env names the files of the step
 * @param write puts text into the log
 */
export function createActionsRun(env: Environment, write: (text: string) => void): ActionsRun {
  // An older runner has no such files, and that is no reason to fail.
  const append = (variable: string, text: string): void => {
    const file = env[variable];
    if (file) appendFileSync(file, text);
  };
  return {
    setOutput: (name, value) => {
      // A name that nobody can guess: no value can end itself and begin another output.
      const delimiter = `end-${randomUUID()}`;
      append('GITHUB_OUTPUT', `${name}<<${delimiter}\n${value}\n${delimiter}\n`);
    },
    mask: (value) => write(command('add-mask', {}, value)),
    addSummary: (markdown) => {
      append('GITHUB_STEP_SUMMARY', `${markdown}\n`);
      return Promise.resolve();
    },
    annotate: ({ level, title, message, source }: Annotation) => {
      const place =
        source === null ? {} : { file: source.file, line: String(source.line), col: String(source.column) };
      write(command(level, { title, ...place }, message));
    },
    info: (line) => write(`${withoutCommands(line)}\n`),
  };
}

/** A line that the runner takes for a command. */
function command(name: string, properties: Readonly<Record<string, string>>, message: string): string {
  const pairs = Object.entries(properties).map(
    ([key, value]) => `${key}=${data(value).replaceAll(':', '%3A').replaceAll(',', '%2C')}`,
  );
  return `::${name}${pairs.length === 0 ? '' : ` ${pairs.join(',')}`}::${data(message)}\n`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/**
 * Text for the log in which the runner finds no command. It takes `::name::` at the beginning of a line for one, behind
 * what .NET calls white space (U+0085 too, which is none here), and, in its older form, `##[name]` anywhere.
 */
export function withoutCommands(text: string): string {
  return text
    .split(/\r\n|[\n\r]/)
    .map((line) => line.replace(/^([\s\u0085]*):(?=:)/, '$1: ').replaceAll('##[', '## ['))
    .join('\n');
}
