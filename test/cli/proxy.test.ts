import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { selfSigned } from '../support/certificate.ts';
import { connectProxy, tlsBefore } from '../support/proxy.ts';
import { errorIn } from './support/documents.ts';
import { acme, files, type Scene, scene, token } from './support/scene.ts';

const password = 'geheim-of-the-proxy';

/** The built program, a Hub at `https://hub.test`, and a proxy that alone knows where that is. */
async function network(options: { readonly credentials?: string; readonly status?: number } = {}) {
  const made = await scene(files.nothing, { seed: acme });
  const certificate = selfSigned({ name: 'hub.test' });
  made.write('ca.pem', certificate.cert);
  const secure = await tlsBefore(made.hub.url, certificate);
  onTestFinished(() => secure[Symbol.asyncDispose]());
  const proxy = await connectProxy(() => secure.port, options);
  onTestFinished(() => proxy[Symbol.asyncDispose]());
  const env = {
    HF_ENDPOINT: 'https://hub.test',
    HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
    NODE_EXTRA_CA_CERTS: path.join(made.folder, 'ca.pem'),
  };
  return { made, proxy, env };
}

const plan = (made: Scene, env: Readonly<Record<string, string | undefined>>) =>
  made.start(['plan', '-v'], { env }).ended;

describe('the program behind a proxy', () => {
  it('plans through the tunnel: the proxy sees the name of the Hub, and nothing that is sent', async () => {
    const { made, proxy, env } = await network();
    const { code, stdout } = await plan(made, env);
    expect([code, stdout]).toEqual([0, expect.stringContaining('No changes. acme-ai matches groups.yaml.')]);
    expect(new Set(proxy.tunnels.map(({ target }) => target))).toEqual(new Set(['hub.test:443']));
    const heard = proxy.tunnels.map(({ headers }) => JSON.stringify(headers)).join('') + proxy.seen();
    expect(proxy.seen().length).toBeGreaterThan(2000);
    for (const secret of [token, 'authorization: Bearer', 'resource-groups'])
      expect(heard).not.toContain(secret);
  });

  it('tells the proxy who asks, and shows the password to nobody', async () => {
    const { made, proxy, env } = await network({ credentials: `ada:${password}` });
    const HTTPS_PROXY = `http://ada:${password}@127.0.0.1:${proxy.port}`;
    const { code, stdout, stderr } = await plan(made, { ...env, HTTPS_PROXY });
    expect(code).toBe(0);
    expect(stdout + stderr).not.toContain(password);
  });

  it('says that the proxy asks for a user, at once and once', async () => {
    const { made, proxy, env } = await network({ credentials: `ada:${password}` });
    const HTTPS_PROXY = `http://ada:wrong-${password}@127.0.0.1:${proxy.port}`;
    const { code, stdout, stderr } = await made.start(['plan', '--format', 'json'], {
      env: { ...env, HTTPS_PROXY },
    }).ended;
    expect(code).toBe(1);
    expect(errorIn(stdout)).toMatchObject({
      code: 'hub-unavailable',
      message: `The Hub at https://hub.test cannot be reached (HTTP 407): the proxy asks for a user name and a password, or does not accept those that it got, through the proxy http://127.0.0.1:${proxy.port} of HTTPS_PROXY`,
    });
    expect(stderr).not.toContain('Try 2');
    expect(stdout + stderr).not.toContain(password);
    expect(made.hub.log).toEqual([]);
  });

  it('says that the certificate is not trusted, and names the variable that mends it', async () => {
    const { made, env } = await network();
    const { code, stderr } = await plan(made, { ...env, NODE_EXTRA_CA_CERTS: undefined });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /cannot be reached \(DEPTH_ZERO_SELF_SIGNED_CERT\): .+ does not trust it, through/,
    );
    expect(stderr).toContain('NODE_EXTRA_CA_CERTS=/path/to/ca.pem');
    expect(stderr).not.toContain('Try 2');
  });

  it('never goes through it to this machine', async () => {
    const { made, proxy, env } = await network();
    const { code } = await plan(made, { ...env, HF_ENDPOINT: made.hub.url, HTTP_PROXY: env.HTTPS_PROXY });
    expect(code).toBe(0);
    expect(proxy.tunnels).toEqual([]);
  });

  it('says that it went directly, where a name is not known and no proxy is set', async () => {
    const { made } = await network();
    const env = { HF_ENDPOINT: 'https://hub.invalid' };
    const { code, stderr } = await made.run(['plan'], { env, withoutWaits: true });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /cannot be reached \((?:ENOTFOUND|EAI_AGAIN)\): DNS does not .+, without a proxy, since none is set/,
    );
  });

  it('refuses a variable that names no proxy, without showing it', async () => {
    const { made, env } = await network();
    const HTTPS_PROXY = `socks5://ada:${password}@127.0.0.1:1`;
    const { code, stderr } = await made.run(['plan'], { env: { ...env, HTTPS_PROXY } });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Error: HTTPS_PROXY names a proxy for socks5:/m);
    expect(stderr).not.toContain(password);
  });
});
