/** A table as a workbook of one sheet, dressed and marked as the consolidated one: marking, title and sentences on top, the table, notes below it. */
import type { CellStyle, NamedRange, WriteSheet } from 'hucre';
import { writeXlsx } from 'hucre/xlsx';
import type { TableDocument, TableValue } from '../../application/documents.ts';
import { blankPage, columnsWithin, type PlacedText } from './blank-page.ts';
import { legalText } from './escapes.ts';
import { finishWorkbook } from './finish-workbook.ts';
import { FONT } from './text-height.ts';
import { headerFooter, PAGE, printNames } from './workbook-page.ts';
import { AS_OF, bodyStyle, dateStyle, HEADING, MARKING_CHARACTERS, markingStyle, NOTE, numberStyle, TITLE } from './workbook-style.ts';
import { tabNames } from './write-workbook.ts';

/** Writes the table; `at` is the instant its properties name. */
export async function writeTable(document: TableDocument, { at }: { at: string }): Promise<Uint8Array<ArrayBuffer>> {
  const written = new Date(at);
  const { sheet, names } = layOut(document);
  const bytes = await writeXlsx({
    sheets: [sheet],
    namedRanges: names,
    defaultFont: FONT,
    properties: {
      title: legalText(document.title),
      subject: legalText(document.subject),
      creator: legalText(document.organisation),
      company: legalText(document.organisation),
      keywords: document.marking,
      created: written,
      modified: written,
    },
  });
  return finishWorkbook(bytes, { written });
}

function layOut(document: TableDocument): { sheet: WriteSheet; names: NamedRange[] } {
  const { title, asOf, marking, columns, frozenColumns } = document;
  const [name = 'Table'] = tabNames([document.tab]);
  const page = blankPage(columns.map(({ widthCharacters }) => widthCharacters));
  const sentenceColumns = columnsWithin(page.widths, SENTENCE_CHARACTERS);
  page.line([{ text: marking, style: markingStyle(marking), columns: columnsWithin(page.widths, MARKING_CHARACTERS) }], { points: 21 });
  page.line([{ text: title, style: TITLE }], { points: 27 });
  page.line([{ text: asOf, style: AS_OF }], { points: 18 });
  for (const text of document.sentences) page.line([{ text, style: NOTE, columns: sentenceColumns }]);
  const headingRow = page.line(columns.map(({ label }) => ({ text: label, style: HEADING, bold: true })));
  for (const [index, { values, emphasis }] of document.rows.entries()) page.line(values.map((value) => cellOf(value, { banded: index % 2 === 1, emphasis })));
  page.line([]);
  for (const text of document.notes) page.line([{ text, style: NOTE, columns: sentenceColumns }]);
  const sheet = {
    name,
    ...page.finish(),
    freezePane: { rows: headingRow, columns: frozenColumns },
    pageSetup: PAGE,
    headerFooter: headerFooter({ title, asOf, marking }),
    view: { showGridLines: false },
  };
  return { sheet, names: printNames({ sheet: name, block: page.block(), headingRow }) };
}

/** A sentence above the table is as wide as is comfortable to read. */
const SENTENCE_CHARACTERS = 90;

function cellOf(value: TableValue, { banded, emphasis }: { banded: boolean; emphasis: boolean }): PlacedText {
  const look = { banded, emphasis: emphasis ? 'overdue' : 'none' } as const;
  if (typeof value === 'string') return { text: value, bold: emphasis, style: bodyStyle(look) };
  const style: CellStyle = typeof value === 'number' ? numberStyle(banded) : dateStyle(look);
  const number = typeof value === 'number' ? value : serialDay(value.date);
  return { text: typeof value === 'number' ? String(value) : value.date, number, style };
}

/** A date as Excel counts it: days since 30 December 1899 (ECMA-376-1, 18.17.4.1, the 1900 system from March 1900 on). */
function serialDay(localDate: string): number {
  return Math.round((Date.parse(`${localDate}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000);
}
