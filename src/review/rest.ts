/** The most characters of a text that this program writes to GitHub, which takes 65,536. */
export const commentLimit = 60_000;

/** Where the rest of a text stands that was cut. @param runUrl the page of the run; `null` when it is not known */
export function restOf(what: 'plan' | 'report' | 'list', runUrl: string | null): string {
  return `The whole ${what} is in the ${runUrl === null ? 'job summary' : linked('job summary', runUrl)}.`;
}

/** A text of this program that leads to an address of GitHub's: without a link where something in it could end one. */
export function linked(text: string, url: string): string {
  return /^https?:\/\/[^\s()<>[\]\\]+$/.test(url) ? `[${text}](${url})` : text;
}
