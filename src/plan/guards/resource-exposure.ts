import { kindOf } from '../../kinds/registry.ts';
import { adminsIn, membersIn, usersIn } from '../../kinds/resource/audience.ts';
import { exposes } from '../../kinds/resource/change.ts';
import { contentsOf, type LiveResource, liveSubject, placesIn } from '../../kinds/resource/live.ts';
import type { LiveGroup } from '../../live/organization.ts';
import { targetKey } from '../../model/change.ts';
import { count, enumerate, firstOf } from '../../text/count.ts';
import { named, quoted } from '../../text/named.ts';
import type { Guard, Outlook } from './guard.ts';

/** So many resources are named. */
const mostNamed = 3;

/** Refuses to let something private go from its group to none, where every member of the organization sees it. */
export const resourceExposure: Guard = {
  title: 'A private resource would be seen by everybody',
  cause:
    'A private resource would leave its group for none, by a change of its own or because the group is deleted, and so be seen by every member of the organization. One violation for each group.',
  cure: 'Declare it in another group, `models: [acme-ai/base]`, or waive the guard for this plan.',
  check: (outlook) => {
    const { placed } = placesIn(outlook.after.groups);
    const there = new Set(outlook.after.groups.map(({ info }) => info.id));
    return outlook.groups.flatMap(({ ref, before }) => {
      const contents = contentsOf(before);
      if (contents === null) {
        if (there.has(targetKey(ref))) return [];
        const message = `What is in ${quoted(ref.name)} cannot be read, and would be in no group`;
        return [{ message, group: ref, user: null, source: null }];
      }
      const exposed = [...contents.values()].filter((one) => one.private !== false && !placed.has(one.key));
      if (exposed.length === 0) return [];
      return [{ message: messageOf(exposed, before, outlook), group: ref, user: null, source: null }];
    });
  },
  concerns: (change) =>
    change.kind === 'resource' ? exposes(change) : kindOf(change).stage(change) === 'delete_group',
  note: () => null,
  instead: (one) => `Declare the resource in another group in the same ${one}, or leave it where it is.`,
};

function messageOf(exposed: readonly LiveResource[], group: LiveGroup, { live, after }: Outlook): string {
  const all = firstOf(exposed, mostNamed, (one) => named(liveSubject(one, after.organization)));
  const seeing = usersIn(group, adminsIn(live.people));
  const more = [...membersIn(after.people).keys()].filter((user) => !seeing.has(user)).length;
  const what = count(exposed.length, 'private resource', 'private resources');
  return `${what} (${enumerate(all)}) would leave ${quoted(group.info.name)} for no group, and be seen by ${count(more, 'more person', 'more people')}`;
}
