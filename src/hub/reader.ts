import { visible } from '../text/visible.ts';
import { type Subject, unreadableError } from './answer-errors.ts';
import type { Connection } from './connection.ts';
import { groupShape, listShape, meShape, objectShape } from './content.ts';
import type { HubMe, HubReader } from './hub.ts';
import { readPages } from './pages.ts';
import {
  auditLogPath,
  groupPath,
  groupsPath,
  membersPath,
  repositoriesPath,
  serviceAccountsPath,
  usagePath,
  whoamiPath,
} from './paths.ts';
import { readDocument } from './read.ts';
import type { Route } from './route.ts';
import type { Token } from './token.ts';

/** The members list gives 500 to a page unless more is asked for, at most this many, and at least 10. */
const largestPage = '10000';
const smallestPage = '10';

export interface ReaderOptions {
  readonly connection: Pick<Connection, 'perform'>;
  readonly endpoint: string;
  readonly route: Route;
  readonly token: Token;
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
  readonly maxListBytes: number;
}

/** The reading half of the Hub: an object that cannot write, also at run time. */
export function readerOver(options: ReaderOptions): HubReader {
  const { connection, endpoint } = options;
  const url = (path: string, query: Readonly<Record<string, string>> = {}): URL => {
    const target = new URL(`${endpoint}${path}`);
    for (const [name, value] of Object.entries(query)) target.searchParams.set(name, value);
    return target;
  };
  const about = (path: string, organization: string | null, thing: string | null = null): Subject => {
    const { pathname } = new URL(`${endpoint}${path}`);
    return { ...options, request: `GET ${pathname}`, organization, thing };
  };
  let me: Promise<HubMe> | null = null;

  return Object.freeze({
    endpoint,

    listGroups(organization: string) {
      const path = groupsPath(organization);
      return readPages(connection, url(path), listShape, about(path, organization));
    },

    async getGroup(organization: string, id: string) {
      const path = groupPath(organization, id);
      const subject = about(path, organization, `group ${visible(id, 100)}`);
      const { value, answer } = await readDocument(connection, url(path), groupShape, subject);
      if (value.id !== id.toLowerCase()) throw unreadableError('is another group', answer, subject);
      return value;
    },

    listMembers(organization: string) {
      const path = membersPath(organization);
      const start = url(path, { limit: largestPage });
      return readPages(connection, start, listShape, about(path, organization));
    },

    async findMembersByEmail(organization: string, email: string) {
      const path = membersPath(organization);
      const start = url(path, { email, limit: smallestPage });
      const { value } = await readDocument(connection, start, listShape, about(path, organization));
      return value;
    },

    listRepositories(organization: string) {
      const path = repositoriesPath(organization);
      return readPages(connection, url(path), listShape, about(path, organization));
    },

    listServiceAccounts(organization: string) {
      const path = serviceAccountsPath(organization);
      return readPages(connection, url(path), listShape, about(path, organization));
    },

    async usageByGroup(organization: string) {
      const path = usagePath(organization);
      const { value } = await readDocument(connection, url(path), objectShape, about(path, organization));
      return value;
    },

    auditLog(organization: string, type: string) {
      const path = auditLogPath(organization);
      return readPages(connection, url(path, { q: `type:${type}` }), listShape, about(path, organization));
    },

    whoami() {
      me ??= readDocument(connection, url(whoamiPath), meShape, about(whoamiPath, null)).then(
        ({ value }) => value,
        (error: unknown) => {
          me = null;
          throw error;
        },
      );
      return me;
    },
  });
}
