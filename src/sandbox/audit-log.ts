import type { Identity } from './access.ts';
import type { Directory } from './directory.ts';
import { idOf } from './ids.ts';
import type { Effect } from './model.ts';
import type { SideEffect } from './settings.ts';

/** An event as `audit-log/export` answers it. `data` is untyped in the Hub's description: this is one way to fill it. */
export interface AuditEvent {
  readonly _id: string;
  readonly createdAt: string;
  readonly type: string;
  readonly message: string;
  readonly author: {
    readonly _id: string;
    readonly user: string;
    readonly avatarUrl: string;
    readonly type: 'user';
  };
  readonly data: Readonly<Record<string, unknown>>;
}

/** As many events as the Hub exports, the newest. */
const mostEvents = 100_000;

/** What was changed in the organization by requests, the newest last. */
export class AuditLog {
  readonly #directory: Directory;
  readonly #now: () => number;
  readonly #events: AuditEvent[] = [];
  #count = 0;

  constructor(directory: Directory, now: () => number) {
    this.#directory = directory;
    this.#now = now;
  }

  /** Writes down what one request changed. */
  record(identity: Identity, effects: readonly Effect[], sideEffects: readonly SideEffect[]): void {
    for (const effect of effects) this.#membership(identity, effect);
    for (const effect of sideEffects) {
      const { kind, subject, before, after } = effect;
      if (kind !== 'organization_role') continue;
      const message = `Changed the organization role of ${subject} from ${before ?? 'none'} to ${after ?? 'none'}`;
      this.#add(identity, 'org.change_role', message, { user: subject, role: after });
    }
  }

  /** The events, the newest first. @param query `type:NAME`, as the Hub's `q` */
  events(query: string | null): readonly AuditEvent[] {
    const type = /^type:(\S+)$/.exec(query ?? '')?.[1];
    const found = type === undefined ? this.#events : this.#events.filter((event) => event.type === type);
    return found.slice(-mostEvents).toReversed();
  }

  #membership(identity: Identity, { group: id, user, before, after }: Effect): void {
    const name = this.#directory.group(id)?.name ?? id;
    const resourceGroup = { id, name };
    if (before === null) {
      const message = `Added ${user} to the resource group ${name} as ${after ?? ''}`;
      this.#add(identity, 'resource_group.add_users', message, {
        resourceGroup,
        users: [{ user, role: after }],
      });
    } else if (after === null) {
      const message = `Removed ${user} from the resource group ${name}`;
      this.#add(identity, 'resource_group.remove_users', message, { resourceGroup, users: [{ user }] });
    } else {
      const message = `Changed the role of ${user} in the resource group ${name} from ${before} to ${after}`;
      this.#add(identity, 'resource_group.change_role', message, { resourceGroup, user, role: after });
    }
  }

  #add({ account }: Identity, type: string, message: string, data: AuditEvent['data']): void {
    this.#count += 1;
    const { id: _id, name: user } = account;
    this.#events.push({
      _id: idOf('event', String(this.#count)),
      createdAt: new Date(this.#now()).toISOString(),
      type,
      message,
      author: { _id, user, avatarUrl: `/avatars/${_id}.svg`, type: 'user' },
      data,
    });
  }
}
