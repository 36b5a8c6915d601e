import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { startSandbox } from '../../src/sandbox/server.ts';
import { type Received, scriptedServer } from '../support/http.ts';
import { run, temporaryFolder } from './support/program.ts';
import { acme, files, scene, token } from './support/scene.ts';

/** A server in front of a sandbox that keeps every request as it came. */
async function recording() {
  const hub = await startSandbox({ seed: acme });
  const server = await scriptedServer(async ({ method, url, headers, body }) => {
    const answer = await fetch(`${hub.url}${url}`, {
      method,
      headers: { authorization: headers.authorization ?? '', 'content-type': 'application/json' },
      ...(method === 'GET' ? {} : { body }),
    });
    const link = answer.headers.get('link');
    return {
      status: answer.status,
      headers: link === null ? {} : { link: link.replaceAll(hub.url, server.endpoint) },
      body: await answer.json(),
    };
  });
  return {
    server,
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      await hub.close();
    },
  };
}

function place(request: Received): string {
  return JSON.stringify([request.url, request.body, { ...request.headers, authorization: undefined }]);
}

describe('reading', () => {
  it('sends nothing but GET: validate, plan in all its forms, and show', async () => {
    await using double = await recording();
    const { server } = double;
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'groups.yaml'), files.three);
    writeFileSync(path.join(folder, 'before.yaml'), files.nothing);
    const env = { HF_ENDPOINT: server.endpoint, HF_TOKEN: token };
    const commands = [
      ['validate'],
      ['plan', '-o', 'plan.json', '--save-live', 'live.json', '--detailed-exitcode', '-v'],
      ['plan', '--base', 'before.yaml', '--format', 'json', '--group', 'Evaluation'],
      ['plan', '--live', 'live.json', '--format', 'html'],
      ['show', 'plan.json', '--format', 'markdown', '-v'],
    ];
    let printed = '';
    for (const words of commands) {
      const { code, stdout, stderr } = await run(words, { cwd: folder, env });
      expect([0, 2]).toContain(code);
      printed += stdout + stderr;
    }
    expect(server.received.length).toBe(6);
    expect(new Set(server.received.map(({ method }) => method))).toEqual(new Set(['GET']));
    expect(new Set(server.received.map(({ body }) => body))).toEqual(new Set(['']));
    expect(new Set(server.received.map(({ headers }) => headers.authorization))).toEqual(
      new Set([`Bearer ${token}`]),
    );
    expect(server.received.map(place).filter((text) => text.includes(token))).toEqual([]);
    for (const name of readdirSync(folder)) printed += readFileSync(path.join(folder, name), 'utf8');
    expect(printed).not.toContain(token);
  });

  it('takes three requests for 10,000 members and four for one more', async () => {
    const members = (count: number) =>
      Object.fromEntries(Array.from({ length: count - 1 }, (_, index) => [`user-${index}`, 'read']));
    const counted = async (count: number): Promise<number> => {
      const seed = {
        organization: 'acme-ai',
        members: { root: 'admin', ...members(count) },
        groups: { 'Foundation Models': { members: { root: 'admin' } } },
        tokens: acme.tokens ?? [],
      };
      const { run, hub } = await scene(files.nothing.replace('ada', 'root'), { seed });
      const { code, stdout } = await run(['plan']);
      expect(code).toBe(0);
      expect(stdout).toMatch(/^No changes\./m);
      return hub.log.length;
    };
    expect(await counted(10_000)).toBe(3);
    expect(await counted(10_001)).toBe(4);
  });
});

describe('the token', () => {
  it('is in no output, file or log of apply, also when the Hub repeats it', async () => {
    const made = await scene(files.three, {
      faults: [
        {
          when: { method: 'PATCH' },
          do: { status: 400, body: { error: `Bad token ${token}` }, headers: { 'x-request-id': token } },
        },
      ],
    });
    const first = await made.run(['apply', '--auto-approve', '-v', '--report', 'report.json']);
    expect(first.code).toBe(4);
    made.hub.setFaults([
      { do: { status: 401, body: { error: `Invalid ${token}` }, headers: { 'x-request-id': token } } },
    ]);
    const second = await made.run(['plan', '-v']);
    const third = await made.run(['plan', '-v', '--format', 'json']);
    expect([second.code, third.code]).toEqual([1, 1]);
    const all = [first, second, third].map(({ stdout, stderr }) => stdout + stderr).join('');
    expect(all).toContain('Bad token [token]');
    expect(all + made.read('report.json')).not.toContain(token);
  });
});
