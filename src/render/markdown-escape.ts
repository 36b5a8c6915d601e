/**
 * Text made harmless in GitHub's Markdown, outside of code: it comes out as it went in, and nothing in it becomes
 * markup, HTML, a link, a mention, or a reference. GitHub looks for mentions and references in the finished text, where
 * a backslash is gone, so these get a zero-width space after their first character, written as an entity. What could be
 * a commit, seven hexadecimal digits or more, gets one after every six. A space at either end is written as an entity
 * too, so that it makes neither a block of code nor asterisks around the text that are no emphasis.
 *
 * @param text on one line, without control characters (`shown`)
 */
export function escapeMarkdown(text: string): string {
  const escaped = text
    .replace(/[\\`*_[\]<>|~$&]/g, '\\$&')
    .replace(/^(\s*)([#+=:.)-])/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/, '$1\\$2');
  return escaped
    .replace(/[@#]/g, '$&&#8203;')
    .replace(/:\/\//g, ':&#8203;//')
    .replace(/(www)\./gi, '$1&#8203;.')
    .replace(/(GH|GHSA|CVE)-(?=\w)/gi, '$1&#8203;-')
    .replace(/:(?=[\w+\\-]+:)/g, ':&#8203;')
    .replace(/(?<![^\W_])[0-9a-f]{7,}(?![^\W_])/gi, (digits) => digits.replace(/.{6}(?=.)/g, '$&&#8203;'))
    .replace(/^\s|\s$/g, '&#32;');
}

/**
 * A code span with the text in it. Nothing in a code span is markup, and GitHub finds no mentions there.
 *
 * @param text on one line, without control characters (`shown`)
 */
export function codeSpan(text: string): string {
  if (text === '') return '` `';
  const ticks = '`'.repeat(longestRun(text) + 1);
  // A space on either side is taken away again, and keeps backticks of the text apart from those of the span.
  const padding = /^[`\s]|[`\s]$/.test(text) ? ' ' : '';
  return `${ticks}${padding}${text}${padding}${ticks}`;
}

/** A code span in a cell of a table. A bar would end the cell even there, so it is shown as an escape. */
export function codeCell(text: string): string {
  return codeSpan(text.replaceAll('|', '\\u{7c}'));
}

/** A fence that none of the lines can end: longer than any run of backticks in them, at least three. */
export function fenceFor(lines: readonly string[]): string {
  return '`'.repeat(lines.reduce((length, line) => Math.max(length, longestRun(line) + 1), 3));
}

/** How many backticks stand in a row at most. */
function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
}
