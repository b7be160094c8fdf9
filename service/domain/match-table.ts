/**
 * Which of the tables found in a foreign file is the grid's, which of its rows is which member's, and what each cell would get. Columns are known by
 * their headings and rows by their members, never by position. What is not recognised is reported, never guessed:
 * 1. A table is the grid's if it has the member column and at least one column that can be edited; the one with most columns is taken.
 * 2. Further tables of the same headings add the members that were not named before (a table that was cut in two).
 * 3. A member named twice gets the first row; the second is reported as unmatched.
 * 4. A row directly below, with neither number nor member, continues the row above it (cells merged downwards).
 * 5. Two columns with one heading are read one after the other.
 */
import type { Column, GridDefinition, SheetDefinition } from '#contract/grid.ts';
import { linesOfInput } from '#contract/validation.ts';
import { comparable, withoutTypesetting } from './comparable.ts';
import { type MemberMatch, memberFinder } from './match-member.ts';

/** Rows of cell texts as a file or the clipboard gives them; `line` counts from 1. */
export interface TextTable {
  headers: readonly string[];
  rows: readonly TextRow[];
}

interface TextRow {
  line: number;
  cells: readonly string[];
}

/** What a member's row would get: the lines of each recognised column that can be edited, [] where the file has none. */
export interface MatchedRow {
  member: string;
  line: number;
  matchedBy: MemberMatch['matchedBy'];
  cells: Record<string, string[]>;
}

/** `unmatched` are rows without a member, by the first 80 characters of their text; `missing` are members that no row names. */
export interface MatchedTable {
  sheet: string;
  rows: MatchedRow[];
  unmatched: { line: number; text: string }[];
  missing: string[];
}

/** Finds the grid's table. Returns nothing if no table has its headings. */
export function matchTables(tables: readonly TextTable[], definition: GridDefinition): MatchedTable | undefined {
  const headed = definition.sheets.flatMap((sheet) => {
    const columnsIn = columnFinder(sheet);
    return tables.flatMap((table) => headedTable(table, { sheet, columnsIn }) ?? []);
  });
  const best = headed.reduce<HeadedTable | undefined>((chosen, next) => (chosen && chosen.columns.size >= next.columns.size ? chosen : next), undefined);
  if (!best) return undefined;
  const others = headed.filter((table) => table !== best && table.sheet === best.sheet && sameColumns(table, best));
  return matchRows([best, ...others], definition);
}

/** A table whose heading row is known: column key → places of the cells that belong to it. */
interface HeadedTable {
  sheet: SheetDefinition;
  columnsIn: ColumnFinder;
  columns: ReadonlyMap<string, readonly number[]>;
  rows: readonly TextRow[];
}

/** Titles may stand above the heading row, but not whole pages. */
const HEADING_ROWS = 30;

const UNMATCHED_CHARACTERS = 80;

function headedTable({ headers, rows }: TextTable, { sheet, columnsIn }: Pick<HeadedTable, 'sheet' | 'columnsIn'>): HeadedTable | undefined {
  const candidates = [headers, ...rows.slice(0, HEADING_ROWS).map(({ cells }) => cells)];
  const at = candidates.findIndex((cells) => isHeading(columnsIn(cells), sheet));
  const heading = candidates[at];
  return heading && { sheet, columnsIn, columns: columnsIn(heading), rows: rows.slice(at) };
}

/** The columns that some cells name as headings: column key → places. */
type ColumnFinder = (cells: readonly string[]) => Map<string, number[]>;

/** Prepares the headings of a sheet for looking them up: every row of a file is asked whether it is the heading again. */
function columnFinder(sheet: SheetDefinition): ColumnFinder {
  const headings = sheet.columns.map(({ key, label }) => ({ key, label: comparable(label), name: comparable(key) }));
  return (cells) => {
    const texts = cells.map(comparable);
    const places = (fits: (text: string) => boolean) => texts.flatMap((text, place) => (fits(text) ? [place] : []));
    const found = new Map<string, number[]>();
    for (const { key, label, name } of headings) {
      const exact = places((text) => text === label || text === name);
      if (exact.length > 0) found.set(key, exact);
    }
    const taken = new Set([...found.values()].flat());
    for (const { key, label } of headings) {
      const longer = found.has(key) ? [] : places((text) => text.startsWith(`${label} `)).filter((place) => !taken.has(place));
      if (longer.length === 1) found.set(key, longer);
    }
    return found;
  };
}

/** A sheet whose members have no name column is known by their numbers. */
function isHeading(columns: ReadonlyMap<string, unknown>, sheet: SheetDefinition): boolean {
  const has = (source: Column['source']) => sheet.columns.some((column) => column.source === source && columns.has(column.key));
  const named = sheet.columns.some(({ source }) => source === 'member-name');
  return has(named ? 'member-name' : 'member-number') && has('edit');
}

const sameColumns = (a: HeadedTable, b: HeadedTable): boolean => a.columns.size === b.columns.size && [...a.columns.keys()].every((key) => b.columns.has(key));

function matchRows(tables: readonly [HeadedTable, ...HeadedTable[]], definition: GridDefinition): MatchedTable {
  const find = memberFinder(definition.members);
  const boilerplate = new Set([...definition.notes, ...definition.footnotes].map(comparable));
  const matched = new Map<string, MatchedRow>();
  const unmatched: MatchedTable['unmatched'] = [];
  for (const table of tables) {
    const read = readerOf(table);
    let above: { line: number; row: MatchedRow | undefined } | undefined;
    for (const { line, cells } of table.rows) {
      // Before anything else: a footnote may name a member.
      if (isRepeated(cells, { table, boilerplate })) continue;
      const content = read(cells);
      const row = continuedRow(content, { above, line }) ?? newRow(find(content), { line, content, matched });
      if (!row) unmatched.push({ line, text: excerpt(cells) });
      above = { line, row };
    }
  }
  const missing = definition.members.map(({ member }) => member).filter((member) => !matched.has(member));
  return { sheet: tables[0].sheet.sheet, rows: [...matched.values()], unmatched, missing };
}

/** What stands in the cells of a table row. */
interface RowText {
  name: string;
  number: string;
  lines: Record<string, string[]>;
}

/** Appends to the row above. A cell of kind `text` gets a second element, which the contract joins with a line break. */
function continuedRow(
  { name, number, lines }: RowText,
  { above, line }: { above: { line: number; row: MatchedRow | undefined } | undefined; line: number },
): MatchedRow | undefined {
  if (!above?.row || above.line !== line - 1 || name.trim() !== '' || number.trim() !== '') return undefined;
  // In place: a cell may be continued over thousands of rows.
  const { cells } = above.row;
  for (const [key, added] of Object.entries(lines)) {
    cells[key] ??= [];
    for (const text of added) cells[key].push(text);
  }
  return above.row;
}

function newRow(
  found: MemberMatch | undefined,
  { line, content, matched }: { line: number; content: RowText; matched: Map<string, MatchedRow> },
): MatchedRow | undefined {
  if (!found || matched.has(found.member.member)) return undefined;
  const row = { member: found.member.member, line, matchedBy: found.matchedBy, cells: content.lines };
  matched.set(row.member, row);
  return row;
}

function readerOf({ sheet, columns }: HeadedTable): (cells: readonly string[]) => RowText {
  const text = (cells: readonly string[], key: string) => (columns.get(key) ?? []).map((place) => withoutTypesetting(cells[place] ?? '')).join('\n');
  const textOfSource = (cells: readonly string[], source: Column['source']) =>
    sheet.columns.flatMap((column) => (column.source === source ? [text(cells, column.key)] : [])).join(' ');
  const editable = sheet.columns.filter(({ key, source }) => source === 'edit' && columns.has(key));
  return (cells) => ({
    name: textOfSource(cells, 'member-name'),
    number: textOfSource(cells, 'member-number'),
    lines: Object.fromEntries(editable.map((column) => [column.key, linesOfInput(column, text(cells, column.key))])),
  });
}

/** A row that says nothing of its own: the heading again on a new page, or the grid's notes and footnotes below it. */
function isRepeated(cells: readonly string[], { table, boilerplate }: { table: HeadedTable; boilerplate: ReadonlySet<string> }): boolean {
  const words = cells.filter((cell) => cell.trim() !== '');
  return words.every((cell) => boilerplate.has(comparable(cell))) || isHeading(table.columnsIn(cells), table.sheet);
}

const excerpt = (cells: readonly string[]): string => {
  const text = cells.map((cell) => withoutTypesetting(cell).replace(/\s+/g, ' ').trim()).filter((cell) => cell !== '');
  return [...text.join(' | ')].slice(0, UNMATCHED_CHARACTERS).join('');
};
