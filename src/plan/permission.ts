import type { DeclaredGroup, PolicySection } from '../config/declaration.ts';
import { type MayDeclare, mayDeclare } from '../config/policy-check.ts';
import { blockedGroup, type GroupBlocked } from '../kinds/group/blocked.ts';
import type { LiveGroup } from '../live/organization.ts';
import { quoted } from '../text/named.ts';

/** What every one of these policies lets a file declare: no change loosens the rule that it breaks. */
export function permissionOf(...policies: readonly (PolicySection | null)[]): MayDeclare {
  const rules = policies.map(mayDeclare);
  return (file, group) => rules.every((may) => may(file, group));
}

/**
 * What blocks a declaration whose `id` is that of a live group that its file may not declare; `null` where it may. What
 * a file calls a group is checked with the files: here is the name that the group has. It is no error, with which
 * whoever renames a group on the Hub would stop everybody.
 */
export function barred(
  { id, place }: DeclaredGroup,
  { info }: LiveGroup,
  permits: MayDeclare,
): GroupBlocked | null {
  if (id === null || permits(place.file.path, info.name)) return null;
  return blockedGroup('not_permitted', {
    group: { id: info.id, name: info.name },
    hint: `On the Hub this id is ${quoted(info.name)}. Mend the id, or have \`policy.files\` let this file declare that name; where somebody renamed the group on the Hub, rename it back.`,
    place: id.place,
  });
}
