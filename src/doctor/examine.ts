import {
  type CheckCode,
  checkCodes,
  type Deviation,
  type Examination,
  type Finding,
} from '../model/doctor.ts';
import { count } from '../text/count.ts';
import { checkFights } from './check-fights.ts';
import { checkHub } from './check-hub.ts';
import { checkLists } from './check-lists.ts';
import { checkMachine } from './check-machine.ts';
import { checkOrganization } from './check-organization.ts';
import { checkToken } from './check-token.ts';
import { deviationsIn } from './deviations.ts';
import type { Facts } from './facts.ts';
import { check } from './finding.ts';
import { meIn } from './me.ts';

/** Judges what was read. Pure: the same facts give the same findings, one for each code, in the order of the codes. */
export function examine(facts: Facts): Examination {
  const me = meIn(facts);
  const deviations = deviationsIn(facts);
  const findings = [
    ...checkMachine(facts),
    ...checkHub(facts),
    ...checkToken(facts, me),
    ...checkOrganization(facts, me),
    ...checkLists(facts, me),
    ...checkFights(facts),
    ...checkDeviations(facts, deviations),
  ];
  const order = (code: CheckCode): number => checkCodes.indexOf(code);
  return {
    createdAt: new Date(facts.now).toISOString(),
    toolVersion: facts.toolVersion,
    organization: facts.organization,
    endpoint: facts.endpoint.kind === 'found' ? facts.endpoint.url : null,
    findings: findings.toSorted((one, other) => order(one.code) - order(other.code)),
    deviations,
  };
}

const kinds = [
  ['answer-fields', ['field', 'status'], 'field'],
  ['answer-values', ['value'], 'value'],
  ['answer-headers', ['header'], 'header'],
] as const satisfies readonly (readonly [CheckCode, readonly Deviation['kind'][], string])[];

function checkDeviations({ answers }: Facts, deviations: readonly Deviation[]): readonly Finding[] {
  const any = Object.values(answers).some((answer) => answer.kind === 'answer');
  return kinds.map(([code, concerned, what]) => {
    const { ok, warn, unknown } = check(code);
    if (!any) return unknown('The Hub has answered nothing');
    const found = deviations.filter(({ kind }) => concerned.some((one) => one === kind)).length;
    return found === 0
      ? ok(`Every ${what} is as described`)
      : warn(
          `${count(found, 'difference')} between the Hub’s answers and what is known of them`,
          'Paste the text below into an issue of hf-groups: it holds no name, address or token.',
        );
  });
}
