/**
 * Text from outside for a pull request's own text, which a squash may make the message of a commit: there no code span
 * protects, so what GitHub would act on is broken by visible escapes. It skips workflows for `[skip ci]` and the like,
 * closes issues (`fixes #1`, `GH-1`, an address), and tells people who are mentioned.
 *
 * @param text on one line (`shown`)
 */
export function inert(text: string): string {
  return text
    .replace(/\[(?=(?:skip (?:ci|actions)|(?:ci|actions) skip|no ci)\])/gi, '\\u{5b}')
    .replace(/#(?=\d)/g, '\\u{23}')
    .replace(/GH-(?=\d)/gi, (word) => `${word.slice(0, 2)}\\u{2d}`)
    .replace(/(?<![\p{L}\p{N}_])@/gu, '\\u{40}')
    .replaceAll('://', ':\\u{2f}/');
}
