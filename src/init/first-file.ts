import { schemaLine } from '../edit/import/schema-file.ts';
import type { InitChoices } from './choices.ts';
import { yamlText } from './quoting.ts';

/**
 * A first configuration: valid, and changing nothing until a group is named in it.
 *
 * @returns the text of the file
 */
export function firstFileText({ organization }: Pick<InitChoices, 'organization'>): string {
  return `${schemaLine}
version: 1
organization: ${yamlText(organization)}

defaults:
  membership: additive # people who are not declared stay; with \`exact\` they are removed

guards:
  max_removals: 25% # more removals and demotions in one run are refused

# A group that is not named here is left alone. One that is looks like this:
#
#   Foundation Models: # its name on the Hub
#     members:
#       ada: admin # read, contributor, write or admin
#       kim: { role: read, expires: 2031-12-31, reason: OPS-412 }
#       bob: absent # must not be in the group
groups: {}
`;
}
