import { visible } from '../text/visible.ts';

/** Text of a file as a message shows it: safe, and cut, since a thousand messages may repeat one long name. */
export function brief(text: string): string {
  return visible(text, 80);
}
