import { kindOf } from '../../../src/kinds/registry.ts';
import type { Change } from '../../../src/model/plan.ts';
import type { LoggedRequest } from '../../../src/sandbox/log.ts';
import type { Stage } from '../../apply/stage.ts';
import { isSame } from './declared.ts';
import type { Hearing } from './hearing.ts';
import { nameOf } from './organization.ts';
import type { DeclaredGroup } from './wishes.ts';

/** One thing that a request changed, of whatever kind. */
export interface Effect {
  readonly kind: string;
  /** The group's id; `null` for the organization. */
  readonly group: string | null;
  readonly subject: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly request: LoggedRequest;
}

/** What the Hub's own log says of the writes of one run. */
export class Journal {
  readonly writes: readonly LoggedRequest[];
  readonly effects: readonly Effect[];
  /** The names under which groups were made, by id: by any run, and as this one was told. */
  readonly #made: ReadonlyMap<string, string>;

  constructor(stage: Stage, run: number, hearing: Hearing) {
    this.writes = stage.writes(run);
    this.effects = this.writes.flatMap(effectsOf);
    const told = this.writes.flatMap((request) => {
      if (request.method !== 'POST' || !request.path.endsWith('/resource-groups')) return [];
      const { id, name } = hearing.answerTo(request) ?? {};
      if (typeof id !== 'string' || typeof name !== 'string') return [];
      // A lie may pass another group off as the new one.
      return nameOf(id) === null ? [[id, name] as const] : [];
    });
    const made = stage
      .writes()
      .flatMap(effectsOf)
      .flatMap(({ kind, group, after }) =>
        kind === 'group' && group !== null && after !== null ? [[group, after] as const] : [],
      );
    this.#made = new Map([...told, ...made]);
  }

  /** The declaration that means the group of this id. */
  declared(groups: readonly DeclaredGroup[], id: string | null): DeclaredGroup | undefined {
    const made = this.#made.get(id ?? '');
    if (made !== undefined) return groups.find(({ name, live }) => live === null && name === made);
    const live = nameOf(id ?? '');
    return groups.find((one) => one.live === live && live !== null);
  }

  /** Whether what a plan calls a group, an id or `new:NAME`, is the group of this id. */
  means(key: string | null, id: string | null): boolean {
    return key === id || (key !== null && key === `new:${this.#made.get(id ?? '')}`);
  }

  /** Whether the effect is the one that the change is about. */
  isOf(effect: Effect, change: Change): boolean {
    if (effect.kind !== change.kind) return false;
    // A group may be called otherwise meanwhile.
    if (change.kind === 'group') return this.means(keyOf(change), effect.group);
    if (!isSame(effect.subject, subjectOf(change))) return false;
    return change.kind === 'resource' || this.means(keyOf(change), effect.group);
  }

  /** Whether the effect is just what the change asks for. */
  makes(effect: Effect, change: Change): boolean {
    if (!this.isOf(effect, change)) return false;
    return change.kind === 'resource'
      ? this.means(change.after, effect.after)
      : (effect.after || null) === (change.after || null);
  }

  /** The requests that carried a change, by what they say. */
  carrying(change: Change): readonly LoggedRequest[] {
    return this.writes.filter((request) => this.#carries(request, change));
  }

  #carries({ method, path, body }: LoggedRequest, change: Change): boolean {
    const [, own = '', rest = ''] = /\/resource-groups(?:\/([0-9a-f]+)(.*))?$/.exec(path) ?? [];
    const makes = method === 'POST' && path.endsWith('/resource-groups');
    const isBegun = makes && change.group?.id === null && valueIn(body, 'name') === change.group.name;
    const isIn = own !== '' && this.means(keyOf(change), own);
    switch (change.kind) {
      case 'group':
        return change.after === null ? isIn && method === 'DELETE' && rest === '' : isBegun;
      case 'setting': {
        const property = propertyOf(change.subject);
        return (isBegun || (isIn && (rest === '' || rest === '/settings'))) && says(body, property);
      }
      case 'membership': {
        const [, user] = /^\/users(?:\/(.+))?$/.exec(rest) ?? [];
        if (isIn && user !== undefined) return isSame(decodeURIComponent(user), change.user);
        return (isBegun || (isIn && rest === '/users')) && names(body, change.user);
      }
      case 'resource': {
        const [type = '', name = ''] = change.subject.split(':');
        if (path === `/api/${type}s/${name}/resource-group`) return true;
        const isIt = (one: unknown): boolean =>
          valueIn(one, 'name') === name && valueIn(one, 'type') === type;
        return isBegun && listIn(body, 'repos').some(isIt);
      }
      case 'organization_role':
        return method === 'PUT' && isSame(path.split('/').at(-2) ?? '', change.user);
    }
  }
}

/** Whether a body says that somebody comes into the group. */
export function names(body: unknown, user: string): boolean {
  return listIn(body, 'users').some((one) => isSame(valueIn(one, 'user'), user));
}

/** What a change is about within its group. */
export function subjectOf(change: Change): string {
  return kindOf(change).subject(change);
}

function keyOf({ group }: Change): string | null {
  return group === null ? null : (group.id ?? `new:${group.name}`);
}

function effectsOf(request: LoggedRequest): readonly Effect[] {
  return [
    ...request.effect.map(({ user, ...effect }) => ({
      kind: 'membership',
      ...effect,
      subject: user,
      request,
    })),
    ...request.sideEffect.map((effect) => ({ ...effect, request })),
  ];
}

function propertyOf(setting: string): string {
  if (setting === 'auto_join') return 'autoJoin';
  return setting.startsWith('spend_limits')
    ? `spendLimits.${setting.slice('spend_limits.'.length)}`
    : setting;
}

function says(body: unknown, property: string): boolean {
  const [name = '', part] = property.split('.');
  const value = objectOf(body)[name];
  return part === undefined ? value !== undefined : objectOf(value)[part] !== undefined;
}

/** A property of a body as text; empty where there is none. */
export function valueIn(body: unknown, name: string): string {
  return String(objectOf(body)[name] ?? '');
}

/** A property of a body that is a list; empty where it is none. */
export function listIn(body: unknown, name: string): readonly unknown[] {
  const list = objectOf(body)[name];
  return Array.isArray(list) ? list : [];
}

/** A value, if it is an object. */
export function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
