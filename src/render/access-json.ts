import type { AccessReport } from '../model/access.ts';
import { safeJson } from './json.ts';

/**
 * A report of access as JSON, `schemas/access.schema.json`: each group and each row on a line of its own, so that two
 * reports can be compared line by line. The same report gives the same bytes.
 */
export function accessJson({ groups, rows, ...head }: AccessReport): string {
  const opened = safeJson(JSON.stringify(head, null, 2)).replace(/\n\}$/, '');
  return `${opened},\n  "groups": ${lines(groups)},\n  "rows": ${lines(rows)}\n}\n`;
}

/** So many are looked at together for what needs an escape: most texts have nothing of it. */
const itemsAtOnce = 200;

function lines(items: readonly unknown[]): string {
  if (items.length === 0) return '[]';
  const chunks: string[] = [];
  for (let at = 0; at < items.length; at += itemsAtOnce) {
    const texts = items.slice(at, at + itemsAtOnce).map((item) => JSON.stringify(item));
    chunks.push(safeJson(texts.join(',\n    ')));
  }
  return `[\n    ${chunks.join(',\n    ')}\n  ]`;
}
