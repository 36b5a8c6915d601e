import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../cli/support/program.ts';
import { scriptedServer } from '../support/http.ts';
import { contextOf } from './context-of.ts';

const hub = { 'hf-token': 'hf_ofThisVeryRun0000', 'hf-endpoint': 'https://hub.example' };

describe('what the commands know of the environment', () => {
  it('is the network, and the token and the address of the Hub where they are given', () => {
    const network = {
      https_proxy: 'http://proxy.example:1',
      HTTPS_PROXY: 'http://proxy.example:2',
      http_proxy: 'http://proxy.example:3',
      HTTP_PROXY: 'http://proxy.example:4',
      no_proxy: 'one.example',
      NO_PROXY: 'two.example',
      NODE_EXTRA_CA_CERTS: '/ca.pem',
      NODE_TLS_REJECT_UNAUTHORIZED: '0',
    };
    const others = { GITHUB_TOKEN: 'ghs_y', FORCE_COLOR: '1', HOME: '/home/runner' };
    expect(contextOf(hub, { ...network, ...others }).context.io.env).toEqual({
      ...network,
      HF_TOKEN: 'hf_ofThisVeryRun0000',
      HF_ENDPOINT: 'https://hub.example',
    });
    expect(contextOf({}, network).context.io.env).toEqual(network);
  });

  it.each([
    ['1', true],
    ['', false],
    ['0', false],
  ])('has details in the log with RUNNER_DEBUG=%s: %s', (value, verbose) => {
    expect(contextOf({}, { RUNNER_DEBUG: value }).context.console.verbose).toBe(verbose);
  });
});

describe('a file that is kept for later steps', () => {
  it('lies in a folder of its own where the runner wants such files', () => {
    const wanted = temporaryFolder();
    const { context } = contextOf(hub, { RUNNER_TEMP: wanted });
    const [one, two] = ['a hf_ofThisVeryRun0000', 'b'].map((text) => context.keep('plan.json', text));
    expect([one, two].map((file = '') => readFileSync(file, 'utf8'))).toEqual(['a [token]', 'b']);
    for (const file of [one, two])
      expect(path.relative(wanted, file ?? '')).toMatch(/^hf-groups-\w{6}[/\\]plan\.json$/);
    expect(one).not.toBe(two);
  });

  it.each([{}, { RUNNER_TEMP: '' }])(
    'lies among those of the system where the runner does not say',
    (env) => {
      const { context, temporary } = contextOf({}, env);
      expect(path.dirname(path.dirname(context.keep('plan.json', '')))).toBe(temporary);
      expect(context.io.folder).toBe(temporary);
    },
  );
});

describe('the summary', () => {
  it('ends with one line break, and has no token in it', async () => {
    const { context, summary } = contextOf(hub);
    await context.summarize(() => '  # One hf_ofThisVeryRun0000 \n\n');
    expect(summary()).toBe('  # One [token]\n\n');
  });

  it.each([
    ['a', [1_000_000]],
    ['é', [1_000_000, 500_000]],
    ['€', [1_000_000, 500_000, 250_000]],
  ])('is made shorter until GitHub takes it: of %s', async (letter, limits) => {
    const { context, summary } = contextOf();
    const asked: number[] = [];
    await context.summarize((limit) => {
      asked.push(limit);
      // Nobody asks for more than was asked for at first.
      expect(limit).toBeLessThanOrEqual(1_000_000);
      return letter.repeat(limit);
    });
    expect(asked).toEqual(limits);
    expect(summary()).toBe(`${letter.repeat(limits.at(-1) ?? 0)}\n\n`);
  });
});

describe('the Hub', () => {
  it('is asked nothing any more after a signal', async () => {
    await using server = await scriptedServer([{ body: { name: 'root' } }]);
    const { context, interrupt } = contextOf({ ...hub, 'hf-endpoint': server.endpoint });
    const { reader, close } = context.connect();
    await reader.whoami();
    interrupt('SIGTERM');
    await expect(reader.listGroups('acme-ai')).rejects.toMatchObject({ code: 'interrupted' });
    expect(server.lines()).toEqual(['GET /api/whoami-v2']);
    await close();
  });

  it('is not asked without a token', () => {
    expect(() => contextOf().context.connect()).toThrow(
      expect.objectContaining({
        code: 'no-token',
        message: 'There is no token for the Hub',
        hint: 'Set the input `hf-token` to a secret of this repository or of the environment of the job.',
      }),
    );
  });
});

describe('what is written to GitHub', () => {
  it('is sealed for its repository, pull request and branch', () => {
    const key = 'k'.repeat(32);
    expect(contextOf({ 'signing-key': key }).context.sealFor({ number: 7, base: 'main' })).toEqual({
      place: { repository: 'acme/access', repositoryId: '30000', number: 7, branch: 'main' },
      key,
    });
  });

  it('says which files, which commit and which run it is about', () => {
    expect(contextOf({ file: 'a.yaml\nb.yaml' }).context.about('abc')).toEqual({
      file: ['a.yaml', 'b.yaml'],
      head: 'abc',
      runUrl: null,
    });
  });

  it('has no token in a remark', () => {
    const { context, commands } = contextOf(hub);
    context.remark('notice', 'Of hf_ofThisVeryRun0000', 'It is hf_ofThisVeryRun0000.');
    expect(commands()).toEqual([
      { name: 'notice', properties: { title: 'Of [token]' }, message: 'It is [token].' },
    ]);
  });
});
