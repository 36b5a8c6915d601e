import { liveGroupOf, readGroupOf } from '../live/group.ts';
import type { Finding } from '../model/doctor.ts';
import { count, enumerate } from '../text/count.ts';
import { quoted } from '../text/named.ts';
import type { Facts } from './facts.ts';
import { check } from './finding.ts';

const mostShown = 10;

/** Settings of the organization that would undo what a run makes. What no answer says is unknown. */
export function checkFights(facts: Facts): readonly Finding[] {
  return [
    checkAutoJoin(facts),
    check('scim').unknown(
      'No answer says which groups are linked to a group of an identity provider (SCIM); `apply` finds it out',
      'Look under “SCIM” in the settings of the organization, and leave the members of linked groups out of the files.',
    ),
    check('sso-mapping').unknown(
      'No answer says whether sign-in maps people to groups or roles, which would set them again each time',
      'Look under “SSO” in the settings of the organization: role mapping and Resource Group mapping.',
    ),
  ];
}

function checkAutoJoin({ answers, files }: Facts): Finding {
  const { ok, warn, unknown } = check('auto-join-exact');
  const answer = answers.groups;
  if (files.kind !== 'valid') return unknown('Without a valid configuration nothing is declared');
  if (answer?.kind !== 'answer' || !Array.isArray(answer.json))
    return unknown('The groups could not be read');
  const declared = files.configuration.groups.filter(
    ({ mode, membership }) => mode.value === 'exact' && membership !== null,
  );
  const names = new Set(declared.map(({ name }) => name));
  const ids = new Set(declared.flatMap(({ id }) => id?.value.toLowerCase() ?? []));
  const fighting = answer.json.flatMap((value: unknown) => {
    const read = readGroupOf(value);
    if (read === null || !(names.has(read.name) || ids.has(read.id))) return [];
    const { info, autoJoin } = liveGroupOf(read);
    return autoJoin === null ? [] : [quoted(info.name)];
  });
  if (fighting.length === 0) return ok('No group is both `exact` and joined by itself');
  const shown = enumerate(fighting.slice(0, mostShown));
  return warn(
    `${count(fighting.length, 'group')} declared as exact, where whoever joins the organization comes in by themselves: ${shown}`,
    'Switch auto-join off on the Hub, or declare the group as additive: each would undo the other.',
  );
}
