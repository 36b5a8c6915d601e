import { expect, it } from 'vitest';
import { files, scene } from '../cli/support/scene.ts';

const path = '/api/organizations/acme-ai/audit-log/export';

it('writes down who changed which membership, and answers the newest first, by type', async () => {
  const made = await scene(files.three);
  await made.run(['apply', '--auto-approve']);
  const events = async (query: string): Promise<unknown> => {
    const headers = { Authorization: `Bearer ${made.hub.token}` };
    return (await fetch(`${made.hub.url}${path}${query}`, { headers })).json();
  };
  expect(await events('')).toMatchObject([
    { message: 'Removed zoe from the resource group Foundation Models' },
    { message: 'Changed the role of kim in the resource group Foundation Models from read to write' },
    { message: 'Added lee to the resource group Foundation Models as read' },
  ]);
  expect(await events('?q=type:resource_group.remove_users')).toEqual([
    {
      _id: expect.stringMatching(/^[0-9a-f]{24}$/),
      createdAt: expect.stringMatching(/Z$/),
      type: 'resource_group.remove_users',
      message: 'Removed zoe from the resource group Foundation Models',
      author: expect.objectContaining({ user: 'root', type: 'user' }),
      data: {
        resourceGroup: { id: expect.any(String), name: 'Foundation Models' },
        users: [{ user: 'zoe' }],
      },
    },
  ]);
});
