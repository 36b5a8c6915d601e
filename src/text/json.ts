/** Deeper than anything that is meant, and far from what the stack holds. */
const deepest = 100;

/**
 * Reads JSON of others. What is nested too deeply is refused before it is read: whoever walked through it, to check,
 * to sort or to write it, would run out of stack.
 *
 * @throws SyntaxError
 */
export function parseJson(text: string): unknown {
  if (isTooDeep(text)) throw new SyntaxError(`nested more than ${deepest} deep`);
  return JSON.parse(text);
}

/** Whether the text, where it is JSON, has more than {@link deepest} arrays and objects within each other. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) at = endOfString(text, at);
    else if (code === openArray || code === openObject) {
      depth++;
      if (depth > deepest) return true;
    } else if (code === closeArray || code === closeObject) depth--;
  }
  return false;
}

/** Where the quotation mark is that ends the string which begins at `start`; beyond the text when none does. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(at - 1 - backslashes) === backslash) backslashes++;
  return backslashes % 2 === 1;
}

const [quote, backslash, openArray, closeArray, openObject, closeObject] = [
  34, 92, 91, 93, 123, 125,
] as const;
