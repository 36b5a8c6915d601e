import type { TargetRef } from '../../model/change.ts';
import { quoted } from '../../text/named.ts';

/** A target in a sentence: `"Evaluation"`, `the organization`. */
export function placeName(target: TargetRef): string {
  return target === null ? 'the organization' : quoted(target.name);
}
