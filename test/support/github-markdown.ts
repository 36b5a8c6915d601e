import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

/**
 * GitHub's Markdown as HTML, with raw HTML let through but for the tags that GitHub's tag filter takes away. Comments
 * are left out, as a page does not show them. GitHub's own additions (alerts, mentions, references) are not made.
 */
export function githubHtml(markdown: string): string {
  const html = micromark(markdown, {
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
    allowDangerousHtml: true,
  });
  return html.replace(/<!--[\s\S]*?-->/g, '');
}

/** The tags of HTML in their order, with their attributes. */
export function tagsOf(html: string): readonly string[] {
  return html.match(/<\/?[a-z][^<>]*>/gi) ?? [];
}

/**
 * What GitHub would make a mention, a reference, a link or an emoji of in the text outside of code.
 *
 * @param html from {@link githubHtml}
 */
export function referencesOf(html: string): readonly string[] {
  const text = html
    .replace(/<(code|pre)\b[^>]*>[\s\S]*?<\/\1>/g, ' code ')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
  return (
    text.match(
      /@[a-z0-9]|#\d|\b(?:GH-\d|GHSA-\w|CVE-\d)|\b[0-9a-f]{7,64}\b|https?:\/\/|\bwww\.|:[a-z0-9_+-]+:/giu,
    ) ?? []
  );
}
