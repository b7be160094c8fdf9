/**
 * Where what stands in the consolidated workbook: marking, title and date on top, the table with one row for each row of the grid, notes and footnotes
 * below it. A row that needs more height than Excel allows takes several rows merged column by column, so that no line is cut off on paper.
 */
import type { Cell, CellStyle, MergeRange, NamedRange, RowDef, WriteSheet } from 'hucre';
import { colToLetter } from 'hucre/xlsx';
import { say, sayDate, sayShortDate } from '#contract/catalogue/say.ts';
import { linesWithGaps } from '#contract/gap.ts';
import type { Column, Grid, Member, Row, SheetDefinition } from '#contract/grid.ts';
import { highestMarking } from '#contract/marking.ts';
import { statusSentence } from '#contract/status.ts';
import { escapeText, isErrorValue } from './escapes.ts';
import { LINE_POINTS, MAX_ROW_POINTS, textPoints } from './text-height.ts';
import { headerFooter, PAGE, printNames } from './workbook-page.ts';
import { AS_OF, bodyStyle, HEADING, markingStyle, NOTE, numberStyle, TITLE } from './workbook-style.ts';

/** Lays out one sheet of the grid; `name` is its tab. */
export function layOutSheet(grid: Grid, { sheet, name }: { sheet: SheetDefinition; name: string }): { sheet: WriteSheet; names: NamedRange[] } {
  const page = blankPage([...sheet.columns.map(({ widthCharacters }) => widthCharacters), STATUS_WIDTH]);
  const marking = highestMarking(grid);
  const labelColumns = columnsWithin(page.widths, LABEL_CHARACTERS);
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
    headerFooter: headerFooter(grid, marking),
    view: { showGridLines: false },
  };
  return { sheet: laidOut, names: printNames({ sheet: name, block: page.block(), headingRow }) };
}

const STATUS_WIDTH = 22;
const LABEL_CHARACTERS = 20;
/** Columns to the left stay in sight while the sheet is moved sideways, unless they take too much of a small screen. */
const MAX_FROZEN_CHARACTERS = 45;

/** What stands in one cell, or in several merged side by side. */
interface PlacedText {
  text: string;
  style: CellStyle;
  number?: number;
  columns?: number;
  bold?: boolean;
}

interface Page {
  widths: readonly number[];
  /** Adds a line as high as its texts need; returns its number, from 1. */
  line(texts: readonly PlacedText[], height?: { points: number }): number;
  /** All lines, such as `$A$1:$G$27`. */
  block(): string;
  finish(): Pick<WriteSheet, 'columns' | 'cells' | 'rowDefs' | 'merges'>;
}

function blankPage(widths: readonly number[]): Page {
  const cells = new Map<string, Partial<Cell>>();
  const rowDefs = new Map<number, RowDef>();
  const merges: MergeRange[] = [];
  let next = 0;
  return {
    widths,
    line(texts, height) {
      const points =
        height?.points ??
        Math.max(MIN_POINTS, ...placed(texts, widths).map(({ text, width, bold }) => textPoints(text.text, { widthCharacters: width, bold })));
      const rows = points > MAX_ROW_POINTS ? Math.ceil(points / PART_POINTS) : 1;
      for (const { text, start, end } of placed(texts, widths)) {
        if (rows > 1 || end > start) merges.push({ startRow: next, startCol: start, endRow: next + rows - 1, endCol: end });
        for (let row = next; row < next + rows; row += 1)
          for (let column = start; column <= end; column += 1) cells.set(`${row},${column}`, { style: text.style });
        cells.set(`${next},${start}`, { ...content(text), style: text.style });
      }
      for (let row = next; row < next + rows; row += 1) rowDefs.set(row, { height: Math.ceil(points / rows) });
      next += rows;
      return next;
    },
    block: () => `$A$1:$${colToLetter(widths.length - 1)}$${next}`,
    // A column's width in the file includes 5 pixels of padding; a digit has 7.
    finish: () => ({ columns: widths.map((width) => ({ width: width + 0.71 })), cells, rowDefs, merges }),
  };
}

const MIN_POINTS = 18;
/** A row that is too high is cut into parts of some lines, so that a page can end after each. */
const PART_POINTS = 10 * LINE_POINTS;

/** The library takes a text such as `#REF!` for an error, but not in a run of rich text. */
function content({ text, number, style }: PlacedText): Partial<Cell> {
  if (number !== undefined) return { value: number };
  if (text === '') return { value: null };
  return isErrorValue(text) ? { richText: [{ text, ...(style.font ? { font: style.font } : {}) }] } : { value: escapeText(text) };
}

function placed(texts: readonly PlacedText[], widths: readonly number[]): { text: PlacedText; start: number; end: number; width: number; bold: boolean }[] {
  let start = 0;
  return texts.map((text) => {
    const end = start + (text.columns ?? 1) - 1;
    const width = widths.slice(start, end + 1).reduce((sum, column) => sum + column, 0);
    const place = { text, start, end, width, bold: text.bold ?? false };
    start = end + 1;
    return place;
  });
}

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

function columnsWithin(widths: readonly number[], characters: number): number {
  const enough = widths.findIndex((_, index) => widths.slice(0, index + 1).reduce((sum, width) => sum + width, 0) >= characters);
  return enough === -1 ? widths.length : enough + 1;
}

function frozenColumns(sheet: SheetDefinition): number {
  const editable = sheet.columns.findIndex(({ source }) => source === 'edit');
  const leading = sheet.columns.slice(0, editable);
  return leading.reduce((sum, { widthCharacters }) => sum + widthCharacters, 0) <= MAX_FROZEN_CHARACTERS ? leading.length : 0;
}
