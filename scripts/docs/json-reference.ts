import accessSchema from '../../schemas/access.schema.json' with { type: 'json' };
import doctorSchema from '../../schemas/doctor.schema.json' with { type: 'json' };
import hubSchema from '../../schemas/hub.schema.json' with { type: 'json' };
import initSchema from '../../schemas/init.schema.json' with { type: 'json' };
import planSchema from '../../schemas/plan.schema.json' with { type: 'json' };
import reportSchema from '../../schemas/report.schema.json' with { type: 'json' };
import snapshotSchema from '../../schemas/snapshot.schema.json' with { type: 'json' };
import { table } from './markdown.ts';
import { definitionSections, linksTo, propertyRows, resolved, type Schema } from './schema.ts';

const head = ['field', 'value', 'meaning'];

const planParts = [
  { definition: 'groupChange', title: 'Change of a group' },
  { definition: 'settingChange', title: 'Change of a setting' },
  { definition: 'membershipChange', title: 'Change of a membership' },
  { definition: 'resourceChange', title: 'Change of a resource' },
  { definition: 'organizationRoleChange', title: 'Change of a role in the organization' },
  { definition: 'audience', title: 'Audience' },
  { definition: 'group', title: 'Group' },
  { definition: 'source', title: 'Source' },
  { definition: 'blocked', title: 'Blocked entry' },
  { definition: 'violation', title: 'Violation' },
];

/** Those of the report that a plan does not have; all others are the plan's. */
const reportParts = [{ definition: 'sentCall', title: 'Sent call' }];

const accessParts = [
  { definition: 'row', title: 'Row' },
  { definition: 'group', title: 'Group of a report of access' },
  { definition: 'person', title: 'Person with access' },
  { definition: 'listed', title: 'Listed person' },
  { definition: 'change', title: 'Changed row' },
  { definition: 'event', title: 'Event of the audit log' },
];

const hubParts = [
  { definition: 'group', title: 'Live group' },
  { definition: 'groupUser', title: 'User in a live group' },
  { definition: 'resource', title: 'Resource in a live group' },
  { definition: 'member', title: 'Member of the organization' },
  { definition: 'me', title: 'The token’s user' },
];

const doctorParts = [
  { definition: 'check', title: 'Check' },
  { definition: 'deviation', title: 'Deviation' },
];

/** The sections of the page by their names in its template. */
export const jsonSections = {
  'plan-fields': () => top(planSchema, linksTo(planParts)),
  'plan-parts': () => definitionSections(planSchema, planParts, 'program'),
  'report-fields': reportFields,
  'report-change-fields': reportChangeFields,
  'report-parts': () => definitionSections(reportSchema, reportParts, 'program'),
  'snapshot-fields': () => top(snapshotRoot, linksTo(hubParts)),
  'snapshot-parts': () => definitionSections(hubSchema, hubParts, 'program'),
  'access-fields': () => top(accessSchema, linksTo(accessParts)),
  'access-parts': () => definitionSections(accessSchema, accessParts, 'program'),
  'init-fields': () => top(initSchema, linksTo([])),
  'doctor-fields': () => top(doctorSchema, linksTo(doctorParts)),
  'doctor-parts': () => definitionSections(doctorSchema, doctorParts, 'program'),
} as const;

/** The fields that a report has and a plan has not. */
function reportFields(): string {
  const inPlan = new Set(Object.keys(planSchema.properties));
  const added = Object.entries(reportSchema.properties).filter(
    ([name]) => !inPlan.has(name) || name === 'summary' || name === 'changes' || name === 'calls',
  );
  const root: Schema = reportSchema;
  const schema: Schema = { ...root, properties: Object.fromEntries(added) };
  return table(head, propertyRows(schema, root, linksTo([...planParts, ...reportParts]), 'program'));
}

/** The snapshot's schema with the Hub's objects, which it takes from another schema. */
const snapshotRoot: Schema = { ...snapshotSchema, $defs: hubSchema.$defs };

function top(root: Schema, linkTo: ReturnType<typeof linksTo>): string {
  return table(head, propertyRows(root, root, linkTo, 'program'));
}

/** What a change of a report has besides what it has in a plan. */
function reportChangeFields(): string {
  const change: Schema = resolved({ $ref: '#/$defs/change' }, reportSchema);
  return table(head, propertyRows(change, reportSchema, linksTo(planParts), 'program'));
}
