import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Marker, parseMarker, textBelow, textDigest } from '../../src/review/marker.ts';
import { isSigned, type Place, sealed } from '../../src/review/signature.ts';
import { seal } from './samples.ts';

const key = 'k'.repeat(32);
const place: Place = { repository: 'acme/access', repositoryId: '30000', number: 7, branch: 'main' };
const about = {
  files: ['groups.yaml'],
  organization: 'acme-ai',
  digest: `sha256:${'ab'.repeat(32)}`,
  base: 'b'.repeat(40),
  head: 'a'.repeat(40),
  destructive: 'A'.repeat(16),
  changes: '',
  refused: false,
};

function signed(over: Partial<Place> = {}, with_: string | null = key): Marker {
  const text = sealed('plan', about, { place: { ...place, ...over }, key: with_ }, 60_000, () => 'Hello.\n');
  const marker = parseMarker(text);
  if (marker === null) throw new Error('no marker');
  return marker;
}

describe('a signature', () => {
  it('is right for what was signed, where it was, with the key', () => {
    expect(isSigned(signed(), place, key)).toBe(true);
    // GitHub does not tell the letter case of a repository.
    expect(isSigned(signed(), { ...place, repository: 'Acme/Access' }, key)).toBe(true);
  });

  it.each<[string, Partial<Place>]>([
    ['repository', { repository: 'acme/other' }],
    ['repository of the same name', { repositoryId: '30001' }],
    ['repository that is not known', { repositoryId: null }],
    ['pull request', { number: 8 }],
    ['branch that it is merged into', { branch: 'evil' }],
  ])('is wrong for another %s', (_, over) => {
    expect(isSigned(signed(), { ...place, ...over }, key)).toBe(false);
    expect(isSigned(signed(over), place, key)).toBe(false);
  });

  it.each<[string, Partial<Marker>]>([
    ['purpose', { for: 'apply' }],
    ['files', { files: ['other.yaml'] }],
    ['organization', { organization: 'acme' }],
    ['digest', { digest: null }],
    ['base', { base: 'c'.repeat(40) }],
    ['head', { head: 'b'.repeat(40) }],
    ['destructive changes', { destructive: 'B'.repeat(16) }],
    ['destructive changes that are called additions', { destructive: '', changes: 'A'.repeat(16) }],
    ['other changes', { changes: null }],
    ['word on whether it was refused', { refused: true }],
    ['text', { text: 'e'.repeat(64) }],
    ['signature', { signature: 'e'.repeat(64) }],
    ['signature of another length', { signature: 'e' }],
    ['missing signature', { signature: null }],
  ])('is wrong with another %s', (_, over) => {
    expect(isSigned({ ...signed(), ...over }, place, key)).toBe(false);
  });

  it('is wrong in letters that only end in the same bytes', () => {
    const marker = signed();
    const alike = (marker.signature ?? '').replace(/./g, (digit) =>
      String.fromCharCode(digit.charCodeAt(0) + 0x100),
    );
    expect(isSigned({ ...marker, signature: alike }, place, key)).toBe(false);
  });

  it('is wrong with another key, and there is none without one', () => {
    expect(isSigned(signed(), place, `${key}k`)).toBe(false);
    expect(signed({}, null).signature).toBeNull();
    expect(isSigned(signed({}, null), place, key)).toBe(false);
  });
});

describe('a sealed text', () => {
  it('never takes more than its room, and says which text it was', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2_000, max: 60_000 }), fc.boolean(), (limit, withKey) => {
        const one = { ...seal, key: withKey ? key : null };
        const text = sealed('plan', about, one, limit, (room) => 'x'.repeat(room));
        expect(text.length).toBeLessThanOrEqual(limit);
        expect(parseMarker(text)?.text).toBe(textDigest(textBelow(text)));
      }),
    );
  });

  it('is the same text with other line ends, and another with the address of another run', () => {
    const address = (run: number): string => `See https://github.com/acme/access/actions/runs/${run}.`;
    expect(textDigest('a\r\nb\r\n')).toBe(textDigest('a\nb'));
    expect(textDigest('a')).not.toBe(textDigest('b'));
    expect(textDigest(address(1))).not.toBe(textDigest(address(2)));
  });
});
