import { describe, expect, it } from 'vitest';
import { tellFailure } from '../../src/action/failure.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { ConfigError, HubError, KnownError } from '../../src/errors.ts';
import type { Annotation } from '../../src/model/annotation.ts';
import type { ErrorCode } from '../../src/model/error-code.ts';
import { at } from '../render/builders.ts';

async function told(error: unknown) {
  const said: { log: string; summary: string; annotations: Annotation[] } = {
    log: '',
    summary: '',
    annotations: [],
  };
  const ending = await tellFailure(
    {
      setOutput: () => {},
      mask: () => {},
      addSummary: (markdown) => {
        said.summary += markdown;
        return Promise.resolve();
      },
      annotate: (annotation) => void said.annotations.push(annotation),
      info: (line) => {
        said.log += `${line}\n`;
      },
    },
    error,
    (annotations) => void said.annotations.push(...annotations),
  );
  return { ...said, ending };
}

const diagnostic = (message: string): Diagnostic => ({
  severity: 'error',
  code: 'unknown-key',
  message,
  hint: 'Did you mean members?',
  source: at(5),
  excerpt: null,
});

describe('what ends a run is told', () => {
  it('in the log, as an annotation, and in the summary', async () => {
    expect(await told(new KnownError('usage', 'It is *odd*', { hint: 'Do\nthis.' }))).toEqual({
      log: 'Error: It is *odd*\n  Do\\u{a}this.\n',
      summary: '**It is \\*odd\\*.** Do\\\\u{a}this.\n',
      annotations: [
        { level: 'error', title: 'hf-groups', message: 'It is *odd*\nDo\\u{a}this.', source: null },
      ],
      ending: { exit: 1, reason: 'config-invalid' },
    });
  });

  it('without a hint where there is none', async () => {
    expect(await told(new HubError('hub-unavailable', 'It is down', { request: 'GET /x' }))).toMatchObject({
      summary: '**It is down.**\n',
      annotations: [{ message: 'It is down' }],
      ending: { exit: 1, reason: 'hub-error' },
    });
  });

  it('with every error of the configuration, at its line', async () => {
    const { log, summary, annotations, ending } = await told(
      new ConfigError([diagnostic('One'), diagnostic('Two')]),
    );
    const list = [
      'groups.yaml:5:7: error[unknown-key]: One',
      '  = Did you mean members?',
      '',
      'groups.yaml:5:7: error[unknown-key]: Two',
      '  = Did you mean members?',
      '',
    ].join('\n');
    expect(log).toBe(`${list}Error: 2 errors in the configuration\n`);
    expect(summary).toBe(`**2 errors in the configuration.**\n\n\`\`\`text\n${list}\`\`\`\n`);
    expect(annotations).toEqual(
      ['One', 'Two'].map((message) => ({
        level: 'error',
        title: 'unknown-key',
        message: `${message}\nDid you mean members?`,
        source: at(5),
      })),
    );
    expect(ending).toEqual({ exit: 1, reason: 'config-invalid' });
  });

  it('with as many errors as a summary has room for', async () => {
    const many = Array.from({ length: 600 }, (_, index) => diagnostic(`${index}: ${'x'.repeat(200)}`));
    const { log, summary } = await told(new ConfigError(many));
    expect(log.length).toBeGreaterThan(140_000);
    expect(summary.length).toBeGreaterThan(100_000);
    expect(summary.length).toBeLessThan(101_000);
    expect(summary).toMatch(/\n```\n$/);
  });

  it('with errors that hold a fence themselves', async () => {
    const { summary } = await told(new ConfigError([diagnostic('Unknown key ```')]));
    expect(summary).toMatch(/^\*\*1 error in the configuration\.\*\*\n\n````text\n[\s\S]*\n````\n$/);
  });

  it.each<[ErrorCode, string]>([
    ['usage', 'config-invalid'],
    ['config-invalid', 'config-invalid'],
    ['file-unreadable', 'config-invalid'],
    ['not-editable', 'config-invalid'],
    ['no-token', 'config-invalid'],
    ['endpoint-invalid', 'config-invalid'],
    ['endpoint-insecure', 'config-invalid'],
    ['hub-forbidden', 'hub-error'],
    ['github-refused', 'hub-error'],
  ])('%s as %s', async (code, reason) => {
    expect((await told(new KnownError(code, 'x'))).ending).toEqual({ exit: 1, reason });
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
    ['SIGHUP', 129],
  ])('%s as an interruption', async (signal, exit) => {
    const error = new KnownError('interrupted', 'x', { details: { signal } });
    expect((await told(error)).ending).toEqual({ exit, reason: 'interrupted' });
  });
});

describe('a fault of the program', () => {
  it.each([
    [Object.assign(new Error('lost\n::x'), { stack: 'the stack' }), 'the stack', 'lost\\u{a}::x'],
    [Object.assign(new Error('lost'), { stack: undefined }), 'lost', 'lost'],
    ['a text', 'a text', 'a text'],
  ])('is told with its trace in the log alone: %#', async (fault, trace, message) => {
    expect(await told(fault)).toEqual({
      log: `This is a fault of hf-groups, not yours. Please report it with the following lines.\n${trace}\n`,
      summary: '',
      annotations: [{ level: 'error', title: 'A fault of hf-groups', message, source: null }],
      ending: { exit: 1, reason: 'hub-error' },
    });
  });
});
