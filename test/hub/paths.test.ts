import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as paths from '../../src/hub/paths.ts';

const id = '66670e5163145ca562cb1988';

describe('paths', () => {
  it.each([
    [paths.groupsPath('acme-ai'), '/api/organizations/acme-ai/resource-groups'],
    [paths.groupPath('acme-ai', id), `/api/organizations/acme-ai/resource-groups/${id}`],
    [paths.groupSettingsPath('acme-ai', id), `/api/organizations/acme-ai/resource-groups/${id}/settings`],
    [paths.groupUsersPath('acme-ai', id), `/api/organizations/acme-ai/resource-groups/${id}/users`],
    [paths.groupUserPath('acme-ai', id, 'ada'), `/api/organizations/acme-ai/resource-groups/${id}/users/ada`],
    [paths.membersPath('acme-ai'), '/api/organizations/acme-ai/members'],
    [paths.organizationRolePath('acme-ai', 'ada'), '/api/organizations/acme-ai/members/ada/role'],
    [paths.auditLogPath('acme-ai'), '/api/organizations/acme-ai/audit-log/export'],
    [paths.serviceAccountsPath('acme-ai'), '/api/organizations/acme-ai/service-accounts'],
    [paths.repositoriesPath('acme-ai'), '/api/organizations/acme-ai/settings/repositories'],
    [paths.usagePath('acme-ai'), '/api/organizations/acme-ai/billing/usage-by-resource-group'],
    [paths.resourceGroupPath('model', 'acme-ai', 'base'), '/api/models/acme-ai/base/resource-group'],
    [
      paths.resourceGroupPath('collection', 'acme-ai', `best-${id}`),
      `/api/collections/acme-ai/best-${id}/resource-group`,
    ],
    [paths.membersPath('a/b?c#d e'), '/api/organizations/a%2Fb%3Fc%23d%20e/members'],
  ])('writes %s', (path, expected) => {
    expect(path).toBe(expected);
  });

  it.each(['', '.', '..', 'a\ud800'])('refuses %j, which would name something else', (part) => {
    expect(() => paths.groupUserPath('acme', id, part)).toThrow(/^“.*” cannot be a username$/);
    expect(() => paths.organizationRolePath('acme', part)).toThrow(/^“.*” cannot be a username$/);
    expect(() => paths.groupPath('acme', part)).toThrow(/cannot be a group id/);
    for (const path of [
      paths.membersPath,
      paths.groupsPath,
      paths.serviceAccountsPath,
      paths.auditLogPath,
      paths.repositoriesPath,
      paths.usagePath,
    ]) {
      expect(() => path(part)).toThrow(
        expect.objectContaining({
          code: 'usage',
          message: expect.stringMatching(/cannot be an organization$/),
        }),
      );
    }
    for (const [type, namespace, name, what] of [
      [part, 'acme', 'base', 'a type'],
      ['model', part, 'base', 'a namespace'],
      ['model', 'acme', part, 'a repository'],
    ] as const)
      expect(() => paths.resourceGroupPath(type, namespace, name)).toThrow(`cannot be ${what}`);
  });

  it('keeps every name in its own part, through a URL and back', () => {
    const name = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => text !== '.' && text !== '..');
    fc.assert(
      fc.property(name, name, name, (organization, group, user) => {
        const path = paths.groupUserPath(organization, group, user);
        const parts = new URL(`https://hub.example${path}`).pathname
          .split('/')
          .slice(1)
          .map(decodeURIComponent);
        expect(parts).toEqual([
          'api',
          'organizations',
          organization,
          'resource-groups',
          group,
          'users',
          user,
        ]);
      }),
    );
  });
});
