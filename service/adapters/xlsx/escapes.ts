/**
 * Text in SpreadsheetML: `_x000D_` stands for a character (ECMA-376-1, 22.9.2.19, ST_Xstring), so a literal `_x000D_` has to be written
 * `_x005F_x000D_`. The library that writes the workbook does not, so both directions are here.
 */

/** Writes a text so that Excel shows exactly this text. What XML can't hold becomes U+FFFD; cells never hold such a character. */
export function escapeText(text: string): string {
  return legalText(text).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
}

/** Reports whether a text reads like one of Excel's error values. */
export function isErrorValue(text: string): boolean {
  return /^#(VALUE!|REF!|N\/A|NAME\?|NULL!|DIV\/0!|NUM!|GETTING_DATA|SPILL!|CALC!)$/.test(text);
}

/** Replaces what XML 1.0 can't hold (section 2.2): control characters, unpaired surrogates and two non-characters. */
export function legalText(text: string): string {
  return text.replace(ILLEGAL, '\uFFFD');
}

/** Reads a text as Excel shows it. */
export function unescapeText(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

const ILLEGAL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
