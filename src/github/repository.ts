import type { Answer, Api } from './api.ts';

/** Requests about one repository; paths begin below `/repos/{owner}/{repo}`. */
export interface Calls {
  /** @throws GitHubError */
  call(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    parameters: Readonly<Record<string, unknown>>,
  ): Promise<Answer>;
  /** @throws GitHubError */
  pages(
    path: string,
    parameters: Readonly<Record<string, unknown>>,
    itemsOf?: (page: unknown, request: string) => unknown,
  ): AsyncGenerator<{ readonly items: readonly unknown[]; readonly request: string }>;
  /** The items of all pages, each read by `read`, which leaves out what it answers `null` for. @throws GitHubError */
  list<T>(
    path: string,
    parameters: Readonly<Record<string, unknown>>,
    read: (item: unknown, request: string) => T | null,
  ): Promise<readonly T[]>;
}

/** The requests about one repository. */
export function callsFor(api: Api, repository: { readonly owner: string; readonly repo: string }): Calls {
  const base = '/repos/{owner}/{repo}';
  const pages: Calls['pages'] = (path, parameters, itemsOf) =>
    api.pages(`GET ${base}${path}`, { ...repository, ...parameters }, itemsOf);
  return {
    call: (method, path, parameters) =>
      api.call(`${method} ${base}${path}`, { ...repository, ...parameters }),
    pages,
    list: async <T>(
      path: string,
      parameters: Readonly<Record<string, unknown>>,
      read: (item: unknown, request: string) => T | null,
    ) => {
      const found: T[] = [];
      for await (const { items, request } of pages(path, parameters)) {
        for (const item of items) {
          const one = read(item, request);
          if (one !== null) found.push(one);
        }
      }
      return found;
    },
  };
}
