import { named, quoted, said } from '../text/named.ts';
import type { Foreign, Phrase } from '../text/phrase.ts';
import { shown, shownName } from '../text/shown.ts';
import { escapeHtml } from './html-escape.ts';
import { codeSpan, escapeMarkdown } from './markdown-escape.ts';

/** On one line of a terminal or a log. */
export function phraseText(parts: Phrase): string {
  return shown(parts.map((part) => (typeof part === 'string' ? part : texts[part.form](part.text))).join(''));
}

/** In GitHub's Markdown, outside of code. */
export function phraseMarkdown(parts: Phrase): string {
  return parts.map((part) => (typeof part === 'string' ? part : markdowns[part.form](part.text))).join('');
}

/** In a page. */
export function phraseHtml(parts: Phrase): { readonly html: string } {
  const pieces = parts.map((part) =>
    typeof part === 'string' ? escapeHtml(part) : htmls[part.form](part.text),
  );
  return { html: pieces.join('') };
}

type Forms = Readonly<Record<Foreign['form'], (text: string) => string>>;

const texts: Forms = { word: named, name: quoted, said, message: (text) => text, place: (text) => text };

const inCode = (text: string): string => codeSpan(shownName(text));
const markdowns: Forms = {
  word: inCode,
  name: inCode,
  said: (text) => escapeMarkdown(shown(said(text))),
  message: (text) => escapeMarkdown(shown(text)),
  place: inCode,
};

const asName = (text: string): string => `<code><bdi>${escapeHtml(shownName(text))}</bdi></code>`;
const htmls: Forms = {
  word: asName,
  name: asName,
  said: (text) => `<bdi>${escapeHtml(shown(said(text)))}</bdi>`,
  message: (text) => escapeHtml(shown(text)),
  place: asName,
};
