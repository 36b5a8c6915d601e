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

function lines(items: readonly unknown[]): string {
  if (items.length === 0) return '[]';
  return `[\n${items.map((item) => `    ${lineOf(item)}`).join(',\n')}\n  ]`;
}

/** Most lines have nothing in them that needs an escape. */
function lineOf(item: unknown): string {
  const text = JSON.stringify(item);
  return /[^ -~]|##/.test(text) ? safeJson(text) : text;
}
