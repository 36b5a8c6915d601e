import type { InitChoices } from './types.ts';
import { yamlText } from './yaml-text.ts';

/**
 * A first configuration: valid, and changing nothing until a group is named in it.
 *
 * @returns the text of the file
 */
export function firstFileText({
  organization,
  action,
}: Pick<InitChoices, 'organization' | 'action'>): string {
  const { repository, ref } = action;
  return `# yaml-language-server: $schema=https://raw.githubusercontent.com/${repository}/${ref}/schemas/groups.schema.json
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
