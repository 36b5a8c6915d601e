import fc from 'fast-check';
import { stringify } from 'yaml';

/** One of the ways to write data as YAML: block, flow or JSON, quoted or not, with comments, with CRLF. */
export const style: fc.Arbitrary<(data: unknown) => string> = fc
  .record({
    layout: fc.constantFrom('block', 'flow', 'json'),
    quotes: fc.constantFrom('PLAIN' as const, 'QUOTE_SINGLE' as const, 'QUOTE_DOUBLE' as const),
    indent: fc.integer({ min: 1, max: 5 }),
    indentSeq: fc.boolean(),
    comments: fc.boolean(),
    crlf: fc.boolean(),
  })
  .map(({ layout, quotes, indent, indentSeq, comments, crlf }) => (data) => {
    const plain =
      layout === 'json'
        ? `${JSON.stringify(data, null, indent)}\n`
        : stringify(data, {
            // Words that YAML 1.1 would guess are quoted as well.
            compat: 'yaml-1.1',
            version: '1.2',
            schema: 'core',
            aliasDuplicateObjects: false,
            collectionStyle: layout === 'flow' ? 'flow' : 'any',
            defaultStringType: quotes,
            defaultKeyType: quotes,
            indent,
            indentSeq,
            lineWidth: 0,
          });
    const noted = comments
      ? `# people\n\n${plain.replaceAll(/(?<=[a-z0-9'"}\]])\n/g, ' # note\n')}# end\n`
      : plain;
    return crlf ? noted.replaceAll('\n', '\r\n') : noted;
  });
