/** HTML as a tagged template: whatever is put into its places is escaped, unless it is such HTML itself. */
import { escapeHtml } from '../../application/escape-html.ts';

/** A piece of HTML. Only `html` makes it. */
export class Html {
  readonly #text: string;
  private constructor(text: string) {
    this.#text = text;
  }
  /** Escapes the values of a template. */
  static of(strings: TemplateStringsArray, values: readonly HtmlValue[]): Html {
    return new Html(strings.reduce((text, string, at) => `${text}${textOf(values[at - 1])}${string}`));
  }
  toString(): string {
    return this.#text;
  }
}

/** What a place takes; nothing is written for absent and false ones, and a list is written one after the other. */
export type HtmlValue = Html | string | number | false | undefined | readonly HtmlValue[];

/** `html\`<p>${text}</p>\``. Attributes must stand in double quotes. */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return Html.of(strings, values);
}

function textOf(value: HtmlValue): string {
  if (value === undefined || value === false) return '';
  if (value instanceof Html) return value.toString();
  if (typeof value === 'object') return value.map(textOf).join('');
  return escapeHtml(String(value));
}
