import { schemaPath } from '../../src/edit/import/schema-file.ts';
import { parseActionReference, placeholderAction } from '../../src/init/action-reference.ts';
import { leftToDo } from '../../src/init/left-to-do.ts';

/** The steps of the set-up after `hf-groups init`, which says the same ones: headings from 2, text, what to copy. */
export function setupSteps(): string {
  const action = parseActionReference(`OWNER/hf-groups@${'0123456789'.repeat(4)} # v1`) ?? placeholderAction;
  const choices = { organization: 'acme-ai', branch: 'main', file: 'groups.yaml', action, adoptDrift: false };
  return leftToDo(choices, { first: 'imported', schema: schemaPath })
    .map(({ title, text, copy }, at) =>
      [
        `\n### ${at + 2}. ${title}\n`,
        ...text,
        ...(copy.length === 0 ? [] : ['', `\`\`\`${isCommand(copy) ? 'sh' : 'text'}`, ...copy, '```']),
      ].join('\n'),
    )
    .join('\n');
}

function isCommand([first = '']: readonly string[]): boolean {
  return !first.startsWith('/');
}
