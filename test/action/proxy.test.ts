import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../cli/support/program.ts';
import { files, token } from '../cli/support/scene.ts';
import { selfSigned } from '../support/certificate.ts';
import { connectProxy, tlsBefore } from '../support/proxy.ts';
import { stage } from './stage.ts';

it('plans on a runner that reaches the Hub and GitHub through a proxy alone', async () => {
  const { hub, github, propose, start, comments } = await stage(files.nothing);
  const certificates = {
    'hub.test': selfSigned({ name: 'hub.test' }),
    'api.test': selfSigned({ name: 'api.test' }),
  };
  const ca = path.join(temporaryFolder(), 'ca.pem');
  writeFileSync(ca, `${certificates['hub.test'].cert}${certificates['api.test'].cert}`);
  const toHub = await tlsBefore(hub.url, certificates['hub.test']);
  const toGitHub = await tlsBefore(github.url, certificates['api.test']);
  const password = 'geheim-of-the-proxy';
  const proxy = await connectProxy((host) => (host === 'hub.test' ? toHub.port : toGitHub.port), {
    credentials: `runner:${password}`,
  });
  for (const thing of [toHub, toGitHub, proxy]) onTestFinished(() => thing[Symbol.asyncDispose]());

  const { number, event } = propose(files.three);
  const { code, log, stderr } = await start('plan', event, {
    inputs: { 'hf-endpoint': 'https://hub.test' },
    env: {
      GITHUB_API_URL: 'https://api.test',
      https_proxy: `http://runner:${password}@127.0.0.1:${proxy.port}`,
      NODE_EXTRA_CA_CERTS: ca,
    },
  }).ran;

  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(comments(number)).toHaveLength(1);
  const targets = proxy.tunnels.map(({ target }) => target);
  expect(new Set(targets)).toEqual(new Set(['api.test:443', 'hub.test:443']));
  for (const secret of [token, github.token]) expect(proxy.seen()).not.toContain(secret);
  expect(log).not.toContain(password);
});
