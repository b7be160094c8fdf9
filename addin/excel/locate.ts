/**
 * Finds and reads the grid wherever it is by now. The order: the table found last time, any table whose header has the key column (ours by name first), then the
 * first rows of each sheet, where the table was made a plain range. In the ordinary case all of it is one request.
 */
import { BASE_SHEET, type LinePlaces, queueLines } from './base-sheet.ts';
import { type Block, type GridPlace, KEY_HEADER, REV_HEADER, readBlock, runsOf } from './layout.ts';
import type { GridReading, Reading } from './sheet.ts';

/** What the adapter keeps of a reading. */
export interface Place {
  grid: GridPlace | undefined;
  lines: LinePlaces;
  sheetNames: string[];
  tableNames: string[];
}

/** Where the grid was found last, and the workbook in which a search was in vain. */
export interface Trail {
  found: { sheetId: string; tableId: string | undefined } | undefined;
  inVain: string;
  place: GridPlace | undefined;
}

/** The cells that a person should find unlocked. */
export interface OpenCells {
  rows: readonly string[];
  headers: readonly string[];
}

const WINDOW = { rows: 200, columns: 60 } as const;

/** Reads the workbook. One sync when the grid is where it was, or when there is none. */
export async function lookAt(
  context: Excel.RequestContext,
  trail: Trail,
  lastLines: ReadonlyMap<string, number>,
  open: OpenCells | undefined,
): Promise<Reading & { place: Place }> {
  const lines = queueLines(context);
  const shared = context.workbook.getIsActiveCollabSession();
  const sheets = context.workbook.worksheets;
  const tables = context.workbook.tables;
  sheets.load('items/id,items/name');
  tables.load('items/id,items/name,items/worksheet/name');
  const known = trail.found ? queueBlock(context, trail.found) : undefined;
  const locks = queueLockCheck(context, trail.place, lastLines, open);
  await context.sync();

  let found = known?.();
  const signature = [...sheets.items, ...tables.items].map(({ id }) => id).join(' ');
  if (!found && signature !== trail.inVain) {
    trail.found = await search(context, { sheets: sheets.items, tables: tables.items });
    if (trail.found) {
      const again = queueBlock(context, trail.found);
      await context.sync();
      found = again();
    }
  }
  trail.inVain = found ? '' : signature;
  trail.found = found?.place;
  trail.place = found?.place;

  const hidden = lines();
  const grid: GridReading | undefined = found && { ...found.grid, locksBroken: found.grid.protected && locks() };
  const place: Place = {
    grid: found?.place,
    lines: hidden.places,
    sheetNames: sheets.items.map(({ name }) => name),
    tableNames: tables.items.map(({ name }) => name),
  };
  const copies = tables.items.filter(({ id, name }) => found !== undefined && id !== found.place.tableId && isOurs(name));
  return { grid, lines: hidden.lines, copies: copies.map(({ worksheet }) => worksheet.name), shared: shared.value, place };
}

interface FoundGrid {
  grid: Omit<GridReading, 'locksBroken'>;
  place: GridPlace;
}

function queueBlock(context: Excel.RequestContext, { sheetId, tableId }: { sheetId: string; tableId: string | undefined }): () => FoundGrid | undefined {
  const table = tableId === undefined ? undefined : context.workbook.tables.getItemOrNullObject(tableId);
  const sheet = table ? table.worksheet : context.workbook.worksheets.getItemOrNullObject(sheetId);
  const range = table ? table.getRange() : sheet.getUsedRangeOrNullObject(true);
  table?.load('id');
  table?.autoFilter.load('isDataFiltered');
  sheet.load('id,name');
  sheet.protection.load('protected');
  range.load('values,formulas,text,rowIndex,columnIndex');
  return () => {
    if (table?.isNullObject || sheet.isNullObject || range.isNullObject) return undefined;
    const block: Block = { row: range.rowIndex, column: range.columnIndex, values: range.values, formulas: range.formulas, text: range.text };
    const read = readBlock(block);
    if (!read) return undefined;
    const how = { sheetName: sheet.name, protected: sheet.protection.protected, filtered: table?.autoFilter.isDataFiltered ?? false, plain: !table };
    return { grid: { ...read.grid, ...how }, place: { ...read.place, sheetId: sheet.id, tableId } };
  };
}

async function search(context: Excel.RequestContext, { sheets, tables }: { sheets: Excel.Worksheet[]; tables: Excel.Table[] }): Promise<Trail['found']> {
  const ours = (table: Excel.Table): number => (isOurs(table.name) ? 0 : 1);
  const candidates = tables
    .toSorted((a, b) => ours(a) - ours(b))
    .map((table) => {
      const header = table.getRange().getRow(0);
      header.load('values');
      table.worksheet.load('id');
      return { table, header };
    });
  const windows = sheets
    .filter(({ name }) => name !== BASE_SHEET)
    .map((sheet) => {
      const corner = sheet.getRangeByIndexes(0, 0, WINDOW.rows, WINDOW.columns);
      corner.load('values');
      return { sheet, corner };
    });
  await context.sync();
  const table = candidates.find(({ header }) => hasKey(header.values))?.table;
  if (table) return { sheetId: table.worksheet.id, tableId: table.id };
  const sheet = windows.find(({ corner }) => hasKey(corner.values))?.sheet;
  return sheet && { sheetId: sheet.id, tableId: undefined };
}

/** The tables of the grid and of copies that a person made of its sheet. */
const isOurs = (tableName: string): boolean => tableName.startsWith('grid_');
const hasKey = (values: unknown[][]): boolean => values.some((cells) => cells.includes(KEY_HEADER) && cells.includes(REV_HEADER));

// A pasted cell brings its lock along, and a person could not type there any more. Looked at where the rows were last time: on a protected sheet they stay.
function queueLockCheck(
  context: Excel.RequestContext,
  place: GridPlace | undefined,
  lastLines: ReadonlyMap<string, number>,
  open: OpenCells | undefined,
): () => boolean {
  if (!place || !open) return () => false;
  const rows = open.rows.flatMap((row) => lastLines.get(row) ?? []);
  const columns = open.headers.flatMap((header) => place.columns.get(header) ?? []);
  const sheet = context.workbook.worksheets.getItemOrNullObject(place.sheetId);
  const checks = runsOf(rows).flatMap((run) =>
    runsOf(columns).map((across) => {
      const { protection } = sheet.getRangeByIndexes(run.from, across.from, run.to - run.from + 1, across.to - across.from + 1).format;
      protection.load('locked');
      return protection;
    }),
  );
  return () => checks.some(({ isNullObject, locked }) => !isNullObject && locked !== false);
}
