import { describe, expect, it } from 'vitest';
import {
  guessDate,
  guessId,
  guessLimit,
  guessOrganization,
  guessPerson,
  guessResource,
  guessRole,
} from '../../src/config/guess.ts';

type Row = readonly [written: string, meant: string | null];

describe('a date in another form', () => {
  it.each<Row>([
    ['2026-12-31', '2026-12-31'],
    ['2026-1-5', '2026-01-05'],
    ['2026/1/5', '2026-01-05'],
    ['2026.12.31', '2026-12-31'],
    ['20261231', '2026-12-31'],
    ['2026-12-31T23:59:59Z', '2026-12-31'],
    ['2026-12-31 23:59', '2026-12-31'],
    ['31.12.2026', '2026-12-31'],
    ['3.4.2026', '2026-04-03'],
    ['12/31/2026', '2026-12-31'],
    ['31/12/2026', '2026-12-31'],
    ['12-31-2026', '2026-12-31'],
    ['7/7/2026', '2026-07-07'],
    ['12/13/2026', '2026-12-13'],
    ['13/12/2026', '2026-12-13'],
    // The day and the month cannot be told apart.
    ['03/04/2026', null],
    ['12/11/2026', null],
    ['11/12/2026', null],
    ['2026-02-30', null],
    ['2026-12-31x', null],
    ['x2026-12-31', null],
    ['2026-12-310', null],
    ['2026-12-31x 23:59', null],
    ['02026-12-31', null],
    ['31.12/2026', null],
    ['31.12.20266', null],
    ['131.12.2026', null],
    ['90d', null],
    ['', null],
  ])('%j', (written, meant) => {
    expect(guessDate(written)).toBe(meant);
  });
});

describe('a person in something around the name', () => {
  it.each<Row>([
    ['@ada', 'ada'],
    ['“ada”', 'ada'],
    ['„ada“', 'ada'],
    ['‘ada’', 'ada'],
    ['’ada', 'ada'],
    ['"ada"', 'ada'],
    ["'ada'", 'ada'],
    [' ada', 'ada'],
    ['ada ', 'ada'],
    ['ada,', 'ada'],
    ['ada;', 'ada'],
    ['@@ada', 'ada'],
    ['ada",;', 'ada'],
    ['mailto:ada@acme.ai', 'ada@acme.ai'],
    ['MAILTO:ada@acme.ai', 'ada@acme.ai'],
    ['Ada <ada@acme.ai>', 'ada@acme.ai'],
    ['<ada@acme.ai>', 'ada@acme.ai'],
    ['https://huggingface.co/ada', 'ada'],
    ['http://www.huggingface.co/Ada_L.-1/', 'Ada_L.-1'],
    ['huggingface.co/ada', 'ada'],
    ['hf.co/ada', 'ada'],
    ['https://hf.co/ada', 'ada'],
    ['_ada"', '_ada'],
    ['ada', null],
    ['Ada Lovelace', null],
    ['ada/kim,', null],
    ['-ada,', null],
    ['@', null],
    ['ada <kim>', null],
    ['<a b@acme.ai>', null],
    ['<ada@acme.ai> x', null],
    ['https://example.org/ada', null],
    ['xhttps://hf.co/ada', null],
    ['https://huggingface.co/ada/models', null],
    ['https://huggingfaceXco/ada', null],
    ['wwwXhf.co/ada', null],
    ['amailto:ada,', null],
  ])('%j', (written, meant) => {
    expect(guessPerson(written)).toBe(meant);
  });

  it('is not looked for in what is longer than any name', () => {
    expect(guessPerson(`@${'x'.repeat(319)}`)).toBe('x'.repeat(319));
    expect(guessPerson(`@${'x'.repeat(320)}`)).toBeNull();
  });
});

describe('an organization by the address of its page', () => {
  it.each<Row>([
    ['https://huggingface.co/acme-ai', 'acme-ai'],
    ['http://huggingface.co/acme-ai', 'acme-ai'],
    ['huggingface.co/Acme.AI_1/models', 'Acme.AI_1'],
    ['https://huggingface.co/organizations/acme-ai/settings', 'acme-ai'],
    ['hf.co/a', 'a'],
    ['Acme AI', null],
    ['acme/ai', null],
    ['https://huggingface.co/', null],
    ['https://huggingface.co/-x', null],
    ['see huggingface.co/acme-ai', null],
    ['ftp://huggingface.co/acme-ai', null],
  ])('%j', (written, meant) => {
    expect(guessOrganization(written)).toBe(meant);
  });
});

describe('a resource by the address of its page', () => {
  it.each<Row>([
    ['https://huggingface.co/acme-ai/base', 'acme-ai/base'],
    ['http://www.hf.co/datasets/acme-ai/Base.1_-', 'acme-ai/Base.1_-'],
    ['hf.co/spaces/acme-ai/base/tree/main', 'acme-ai/base'],
    ['huggingface.co/buckets/acme-ai/base?x', 'acme-ai/base'],
    ['huggingface.co/collections/acme-ai/base#x', 'acme-ai/base'],
    ['acme-ai/base', null],
    ['hf.co/base', null],
    ['hf.co/acme-ai/base*', null],
    ['see hf.co/acme-ai/base', null],
    ['https://example.org/acme-ai/base', null],
  ])('%j', (written, meant) => {
    expect(guessResource(written)).toBe(meant);
  });

  it('is not looked for in what is longer than any address', () => {
    expect(guessResource(`hf.co/a/${'x'.repeat(312)}`)).toBe(`a/${'x'.repeat(312)}`);
    expect(guessResource(`hf.co/a/${'x'.repeat(313)}`)).toBeNull();
  });
});

describe('the id of a group', () => {
  const id = '66670e5163145ca562cb1988';

  it.each<Row>([
    [id, id],
    [id.toUpperCase(), id],
    [`https://huggingface.co/organizations/acme-ai/settings/resource-groups/${id}`, id],
    [`resource-groups/${id}/`, id],
    [id.slice(1), null],
    [`${id}0`, null],
    [`x${id}`, null],
    [`${id}/members`, null],
    [`${id.slice(1)}g`, null],
  ])('%j', (written, meant) => {
    expect(guessId(written)).toBe(meant);
  });
});

describe('a limit in another form', () => {
  it.each<Row>([
    ['0.25', '25%'],
    ['.5', '50%'],
    ['0.07', '7%'],
    ['0.29', '29%'],
    ['25 %', '25%'],
    ['25percent', '25%'],
    ['25 Percent', '25%'],
    ['"25%"', '25%'],
    ["'25%'", '25%'],
    ['100 %', '100%'],
    ['"5"', '5'],
    ['999', '999'],
    ['0.0', null],
    ['0.255', null],
    ['1.5', null],
    ['x0.25', null],
    ['101%', null],
    ['1000', null],
    ['-1', null],
    ['all', null],
    ['25 % of all', null],
    ['at 25%', null],
  ])('%j', (written, meant) => {
    expect(guessLimit(written)).toBe(meant);
  });
});

describe('a role as it is called elsewhere', () => {
  const inGroup = ['read', 'contributor', 'write', 'admin', 'absent'];

  it.each<Row>([
    ['Admin', 'admin'],
    ['READ', 'read'],
    ['admin,', 'admin'],
    ['admin; ', 'admin'],
    ['admin.', 'admin'],
    ['owner', 'admin'],
    ['Editor', 'write'],
    ['viewer;', 'read'],
    ['contribute', 'contributor'],
    ['none', 'absent'],
    ['maintainer', null],
    ['constructor', null],
    ['admin, kim', null],
    ['ad,min', null],
    ['', null],
  ])('%j', (written, meant) => {
    expect(guessRole(written, inGroup)).toBe(meant);
  });

  it('is only one that may stand there', () => {
    expect(guessRole('none', ['read', 'write'])).toBeNull();
    expect(guessRole('toString', [])).toBeNull();
  });
});
