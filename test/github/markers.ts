import { type Marker, markerLine } from '../../src/review/marker.ts';

export const files = ['groups.yaml'];

/** Which configuration it is. */
export const subject = { files, organization: 'acme-ai' };

/** A marker of a plan for `files`. */
export function marker(fields: Partial<Marker> = {}): Marker {
  return {
    v: 2,
    for: 'plan',
    files,
    organization: 'acme-ai',
    digest: `sha256:${'0'.repeat(64)}`,
    base: 'b'.repeat(40),
    head: 'a'.repeat(40),
    destructive: '',
    changes: '',
    refused: false,
    text: null,
    signature: null,
    ...fields,
  };
}

/** A text with a marker as its first line. */
export const marked = (fields: Partial<Marker> = {}, text = 'text'): string =>
  `${markerLine(marker(fields))}\n${text}`;
