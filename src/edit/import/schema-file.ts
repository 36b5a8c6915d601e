import groupsSchema from '../../../schemas/groups.schema.json' with { type: 'json' };

/** Where the schema lies that the first line of a file names, from the folder of that file: editors follow it there. */
export const schemaPath = 'schemas/groups.schema.json';

/**
 * The first line of a file, by which editors with a YAML language server complete and check it. It leads to a file
 * beside it and to no address, so that it works in every clone, also in a private one and without a network.
 */
export const schemaLine = `# yaml-language-server: $schema=./${schemaPath}`;

/** The text of the file at {@link schemaPath}, of this version. */
export const schemaText = `${JSON.stringify(groupsSchema, null, 2)}\n`;
