const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** HTML that may stand in a page as it is; only the functions of this file and the page's parts make it. */
export interface Html {
  readonly html: string;
}

/**
 * A template whose values are escaped, but for those that are HTML already. A list of HTML is joined.
 *
 * @example html`<td>${name}</td>`
 */
export function html(
  parts: TemplateStringsArray,
  ...values: readonly (string | Html | readonly Html[])[]
): Html {
  let out = parts[0] ?? '';
  values.forEach((value, index) => {
    out += htmlOf(value) + (parts[index + 1] ?? '');
  });
  return { html: out };
}

/** Nothing at all. */
export const nothing: Html = { html: '' };

function htmlOf(value: string | Html | readonly Html[]): string {
  if (typeof value === 'string') return escapeHtml(value);
  if ('html' in value) return value.html;
  return value.map((one) => one.html).join('');
}

/** Text as it stands in HTML, in an element or in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
