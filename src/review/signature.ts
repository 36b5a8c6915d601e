import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Marker, type MarkerFor, markerLine, type Reviewable, textDigest } from './marker.ts';

/** Where a marker stands: one copied to another place counts for nothing there. */
export interface Place {
  /** `owner/name`. */
  readonly repository: string;
  /** GitHub's number of the repository, which a new repository of the same name does not have; `null` when not known. */
  readonly repositoryId: string | null;
  /** The number of the pull request. */
  readonly number: number;
  /** The branch that it was planned for, which its author can change afterwards. */
  readonly branch: string;
}

/** What the first line of a text is signed with, and for which place. */
export interface Seal {
  readonly place: Place;
  /** `null` for none: then the author of the comment is what counts. */
  readonly key: string | null;
}

/** The fewest characters of a signing key. */
export const leastKeyLength = 32;

/**
 * A text of this program for GitHub: the first line, signed where there is a key, and the text below it.
 *
 * @param render gives the text, of at most so many characters
 * @param limit the most characters of both
 */
export function sealed(
  what: MarkerFor,
  about: Reviewable,
  { place, key }: Seal,
  limit: number,
  render: (limit: number) => string,
): string {
  const { files, organization, digest, base, head, destructive, changes, refused } = about;
  const said = { files, organization, digest, base, head, destructive, changes, refused };
  const bare: Marker = { ...said, v: 2, for: what, text: unknown, signature: unknown };
  const text = render(limit - markerLine(bare).length - 1);
  const marker: Marker = { ...bare, text: textDigest(text), signature: null };
  return `${markerLine({ ...marker, signature: key === null ? null : signatureOf(marker, place, key) })}\n${text}`;
}

/** As long as a digest or a signature. */
const unknown = '0'.repeat(64);

/** Whether the key's owner signed what the marker says, for this place. Takes the same time for every wrong signature. */
export function isSigned(marker: Marker, place: Place, key: string): boolean {
  if (marker.signature === null) return false;
  const wanted = Buffer.from(signatureOf(marker, place, key));
  const given = Buffer.from(marker.signature);
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}

/** HMAC-SHA-256 over everything that the marker says, in one order, and where. */
function signatureOf(
  marker: Marker,
  { repository, repositoryId, number, branch }: Place,
  key: string,
): string {
  const { v, for: what, files, organization, digest, base, head, destructive, changes } = marker;
  const { refused, text } = marker;
  const said = [v, what, files, organization, digest, base, head, destructive, changes, refused, text];
  const signed = JSON.stringify([
    'hf-groups marker',
    repository.toLowerCase(),
    repositoryId,
    number,
    branch,
    ...said,
  ]);
  return createHmac('sha256', key).update(signed).digest('hex');
}
