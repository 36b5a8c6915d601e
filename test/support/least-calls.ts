import type { WholeGroup } from './whole-hub.ts';

/** An organization that is small enough for every way through it to be tried. */
export interface SmallOrganization {
  readonly groups: readonly WholeGroup[];
  /** Roles in the organization by user. */
  readonly roles: Readonly<Record<string, string>>;
}

/**
 * An organization cell by cell: `ID name`, `ID users ada`, `thing model:acme-ai/a`, `role ada`. What is not there has no
 * cell.
 */
type State = Readonly<Record<string, string | undefined>>;

/** What one request sets; `undefined` takes the cell away. */
type Request = State;

/**
 * The least number of requests that make one organization of the other: looked for breadth first over everything that the
 * Hub's write operations can do. It shares no code with the program.
 *
 * What is the same before and after is not touched; another cell takes the value of before or of after, and a thing may
 * be in any group meanwhile. A group that is to stay is not deleted, since nothing brings its id back, and of one that is
 * to go nothing else is changed. The rest is the Hub's own, but for two things of the contract:
 *
 * - Auto-join is set when everybody in the group is as declared, since the order says so: adds, raises, lower roles,
 *   removals, then `auto_join`. Whom it brings in is left out: all who are declared are there by then.
 * - The request for a role in the organization sends back the person's groups as they are at that moment. The Hub would
 *   take others, and so change several roles of one person at once; the contract permits that only where it is provably
 *   the same end, and asks for a call for each role.
 */
export function leastCalls(before: SmallOrganization, after: SmallOrganization, batchSize: number): number {
  const world = new World(before, after, batchSize);
  const seen = new Set([world.key(world.start)]);
  const end = world.key(world.end);
  let reached: readonly State[] = [world.start];
  for (let calls = 0; !seen.has(end); calls++) {
    const next: State[] = [];
    for (const state of reached)
      for (const request of world.requests(state)) {
        const then = { ...state, ...request };
        const key = world.key(then);
        if (seen.has(key)) continue;
        if (key === end) return calls + 1;
        seen.add(key);
        next.push(then);
      }
    if (next.length === 0) throw new Error(`no way leads from ${JSON.stringify(before)} to the end`);
    reached = next;
  }
  return 0;
}

class World {
  readonly start: State;
  readonly end: State;
  readonly #ids: readonly string[];
  /** Those that are not the same before and after. */
  readonly #cells: readonly string[];
  readonly #batchSize: number;

  constructor(before: SmallOrganization, after: SmallOrganization, batchSize: number) {
    const things = [...before.groups, ...after.groups].flatMap((group) => group.things);
    this.start = stateOf(before, things);
    this.end = stateOf(after, things);
    this.#ids = [...new Set([...before.groups, ...after.groups].map(({ id }) => id))];
    const cells = new Set([...Object.keys(this.start), ...Object.keys(this.end)]);
    this.#cells = [...cells].filter((cell) => this.start[cell] !== this.end[cell]);
    this.#batchSize = batchSize;
  }

  /** The same for the same state. */
  key(state: State): string {
    return this.#cells.map((cell) => state[cell] ?? '-').join('\n');
  }

  /** Every request that the Hub would take now and that sets something. */
  requests(state: State): readonly Request[] {
    const here = this.#ids.filter((id) => state[`${id} name`] !== undefined);
    return [
      ...this.#ids.flatMap((id) => (here.includes(id) ? this.#inGroup(state, id) : this.#making(state, id))),
      ...this.#named('thing ').flatMap((cell) =>
        [...here, 'none'].flatMap((id) => (id === state[cell] ? [] : [{ [cell]: id }])),
      ),
      ...this.#named('role ').flatMap((cell) => this.#single(state, cell)),
    ];
  }

  #inGroup(state: State, id: string): readonly Request[] {
    if (this.end[`${id} name`] === undefined) return [this.#deleting(state, id)];
    const users = this.#named(`${id} users `);
    const there = users.filter((cell) => state[cell] !== undefined);
    const others = users.filter((cell) => state[cell] === undefined);
    const texts = ['name', 'description', 'jobs'].map((text) => `${id} ${text}`);
    return [
      ...this.#some(state, texts).slice(1),
      ...this.#batches(state, others).slice(1),
      ...there.flatMap((cell) => [...this.#single(state, cell), { [cell]: undefined }]),
      ...(this.#isPeopled(state, id) ? this.#single(state, `${id} autoJoin`) : []),
    ];
  }

  /** What it is made with: people, a description, auto-join and repositories, not limits and not collections. */
  #making(state: State, id: string): readonly Request[] {
    // A group that was deleted does not come back.
    const name = this.start[`${id} name`] === undefined ? this.end[`${id} name`] : undefined;
    if (name === undefined) return [];
    const empty = { name, description: '', jobs: '', autoJoin: 'off' };
    const made = Object.fromEntries(Object.entries(empty).map(([text, value]) => [`${id} ${text}`, value]));
    const repositories = this.#named('thing ').filter((cell) => !cell.startsWith('thing collection:'));
    return this.#batches(state, this.#named(`${id} users `)).flatMap((people) => {
      const settings = [`${id} description`, ...(this.#isPeopled(people, id) ? [`${id} autoJoin`] : [])];
      return this.#some({ ...state, ...made }, settings).flatMap((set) =>
        subsets(repositories).map((own) => ({
          ...{ ...made, ...people, ...set },
          ...Object.fromEntries(own.map((cell) => [cell, id])),
        })),
      );
    });
  }

  /** The group is gone with all that is said of it, and what was in it is in none. */
  #deleting(state: State, id: string): Request {
    const own = this.#named(`${id} `).map((cell) => [cell, undefined]);
    const loose = this.#named('thing ').flatMap((cell) => (state[cell] === id ? [[cell, 'none']] : []));
    return Object.fromEntries([...own, ...loose]);
  }

  #isPeopled(state: State, id: string): boolean {
    return this.#named(`${id} users `).every((cell) => state[cell] === this.end[cell]);
  }

  #named(start: string): readonly string[] {
    return this.#cells.filter((cell) => cell.startsWith(start));
  }

  /** Every other value that the cell can have. */
  #single(state: State, cell: string): readonly Request[] {
    const values = new Set([this.start[cell], this.end[cell]]);
    return [...values].flatMap((value) =>
      value === undefined || value === state[cell] ? [] : [{ [cell]: value }],
    );
  }

  /** Every way to set some of the cells; the first sets none. */
  #some(state: State, cells: readonly string[]): readonly Request[] {
    return cells.reduce<readonly Request[]>(
      (ways, cell) =>
        [{}, ...this.#single(state, cell)].flatMap((one) => ways.map((way) => ({ ...way, ...one }))),
      [{}],
    );
  }

  #batches(state: State, cells: readonly string[]): readonly Request[] {
    return this.#some(state, cells).filter((way) => Object.keys(way).length <= this.#batchSize);
  }
}

function stateOf({ groups, roles }: SmallOrganization, things: readonly string[]): State {
  const state: Record<string, string> = {};
  for (const thing of things) state[`thing ${thing}`] = 'none';
  for (const [user, role] of Object.entries(roles)) state[`role ${user}`] = role;
  for (const { id, name, description, autoJoin, limits, users, things: own } of groups) {
    const texts = { name, description, autoJoin, jobs: String(limits['jobs'] ?? '') };
    for (const [text, value] of Object.entries(texts)) state[`${id} ${text}`] = value;
    for (const [user, role] of Object.entries(users)) state[`${id} users ${user}`] = role;
    for (const thing of own) state[`thing ${thing}`] = id;
  }
  return state;
}

function subsets<T>(all: readonly T[]): readonly (readonly T[])[] {
  return all.reduce<readonly (readonly T[])[]>(
    (sets, one) => sets.flatMap((set) => [set, [...set, one]]),
    [[]],
  );
}
