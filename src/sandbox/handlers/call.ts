import {
  type Identity,
  isOrganizationAdmin,
  maySee,
  requireAdmin,
  requireGroupAdmin,
  requireReading,
} from '../access.ts';
import type { AuditLog } from '../audit-log.ts';
import type { Directory } from '../directory.ts';
import { refuse } from '../failure.ts';
import type { Group, Settings } from '../model.ts';
import { groupView } from '../views.ts';

/** A request that has been authenticated and routed. */
export interface Call {
  readonly directory: Directory;
  readonly audit: AuditLog;
  readonly settings: Settings;
  /** Milliseconds. */
  readonly now: number;
  readonly identity: Identity;
  /** The named parts of the path, decoded. */
  readonly params: ReadonlyMap<string, string>;
  /** The whole address on this server's own origin. */
  readonly url: URL;
  /** The parsed body, `undefined` without one. */
  readonly body: unknown;
}

/** What a handler answers; `body` becomes JSON. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers a call or throws a `Failure`; it changes the directory only when nothing can fail any more. */
export type Handler = (call: Call) => Answer;

/** A named part of the path. */
export function param(call: Call, name: string): string {
  const value = call.params.get(name);
  if (value === undefined) throw new RangeError(`the route has no part named ${name}`);
  return value;
}

/** The answer 200. */
export function ok(body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status: 200, body, headers };
}

/** What a handler needs of who asks. */
export type Need = 'read' | 'admin';
/** `organization`: to read what only organization admins may see. */
export type OrganizationNeed = Need | 'organization';

/** Checks the organization and the access to it, then goes on. Groups need a plan, the list of members does not. */
export function inOrganization(need: OrganizationNeed, plan: 'plan' | 'no plan', handle: Handler): Handler {
  return (call) => {
    const { organization } = call.directory;
    if (param(call, 'org').toLowerCase() !== organization.name.toLowerCase()) {
      throw refuse.missing('Organization');
    }
    if (need === 'admin') requireAdmin(call.identity);
    else requireReading(call.identity);
    if (need === 'organization' && !isOrganizationAdmin(call.identity))
      throw refuse.permission('read the settings of this organization');
    if (plan === 'plan') requirePlan(call);
    return handle(call);
  };
}

/** As `inOrganization`, for one group; `admin` means an admin of the group or of the organization. */
export function inGroup(need: Need, handle: (call: Call, group: Group) => Answer): Handler {
  return inOrganization('read', 'plan', (call) => {
    const group = call.directory.group(param(call, 'id'));
    if (group === undefined) throw refuse.missing('Resource group');
    if (need === 'admin') requireGroupAdmin(call.identity, group);
    else if (!maySee(call.identity, group)) throw refuse.permission('read this resource group');
    return handle(call, group);
  });
}

/** Throws the 402 of an organization without a plan. */
export function requirePlan(call: Call): void {
  if (call.directory.organization.plan === null) throw refuse.plan();
}

/** A group as it is now. */
export function groupAnswer(call: Call, id: string): Answer {
  const group = call.directory.group(id);
  if (group === undefined) throw new RangeError(`there is no group ${id}`);
  return ok(groupView(call.directory, group, call.settings.resourceField));
}
