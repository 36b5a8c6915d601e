/** No line of a folded document is longer, so that it is read without scrolling. */
const width = 116;

/** JSON with as many short values on one line as fit there; a text that is no JSON as it is. */
export function folded(text: string): string {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return text;
  }
  return `${fold(data, '', 0)}\n`;
}

/** @param taken what stands on the line before and after the value */
function fold(data: unknown, indent: string, taken: number): string {
  const line = inline(data);
  if (indent.length + taken + line.length <= width || typeof data !== 'object' || data === null) return line;
  const inner = `${indent}  `;
  const isList = Array.isArray(data);
  const lines = Object.entries(data).map(([key, value]) => {
    const name = isList ? '' : `${JSON.stringify(key)}: `;
    return `${inner}${name}${fold(value, inner, name.length + 1)}`;
  });
  const [open, close] = isList ? '[]' : '{}';
  return `${open}\n${packed(lines).join(',\n')}\n${indent}${close}`;
}

/** Entries of one line each put together, as many as fit. */
function packed(entries: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const entry of entries) {
    const last = lines.at(-1);
    const both = `${last}, ${entry.trimStart()}`;
    if (last === undefined || both.includes('\n') || both.length > width) lines.push(entry);
    else lines[lines.length - 1] = both;
  }
  return lines;
}

function inline(data: unknown): string {
  if (Array.isArray(data)) return `[${data.map(inline).join(', ')}]`;
  if (typeof data !== 'object' || data === null) return JSON.stringify(data);
  const entries = Object.entries(data).map(([key, value]) => `${JSON.stringify(key)}: ${inline(value)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}
