import { emailsIn } from '../config/emails.ts';
import type { Probed } from '../hub/probed.ts';
import { isObject } from '../live/read.ts';
import type { Finding } from '../model/doctor.ts';
import { count, enumerate } from '../text/count.ts';
import type { Facts, ProbeName } from './facts.ts';
import { check } from './finding.ts';
import type { Me } from './me.ts';

/** Whether what a run reads can be seen, and whether that is all of it. */
export function checkLists(facts: Facts, me: Me | null): readonly Finding[] {
  return [checkGroups(facts, me), checkAddresses(facts), checkOthers(facts)];
}

function checkGroups({ answers }: Facts, me: Me | null): Finding {
  const { ok, fail, unknown } = check('groups-visible');
  const read = listOf(answers.groups);
  if (read === null) return unknown('The groups were not asked for');
  if (read.kind === 'refused')
    return fail(`The groups cannot be read: ${read.why}`, refusalHint(read.status));
  const groups = count(read.items.length, 'group');
  return me?.membership?.role === 'admin'
    ? ok(`All groups can be seen: ${groups}`)
    : unknown(
        `${groups} can be seen; whether that is all of them the Hub does not say`,
        'An admin of the organization sees all. A declared group that cannot be seen is blocked.',
      );
}

function checkAddresses({ answers, files }: Facts): Finding {
  const { ok, warn, fail, unknown } = check('addresses-visible');
  const read = listOf(answers.members);
  if (read === null) return unknown('The members were not asked for');
  if (read.kind === 'refused')
    return fail(`The members cannot be read: ${read.why}`, refusalHint(read.status));
  const people = read.items.filter(isObject);
  const without = people.filter(({ verifiedEmail }) => verifiedEmail === undefined).length;
  const members = count(people.length, 'member');
  if (without === 0) return ok(`${members}, with the addresses of all`);
  const wanted = files.kind === 'valid' ? emailsIn(files.configuration).size : 0;
  const said = `${members}, ${without === people.length ? 'without their addresses' : `${without} without an address`}`;
  return wanted === 0
    ? ok(`${said}; the files name nobody by one`)
    : warn(
        `${said}; the files name ${count(wanted, 'address', 'addresses')}, each of which is looked up by itself`,
        'The Hub shows addresses to admins of an organization with a paid plan, and looks up those of the organization’s own domains. Declare usernames, or a `people` file, for others.',
      );
}

const others: readonly (readonly [ProbeName, string])[] = [
  ['services', 'service accounts'],
  ['repositories', 'repositories'],
  ['usage', 'spending'],
];

function checkOthers({ answers }: Facts): Finding {
  const { ok, warn, unknown } = check('other-lists');
  const asked = others.flatMap(([name, what]) => {
    const answer = answers[name];
    return answer === undefined ? [] : [{ what, refused: refusalOf(answer) }];
  });
  if (asked.length === 0) return unknown('Service accounts, repositories and spending were not asked for');
  const refused = asked.filter((one) => one.refused !== null);
  if (refused.length === 0) return ok(`${enumerate(asked.map(({ what }) => what))} can be read`);
  return warn(
    `Not to be read: ${refused.map(({ what, refused: why }) => `${what} (${why})`).join(', ')}`,
    'Nothing is to be done where the files declare none of them: members need none of these lists.',
  );
}

type Read =
  | { readonly kind: 'read'; readonly items: readonly unknown[] }
  | { readonly kind: 'refused'; readonly why: string; readonly status: number | null };

function listOf(answer: Probed | undefined): Read | null {
  if (answer === undefined) return null;
  const why = refusalOf(answer);
  const status = answer.kind === 'answer' ? answer.status : null;
  if (why !== null) return { kind: 'refused', why, status };
  if (answer.kind === 'answer' && Array.isArray(answer.json)) return { kind: 'read', items: answer.json };
  return { kind: 'refused', why: 'the answer is no list', status };
}

function refusalOf(answer: Probed): string | null {
  if (answer.kind === 'lost') return answer.message;
  if (answer.status === 200) return answer.json === undefined ? 'the answer is no JSON' : null;
  return answer.said === null ? `HTTP ${answer.status}` : `HTTP ${answer.status}, ${answer.said}`;
}

function refusalHint(status: number | null): string {
  switch (status) {
    case 402:
      return 'Resource Groups are part of the Team and Enterprise plans.';
    case 403:
      return 'See the checks of the token, its permissions and the restrictions above.';
    case 404:
      return 'Compare the name with the address of the organization.';
    default:
      return 'See the message; run it again where it may pass.';
  }
}
