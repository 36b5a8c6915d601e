import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextLink } from '../../src/hub/link.ts';

const base = new URL('https://hub.example/api/organizations/acme/members?limit=10');
const next = 'https://hub.example/api/organizations/acme/members?limit=10&cursor=eyJ%3D%3D';

describe('nextLink', () => {
  it.each([
    ['one link', `<${next}>; rel="next"`],
    ['without quotes', `<${next}>;rel=next`],
    ['capitals', `<${next}>; REL="NEXT"`],
    [
      'several links',
      `<https://hub.example/first>; rel="first", <${next}>; rel="next", <https://x.example>; rel="last"`,
    ],
    ['other parameters', `<${next}>; title="a, b; rel=\\"prev\\" <x>"; rel="next"; x=y`],
    ['several relations', `<${next}>; rel="last next"`],
    ['no spaces', `<https://hub.example/a>;rel="prev",<${next}>;rel="next"`],
    ['the first rel', `<${next}>; rel="next"; rel="prev"`],
    ['a valueless parameter', `<${next}>; crossorigin; rel="next"`],
    ['a relative path', '</api/organizations/acme/members?limit=10&cursor=eyJ%3D%3D>; rel="next"'],
    ['an escaped letter', `<${next}>; rel="ne\\xt"`],
    ['a query alone', '<?limit=10&cursor=eyJ%3D%3D>; rel="next"'],
    ['a comma in the target', `<https://hub.example/a,b>; rel="prev", <${next}>; rel="next"`],
  ])('finds the next page in %s', (_, header) => {
    const link = nextLink(header, base);
    expect(link.kind === 'next' && link.url.href).toBe(next);
  });

  it.each([
    ['no header', null],
    ['an empty one', ''],
    ['other relations', `<${next}>; rel="prev"`],
    ['a relation that only begins so', `<${next}>; rel="nextish"`],
    ['another parameter', `<${next}>; xrel="next"`],
    ['a relation inside a quoted text', `<${next}>; title="; rel=next"; rel="prev"`],
    ['no relation', `<${next}>`],
    ['a first relation without a value', `<${next}>; rel; rel="next"`],
    ['garbage', 'rel="next"'],
  ])('finds none in %s', (_, header) => {
    expect(nextLink(header, base)).toEqual({ kind: 'none' });
  });

  it('says when the target is not a URL', () => {
    expect(nextLink('<https://:bad>; rel="next"', base)).toEqual({ kind: 'unreadable' });
  });

  it('answers something for any header, in little time', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'<>;,="\\ relnxt/'), maxLength: 2000 }), (header) => {
        expect(['none', 'next', 'unreadable']).toContain(nextLink(header, base).kind);
      }),
    );
    expect(nextLink(`<a>${'; a'.repeat(20_000)}"`, base)).toEqual({ kind: 'none' });
  });
});
