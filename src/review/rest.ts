/** The most characters of a text that this program writes to GitHub, which takes 65,536. */
export const commentLimit = 60_000;

/** Where the rest of a text stands that was cut. @param runUrl the page of the run; `null` when it is not known */
export function restOf(what: 'plan' | 'report' | 'list', runUrl: string | null): string {
  // The address comes from the runner. What could end the link is not put into one.
  const link = runUrl !== null && /^https?:\/\/[^\s()<>[\]\\]+$/.test(runUrl);
  return `The whole ${what} is in the ${link ? `[job summary](${runUrl})` : 'job summary'}.`;
}
