import faultsSchema from '../../schemas/faults.schema.json' with { type: 'json' };
import seedSchema from '../../schemas/seed.schema.json' with { type: 'json' };
import { table } from './markdown.ts';
import { definitionSections, linksTo, propertyRows } from './schema.ts';

const seedParts = [
  { definition: 'member', title: 'Member' },
  { definition: 'serviceAccount', title: 'Service account' },
  { definition: 'group', title: 'Group' },
  { definition: 'autoJoin', title: 'Auto-join' },
  { definition: 'resource', title: 'Resource' },
  { definition: 'repository', title: 'Repository' },
  { definition: 'collection', title: 'Collection' },
  { definition: 'token', title: 'Token' },
  { definition: 'options', title: 'Options' },
];

const faultParts = [
  { definition: 'rule', title: 'Rule' },
  { definition: 'when', title: 'When' },
  { definition: 'do', title: 'Do' },
];

/** The sections of the page by their names in its template. */
export const sandboxSections = {
  'seed-fields': () =>
    table(['field', 'value', 'meaning'], propertyRows(seedSchema, seedSchema, linksTo(seedParts), 'people')),
  'seed-parts': () => definitionSections(seedSchema, seedParts, 'people'),
  'fault-parts': () => definitionSections(faultsSchema, faultParts, 'people'),
} as const;
