/** Looks of the sheet: quiet, printable, readable in black and white. Colours never say anything that words do not say too. */
import type { Drawing, Mark } from './sheet.ts';

const COLOURS = {
  header: '#1F3864',
  headerText: '#FFFFFF',
  title: '#1F3864',
  quiet: '#595959',
  copy: '#A6A6A6',
  copySoft: '#F2F2F2',
  own: '#E3F3E4',
  error: '#FBD5D5',
  conflict: '#FFE8B3',
  late: '#9C0006',
  text: '#000000',
} as const;

/** Queues the looks of the table: header, banding, wrapped text at the top of its cell, widths, hidden key and version. */
export function styleTable(table: Excel.Table, { header, body, key }: { header: Excel.Range; body: Excel.Range; key: Excel.Range }): void {
  table.style = 'TableStyleLight15';
  table.showBandedRows = true;
  table.showFilterButton = true;
  styleHeader(header);
  body.format.verticalAlignment = 'Top';
  key.columnHidden = true;
}

/** Queues the looks of a line of headers. */
export function styleHeader(header: Excel.Range): void {
  header.format.fill.color = COLOURS.header;
  header.format.font.color = COLOURS.headerText;
  header.format.font.bold = true;
  header.format.wrapText = true;
  header.format.verticalAlignment = 'Center';
}

/** Queues the looks of cells that are to be read only: grey, since they are not the grid, with a line below each row. */
export function styleCopy(sheet: Excel.Worksheet, body: Excel.Range): void {
  sheet.tabColor = COLOURS.copy;
  body.format.fill.color = COLOURS.copySoft;
  body.format.wrapText = true;
  body.format.verticalAlignment = 'Top';
  for (const edge of ['InsideHorizontal', 'EdgeBottom'] as const) {
    const line = body.format.borders.getItem(edge);
    line.style = 'Continuous';
    line.color = COLOURS.copy;
  }
}

/** Queues the width of one column. Excel counts in points: about 7 pixels a character and 5 of margin, 0.75 points a pixel. */
export function styleColumn(column: Excel.Range, widthCharacters: number): void {
  column.format.columnWidth = (widthCharacters * 7 + 5) * 0.75;
}

/** Queues the looks of the lines above the table. */
export function styleTitle(title: Excel.Range, subtitle: Excel.Range): void {
  title.format.font.bold = true;
  title.format.font.size = 16;
  title.format.font.color = COLOURS.title;
  subtitle.format.font.color = COLOURS.quiet;
}

/** Queues how the sheet is printed: landscape, all columns on one page's width, the header on each page, its marking in the footer. */
export function stylePage(sheet: Excel.Worksheet, { headerRow, subtitle }: { headerRow: number; subtitle: Drawing['subtitle'] }): void {
  sheet.pageLayout.orientation = 'Landscape';
  sheet.pageLayout.zoom = { horizontalFitToPages: 1, verticalFitToPages: 0 };
  sheet.pageLayout.setPrintTitleRows(`$${headerRow + 1}:$${headerRow + 1}`);
  markPage(sheet, subtitle);
}

/** Queues the footer that says how the sheet is marked. */
export function markPage(sheet: Excel.Worksheet, subtitle: Drawing['subtitle']): void {
  // An ampersand begins a code in headers and footers.
  sheet.pageLayout.headersFooters.defaultForAllPages.leftFooter = subtitle.replaceAll('&', '&&');
}

/** Queues the looks of one's own rows: a light ground, and the member's name bold, so that they are found without colour too. */
export function styleOwnRows({ rows, names, allNames }: { rows: Excel.Range[]; names: Excel.Range[]; allNames: Excel.Range[] }): void {
  for (const range of allNames) range.format.font.bold = false;
  for (const range of names) range.format.font.bold = true;
  for (const range of rows) range.format.fill.color = COLOURS.own;
}

/** Queues how a status looks: an overdue one stands out, since the Secretariat looks for it. */
export function queueStatusLook(cells: Excel.Range, late: boolean): void {
  cells.format.font.color = late ? COLOURS.late : COLOURS.text;
  cells.format.font.bold = late;
}

/** Queues the mark of one cell. */
export function queueMark(cell: Excel.Range, mark: Mark): void {
  if (mark === 'none') cell.format.fill.clear();
  else cell.format.fill.color = COLOURS[mark];
}
