/**
 * Where what stands in the consolidated workbook: marking, title and date on top, the table with one row for each row of the grid, notes and footnotes
 * below it. A row that needs more height than Excel allows takes several rows merged column by column, so that no line is cut off on paper.
 */
import type { NamedRange, WriteSheet } from 'hucre';
import { say, sayDate, sayShortDate } from '#contract/catalogue/say.ts';
import { linesWithGaps } from '#contract/gap.ts';
import type { Column, Grid, Member, Row, SheetDefinition } from '#contract/grid.ts';
import { highestMarking } from '#contract/marking.ts';
import { statusSentence } from '#contract/status.ts';
import { blankPage, columnsWithin, type PlacedText } from './blank-page.ts';
import { headerFooter, PAGE, printNames } from './workbook-page.ts';
import { AS_OF, bodyStyle, HEADING, MARKING_CHARACTERS, markingStyle, NOTE, numberStyle, TITLE } from './workbook-style.ts';

/** Lays out one sheet of the grid; `name` is its tab. */
export function layOutSheet(grid: Grid, { sheet, name }: { sheet: SheetDefinition; name: string }): { sheet: WriteSheet; names: NamedRange[] } {
  const page = blankPage([...sheet.columns.map(({ widthCharacters }) => widthCharacters), STATUS_WIDTH]);
  const marking = highestMarking(grid);
  const labelColumns = columnsWithin(page.widths, MARKING_CHARACTERS);
  page.line([{ text: marking, style: markingStyle(marking), columns: labelColumns }], { points: 21 });
  page.line([{ text: say('workbook.title', { title: grid.definition.title, period: grid.period }), style: TITLE }], { points: 27 });
  page.line([{ text: say('workbook.as-of', { date: sayDate(grid.today) }), style: AS_OF }], { points: 18 });
  const labels = [...sheet.columns.map(({ label }) => label), say('workbook.status', { period: grid.period })];
  const headingRow = page.line(labels.map((text) => ({ text, style: HEADING, bold: true })));
  for (const [index, { row, member }] of rowsInOrder(grid, sheet).entries()) page.line(cellsOf({ row, member, sheet, banded: index % 2 === 1 }));
  page.line([]);
  for (const text of [...grid.definition.notes, ...grid.definition.footnotes]) page.line([{ text, style: NOTE, columns: page.widths.length }]);
  const laidOut = {
    name,
    ...page.finish(),
    freezePane: { rows: headingRow, columns: frozenColumns(sheet) },
    pageSetup: PAGE,
    headerFooter: headerFooter({
      title: say('workbook.title', { title: grid.definition.title, period: grid.period }),
      asOf: say('workbook.as-of', { date: sayDate(grid.today) }),
      marking,
    }),
    view: { showGridLines: false },
  };
  return { sheet: laidOut, names: printNames({ sheet: name, block: page.block(), headingRow }) };
}

const STATUS_WIDTH = 22;
/** Columns to the left stay in sight while the sheet is moved sideways, unless they take too much of a small screen. */
const MAX_FROZEN_CHARACTERS = 45;

/** Every member by its number; a member without a row has an empty one, so that nobody looks forgotten. */
function rowsInOrder(grid: Grid, sheet: SheetDefinition): { row: Row | undefined; member: Member }[] {
  return [...grid.definition.members]
    .sort((a, b) => a.no - b.no)
    .flatMap((member) => {
      const rows: (Row | undefined)[] = grid.rows.filter((row) => row.sheet === sheet.sheet && row.member === member.member);
      return (rows.length > 0 ? rows : [undefined]).map((row) => ({ row, member }));
    });
}

function cellsOf({ row, member, sheet, banded }: { row: Row | undefined; member: Member; sheet: SheetDefinition; banded: boolean }): PlacedText[] {
  return [...sheet.columns.map((column) => cellOf(column, { row, member, banded })), statusCell(row, banded)];
}

function cellOf(column: Column, { row, member, banded }: { row: Row | undefined; member: Member; banded: boolean }): PlacedText {
  if (column.source === 'member-number') return { text: String(member.no), number: member.no, style: numberStyle(banded) };
  if (column.source === 'member-name') return { text: member.name, bold: true, style: bodyStyle({ banded, emphasis: 'bold' }) };
  const cell = row?.cells[column.key] ?? '';
  const text = typeof cell === 'string' ? cell : linesWithGaps(cell).join('\n');
  return { text, style: bodyStyle({ banded, emphasis: 'none' }) };
}

function statusCell(row: Row | undefined, banded: boolean): PlacedText {
  if (!row) return { text: '', style: bodyStyle({ banded, emphasis: 'none' }) };
  const { code, params } = statusSentence(row.status);
  const text = say(code, { ...params, dueOn: sayShortDate(params.dueOn), submittedOn: sayShortDate(params.submittedOn) });
  const emphasis = row.status.overdue ? 'overdue' : 'none';
  return { text, bold: row.status.overdue, style: bodyStyle({ banded, emphasis }) };
}

function frozenColumns(sheet: SheetDefinition): number {
  const editable = sheet.columns.findIndex(({ source }) => source === 'edit');
  const leading = sheet.columns.slice(0, editable);
  return leading.reduce((sum, { widthCharacters }) => sum + widthCharacters, 0) <= MAX_FROZEN_CHARACTERS ? leading.length : 0;
}
