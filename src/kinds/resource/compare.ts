import type { LiveGroup } from '../../live/organization.ts';
import type { DeclaredGroupRef } from '../../model/change.ts';
import { targetKey } from '../../model/change.ts';
import { quoted } from '../../text/named.ts';
import { type Place, sourceOf } from '../../text/source-file.ts';
import type { CompareInput, Comparison, MatchedGroup } from '../kind.ts';
import type { ResourceBlocked } from './blocked.ts';
import { exposes, type ResourceChange } from './change.ts';
import { allDeclared, type DeclaredResource, declaredResources } from './declared.ts';
import { Finder } from './finder.ts';
import { contentsOf, liveSubject, placesIn } from './live.ts';
import { nameIn, subjectOf } from './resource-name.ts';

/** Compares what is declared to be in each group with what is in it. */
export function compareResources({
  configuration,
  groups,
  live,
  permits,
  suggest,
}: CompareInput): Comparison<ResourceChange> {
  const declaredAnywhere = new Set<string>();
  for (const { resource } of allDeclared(configuration)) declaredAnywhere.add(resource.key);
  const finder = new Finder(live, suggest);
  const found = groups.flatMap((group): readonly (ResourceChange | ResourceBlocked)[] => {
    const declared = declaredResources(group.declared, configuration);
    if (declared === null) return [];
    const contents = contentsOf(group.live);
    if (contents === null) return [blocked(group.ref, null, 'unreadable', declared.modePlace)];
    const wanted = declared.resources.filter(({ key }) => !contents.has(key));
    const coming = wanted.map((resource) => comeInto(group, resource, { live, permits, finder }));
    if (!declared.exact) return coming;
    // What is declared elsewhere moves there, when it does.
    const leave = [...contents.values()].flatMap((resource): readonly ResourceChange[] => {
      const subject = liveSubject(resource, live.organization);
      // What cannot be named in a call cannot be moved either.
      if (declaredAnywhere.has(resource.key) || nameIn(subject) === null) return [];
      return [changeOf(group.ref, subject, group.ref, null, resource.private, declared.modePlace)];
    });
    return [...coming, ...leave];
  });
  return {
    changes: found.filter((one) => 'action' in one),
    blocked: found.filter((one) => 'reason' in one),
    unmanaged: [],
    diagnostics: [],
  };
}

function comeInto(
  { ref }: MatchedGroup,
  resource: DeclaredResource,
  { live, permits, finder }: Pick<CompareInput, 'live' | 'permits'> & { readonly finder: Finder },
): ResourceChange | ResourceBlocked {
  const { place } = resource;
  const places = placesIn(live.groups);
  const held = places.placed.get(resource.key);
  if (held !== undefined) {
    const { name } = held.group.info;
    if (!permits(place.file.path, name)) {
      const hint = `It is in ${quoted(name)}. Move it on the Hub, or have \`policy.files\` let this file declare that group, too.`;
      return blocked(ref, resource, 'not_permitted', place, { hint });
    }
    const spelled = liveSubject(held.resource, live.organization);
    const subject = nameIn(spelled) === null ? subjectOf(resource) : spelled;
    return changeOf(ref, subject, refOf(held.group), targetKey(ref), held.resource.private, place);
  }
  const [odd] = places.unreadable;
  if (odd !== undefined) {
    const hint = `What is in ${quoted(odd.info.name)} cannot be read.`;
    return blocked(ref, resource, 'unreadable', place, { hint });
  }
  const known = finder.find(resource);
  switch (known.kind) {
    case 'there':
      return changeOf(ref, subjectOf(known), null, targetKey(ref), known.private, place);
    case 'missing':
      return blocked(ref, resource, 'resource_not_found', place, { suggestion: known.suggestion });
  }
}

function refOf({ info: { id, name } }: LiveGroup): DeclaredGroupRef {
  return { id, name };
}

function changeOf(
  group: DeclaredGroupRef,
  subject: string,
  from: DeclaredGroupRef | null,
  after: string | null,
  secret: boolean | null,
  place: Place,
): ResourceChange {
  return {
    kind: 'resource',
    action: from === null ? 'create' : after === null ? 'delete' : 'update',
    group,
    subject,
    before: from === null ? null : targetKey(from),
    after,
    destructive: exposes({ after, private: secret }),
    origin: null,
    source: sourceOf(place),
    from,
    private: secret,
    audience: null,
  };
}

function blocked(
  group: DeclaredGroupRef,
  resource: DeclaredResource | null,
  reason: ResourceBlocked['reason'],
  place: Place,
  { suggestion = null, hint = null }: Partial<Pick<ResourceBlocked, 'suggestion' | 'hint'>> = {},
): ResourceBlocked {
  return {
    kind: 'resource',
    group,
    user: null,
    subject: resource === null ? null : subjectOf(resource),
    after: targetKey(group),
    reason,
    suggestion,
    hint,
    source: sourceOf(place),
    via: null,
    origin: null,
  };
}
