import { describe, expect, it } from 'vitest';
import { comparedWith } from '../support/openapi.ts';
import { clock, column, start } from './client.ts';
import { acme, ids, tokens } from './seeds.ts';

const organization = '/api/organizations/acme-ai';
const best = `/api/collections/acme-ai/best-${ids.best}/resource-group`;
const inside = `/api/collections/acme-ai/inside-${ids.inside}/resource-group`;
const demo = '/api/spaces/acme-ai/demo/resource-group';

describe(`the group of a collection, ${comparedWith}`, () => {
  it('is one at most, and none again', async () => {
    const { send, sandbox } = await start({ seed: acme });
    const reply = await send('POST', best, { body: { resourceGroupId: ids.models } });
    const moved = { id: ids.best, slug: 'best', title: 'best', private: true, addedBy: 'Ada' };
    expect(reply.body).toEqual(moved);
    expect((await send('GET', best)).body).toEqual({
      id: ids.models,
      name: 'Foundation Models',
      numUsers: 3,
    });
    const { type: _type, ...left } = { type: 'collection', ...moved, private: undefined };
    await send('POST', best, { body: { resourceGroupId: null } });
    expect(sandbox.state().collections).toEqual([
      { ...left, visibility: 'private', added_by: 'Ada', addedBy: undefined },
    ]);
    expect((await send('GET', best)).status).toBe(404);
  });

  it('stays with the organization when its group is deleted; a job goes with it', async () => {
    const { send, sandbox } = await start({ seed: acme });
    await send('DELETE', `${organization}/resource-groups/${ids.open}`);
    expect(sandbox.state().collections?.map(({ slug }) => slug)).toEqual(['best', 'inside']);
    expect(sandbox.state().repositories?.map(({ name }) => name)).toContain('acme-ai/open');
    expect((await send('POST', inside, { body: { resourceGroupId: ids.models } })).status).toBe(200);
  });

  it.each([
    ['an unknown id', 404, best.replace(ids.best, 'f'.repeat(24)), tokens.admin],
    ['no id', 404, best.replace(`-${ids.best}`, ''), tokens.admin],
    ['another namespace', 404, best.replace('acme-ai', 'elsewhere'), tokens.admin],
    ['a group that one may not write', 403, inside, tokens.groupAdmin],
    ['a token that only reads', 403, best, tokens.read],
  ])('%s: %i', async (_, status, path, token) => {
    const { send, sandbox } = await start({ seed: acme });
    const was = sandbox.state();
    const reply = await send('POST', path, { token, body: { resourceGroupId: ids.models } });
    expect(reply.status).toBe(status);
    expect(sandbox.state()).toEqual(was);
  });
});

describe(`asking for the group of one thing, ${comparedWith}`, () => {
  it.each([
    ['in a group', 200, '/api/models/acme-ai/LARGE/resource-group', tokens.admin],
    ['a collection', 200, inside, tokens.admin],
    ['in no group', 404, demo, tokens.admin],
    ['in a group that the token may not see', 404, inside, tokens.groupAdmin],
    ['that there is not', 404, '/api/models/acme-ai/none/resource-group', tokens.admin],
    ['of somebody else', 403, '/api/models/elsewhere/theirs/resource-group', tokens.admin],
    ['without access', 403, inside, tokens.none],
  ])('%s: %i', async (_, status, path, token) => {
    const { send } = await start({ seed: acme });
    expect((await send('GET', path, { token })).status).toBe(status);
  });

  it('puts nothing of somebody else into a group', async () => {
    const { send, sandbox } = await start({ seed: acme });
    const was = sandbox.state();
    const path = '/api/models/elsewhere/theirs/resource-group';
    expect((await send('POST', path, { body: { resourceGroupId: ids.models } })).status).toBe(403);
    expect(sandbox.state()).toEqual(was);
  });
});

describe(`the list of all repositories, ${comparedWith}`, () => {
  const path = `${organization}/settings/repositories`;

  it('has those in groups and in none, and nothing of somebody else', async () => {
    const { send } = await start({ seed: acme });
    const { body } = await send('GET', path);
    expect(body).toMatchObject([
      { id: 'acme-ai/large', type: 'model', visibility: 'private' },
      { id: 'acme-ai/text', type: 'dataset', visibility: 'public' },
      { id: 'acme-ai/open', type: 'dataset', visibility: 'public' },
      { id: 'acme-ai/demo', type: 'space', visibility: 'protected' },
    ]);
  });

  it.each([
    ['search=DE', ['acme-ai/demo']],
    ['type=dataset', ['acme-ai/text', 'acme-ai/open']],
    ['limit=2', ['acme-ai/large', 'acme-ai/text']],
  ])('answers %s with %j', async (query, names) => {
    const { send } = await start({ seed: acme });
    expect(column(await send('GET', `${path}?${query}`), 'id')).toEqual(names);
  });

  it.each([
    ['a limit of nothing', 400, `${path}?limit=0`, tokens.admin],
    ['a limit that is none', 400, `${path}?limit=all`, tokens.admin],
    ['who is no organization admin', 403, path, tokens.groupAdmin],
    ['a token that waits for approval', 403, path, tokens.pending],
  ])('refuses %s: %i', async (_, status, refused, token) => {
    const { send } = await start({ seed: acme });
    expect((await send('GET', refused, { token })).status).toBe(status);
  });
});

describe(`the service accounts, ${comparedWith}`, () => {
  const path = `${organization}/service-accounts`;

  it('are those of the organization, by username', async () => {
    const { send } = await start({ seed: acme });
    expect(column(await send('GET', path), 'user')).toEqual(['ci-bot', 'deploy-bot']);
  });

  it('are for organization admins to see, and need a plan', async () => {
    const { send } = await start({ seed: acme });
    expect((await send('GET', path, { token: tokens.groupAdmin })).status).toBe(403);
    const { send: sendFree } = await start({ seed: { ...acme, plan: 'none' } });
    expect((await sendFree('GET', path)).status).toBe(402);
  });
});

describe(`what groups have used, ${comparedWith}`, () => {
  const path = `${organization}/billing/usage-by-resource-group`;
  const { now } = clock(Date.UTC(2026, 10, 20, 12));
  const month = (period: string, resourceGroups: unknown) => ({ period, resourceGroups });
  const nothing = [{ id: null, name: null, inference: { costCents: 0 } }];

  it('is what they used this month, and what belongs to none', async () => {
    const { send } = await start({ seed: acme, now });
    const groups = [
      { id: ids.models, compute: { jobs: { costCents: 0 } } },
      { id: ids.scim },
      {
        id: ids.open,
        name: 'For all',
        compute: { spaces: { costCents: 300 }, jobs: { costCents: 1250.5 }, endpoints: { costCents: 0 } },
      },
      ...nothing,
    ];
    expect((await send('GET', path)).body).toMatchObject({
      currency: 'usd',
      periods: [month('2026-11-01T00:00:00.000Z', groups)],
    });
  });

  it('is given month by month where it is asked for', async () => {
    const { send } = await start({ seed: acme, now });
    const { body } = await send('GET', `${path}?startDate=2026-09-05T00:00:00Z&endDate=2026-10-31T00:00:00Z`);
    expect(body).toMatchObject({
      periods: [month('2026-09-01T00:00:00.000Z', nothing), month('2026-10-01T00:00:00.000Z', nothing)],
    });
  });

  it.each([
    ['a year ago', 400, `${path}?startDate=2025-11-05T00:00:00Z`, tokens.admin],
    ['the month to come', 400, `${path}?endDate=2026-12-05T00:00:00Z`, tokens.admin],
    ['an end before the beginning', 400, `${path}?startDate=2026-11-05&endDate=2026-10-05`, tokens.admin],
    ['no date', 400, `${path}?endDate=soon`, tokens.admin],
    ['who is no organization admin', 403, path, tokens.groupAdmin],
  ])('refuses %s: %i', async (_, status, refused, token) => {
    const { send } = await start({ seed: acme, now });
    expect((await send('GET', refused, { token })).status).toBe(status);
  });
});
