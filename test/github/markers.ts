import { type Marker, markerLine } from '../../src/review/marker.ts';

export const files = ['groups.yaml'];

/** A marker of a plan for `files`. */
export function marker(fields: Partial<Marker> = {}): Marker {
  return {
    v: 1,
    for: 'plan',
    file: files,
    organization: 'acme-ai',
    digest: `sha256:${'0'.repeat(64)}`,
    head: 'a'.repeat(40),
    destructive: '',
    changes: '',
    applied: null,
    ...fields,
  };
}

/** A text with a marker as its first line. */
export const marked = (fields: Partial<Marker> = {}, text = 'text'): string =>
  `${markerLine(marker(fields))}\n${text}`;
