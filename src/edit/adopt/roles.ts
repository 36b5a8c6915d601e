import type { Configuration } from '../../config/declaration.ts';
import { identify } from '../../kinds/membership/people.ts';
import {
  isLowerRole,
  type OrganizationRole,
  type OrganizationRoleChange,
  organizationRoles,
} from '../../kinds/organization-role/change.ts';
import {
  type DeclaredOrganizationRole,
  declaredRoles,
  sectionName,
} from '../../kinds/organization-role/declared.ts';
import { blockedWordsOf } from '../../kinds/registry.ts';
import type { Live } from '../../live/organization.ts';
import type { Plan } from '../../model/plan.ts';
import type { SourceFile } from '../../text/source-file.ts';
import { EditableFiles } from '../editable.ts';
import { sectionFact } from '../facts.ts';
import { organizationRoleEdits } from '../organization-role.ts';
import { type EditResult, Edits } from '../result.ts';
import { protectedIn, protectedOne } from './protected.ts';
import type { NotAdopted } from './wish.ts';

/** What the files become so that they say which roles people have in the organization. */
export interface AdoptedRoles {
  readonly result: EditResult;
  readonly adopted: readonly OrganizationRoleChange[];
  readonly notAdopted: readonly NotAdopted[];
}

/**
 * Writes the live role in the organization in the place of each declared one that differs, also where this token could
 * not change it back: what it is can be seen. Who is not named stays so.
 *
 * @param plan of this configuration, against this live state
 */
export function adoptRoles(
  configuration: Configuration,
  sources: readonly SourceFile[],
  live: Live,
  plan: Plan,
): AdoptedRoles {
  const files = new EditableFiles();
  const edits = new Edits();
  const wanted = new Map<string, string>();
  const adopted: OrganizationRoleChange[] = [];
  const notAdopted: NotAdopted[] = [];
  const isProtected = protectedIn(configuration, live);
  for (const difference of differences(configuration, live, plan)) {
    if (difference.kind === 'unknown') {
      notAdopted.push(difference.notAdopted);
      continue;
    }
    const { declared, key, change, isPlanned } = difference;
    const { user, before } = change;
    const why = decided(change, isProtected.has(key));
    if (isRole(before) && why === null) {
      adopted.push(change);
      const { person } = declared;
      wanted.set(sectionFact(sectionName, person.written), JSON.stringify(before));
      edits.add(person.place, organizationRoleEdits(files.of(person.place.file), person, before));
    } else {
      const left = isPlanned ? change : null;
      notAdopted.push({ group: null, user, subject: null, change: left, why: why ?? cannotSay });
    }
  }
  return { result: edits.apply(configuration, sources, wanted), adopted, notAdopted };
}

const cannotSay = 'a file cannot give the role in the organization that is live';

/** Why the files have the last word; `null` when what is live may be declared. */
function decided({ before, after }: OrganizationRoleChange, isProtected: boolean): string | null {
  if (after === 'no_access') return 'the file says that this person has no access in the organization';
  return isProtected && isRole(before) && isLowerRole(after, before) ? protectedOne : null;
}

function isRole(role: string): role is OrganizationRole {
  const known: readonly string[] = organizationRoles;
  return known.includes(role);
}

/** A declared role that is not the live one. */
type Difference =
  | {
      readonly kind: 'known';
      readonly declared: DeclaredOrganizationRole;
      /** Of the person, in lower case. */
      readonly key: string;
      readonly change: OrganizationRoleChange;
      /** Whether it is a change of the plan, and not one that is blocked. */
      readonly isPlanned: boolean;
    }
  /** One of which nobody knows what is live. */
  | { readonly kind: 'unknown'; readonly notAdopted: NotAdopted };

function differences(configuration: Configuration, live: Live, plan: Plan): readonly Difference[] {
  const all = declaredRoles(configuration.others.get(sectionName), configuration);
  const planned = new Map(
    plan.changes.filter((change) => change.kind === 'organization_role').map((one) => [one.user, one]),
  );
  const blocked = new Map(
    plan.blocked.filter((entry) => entry.kind === 'organization_role').map((one) => [one.user, one]),
  );
  return all.flatMap((declared): readonly Difference[] => {
    const { person, role } = declared;
    const { key } = identify(person, live);
    const found = live.people.get(key);
    const change = planned.get(found?.user ?? '');
    if (change !== undefined) return [{ kind: 'known', declared, key, change, isPlanned: true }];
    const entry = blocked.get(person.written);
    if (entry === undefined) return [];
    if (found === undefined || found.role === null) {
      const why = blockedWordsOf(entry).notAdopted(entry);
      return [
        { kind: 'unknown', notAdopted: { group: null, user: entry.user, subject: null, change: null, why } },
      ];
    }
    const { user, role: before } = found;
    const { source } = entry;
    const rest = { group: null, destructive: isLowerRole(before, role), origin: null, keeps: [] } as const;
    const wouldBe = { kind: 'organization_role', action: 'update', user, before, after: role } as const;
    return [{ kind: 'known', declared, key, change: { ...wouldBe, ...rest, source }, isPlanned: false }];
  });
}
