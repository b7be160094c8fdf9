/** How the consolidated workbook prints: A4 landscape, as wide as the page, the heading row and the marking on each page. */
import type { HeaderFooter, NamedRange, PageSetup } from 'hucre';
import { say } from '#contract/catalogue/say.ts';
import type { Marking } from '#contract/grid.ts';
import { escapeText } from './escapes.ts';

/** Page and margins. */
export const PAGE: PageSetup = {
  paperSize: 'a4',
  orientation: 'landscape',
  fitToPage: true,
  fitToWidth: 1,
  // 0 is as many pages as it takes (ECMA-376-1, 18.3.1.63).
  fitToHeight: 0,
  margins: { left: 0.4, right: 0.4, top: 0.75, bottom: 0.7, header: 0.3, footer: 0.3 },
  horizontalCentered: true,
};

/**
 * The names by which Excel knows what to print and which row to repeat (`headingRow` from 1). The library writes them too, but without the quotes
 * that a sheet name with a blank in it needs.
 */
export function printNames({ sheet, block, headingRow }: { sheet: string; block: string; headingRow: number }): NamedRange[] {
  const quoted = `'${sheet.replaceAll("'", "''")}'`;
  return [
    { name: '_xlnm.Print_Area', range: `${quoted}!${block}`, scope: sheet },
    { name: '_xlnm.Print_Titles', range: `${quoted}!$${headingRow}:$${headingRow}`, scope: sheet },
  ];
}

/** Title and marking above, date, page and marking below; the marking to the right and in 12 points, as TLP 2.0 asks. */
export function headerFooter({ title, asOf, marking }: { title: string; asOf: string; marking: Marking }): HeaderFooter {
  // The words of the catalogue hold no `&`; Excel fills in the numbers.
  const page = say('workbook.page', { page: '&P', pages: '&N' });
  const label = `&R${BOLD}&12 ${literal(marking)}`;
  return {
    oddHeader: `&L${PLAIN}${literal(shortened(title))}${label}`,
    oddFooter: `&L${PLAIN}${literal(asOf)}&C${PLAIN}${page}${label}`,
  };
}

/** A font also ends a size before it, so that a title beginning with a digit is not read as one. */
const PLAIN = '&9&"Arial,Regular"';
const BOLD = '&"Arial,Bold"';

/** A header may have 255 characters in all; Excel repairs a file with more. */
const MAX_TITLE = 100;

const shortened = (title: string): string => ([...title].length > MAX_TITLE ? `${[...title].slice(0, MAX_TITLE - 1).join('')}…` : title);

/** In a header `&` begins a code; `&&` is the character. */
const literal = (text: string): string => escapeText(text).replaceAll('&', '&&');
