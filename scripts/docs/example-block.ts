import { readFileSync } from 'node:fs';

/** The example configuration as a block of YAML: what the pages show is what is run. */
export function exampleBlock(): string {
  const text = readFileSync(new URL('../../groups.example.yaml', import.meta.url), 'utf8');
  return `\`\`\`yaml groups\n${text.replaceAll('\r\n', '\n')}\`\`\``;
}
