/**
 * Takes the grid from a Word or Excel file (POST /imports): what it would change in each row, and with `apply` changes it, for the Secretariat alone.
 * 1. What the file leaves empty stays as it is: no cell, row or member is ever cleared by an import.
 * 2. A cell that the file fills gets the file's lines. Lines that go are in the report (`before`), and stay in the row's history.
 * 3. Each changed row is one edit with the version it was compared with as its base, so that a change in between becomes a merge or a conflict.
 * 4. Taking the same file again changes nothing.
 * 5. The words of a gap stand for the lines that are withheld there: those stay (fill-gaps.ts).
 */
import { randomUUID } from 'node:crypto';
import { say } from '#contract/catalogue/say.ts';
import type { Edit, EditResult } from '#contract/edit.ts';
import type { Cell, Column, GridDefinition, SheetDefinition } from '#contract/grid.ts';
import type { ImportedRow, ImportReport } from '#contract/import.ts';
import type { Problem } from '#contract/problem.ts';
import { cellError, linesOfInput } from '#contract/validation.ts';
import { withoutTypesetting } from '../domain/comparable.ts';
import { itemsOf } from '../domain/items.ts';
import { itemMarking } from '../domain/marks.ts';
import { type MatchedRow, type MatchedTable, matchTables } from '../domain/match-table.ts';
import type { Principal } from '../domain/principal.ts';
import type { RowHead } from '../domain/state.ts';
import { AppError } from './app-error.ts';
import { type FoundTable, type TableReader, UnreadableFile } from './documents.ts';
import { formatOf } from './file-format.ts';
import { fillGaps } from './fill-gaps.ts';

/** What taking a file needs of the rest. */
export interface TakeFileDeps {
  tables: TableReader;
  /** Throws AppError `unknown-grid`. */
  definition(grid: string): GridDefinition;
  /** The rows of the grid as they stand. */
  rows(grid: string): Iterable<RowHead>;
  /** Saves one edit as any other is saved; refusals come as its result. */
  saveEdit(principal: Principal, request: { grid: string; edit: Edit; route: 'import' }): Promise<EditResult>;
  /** A refusal as it stands in a report. */
  problemOf(error: AppError): Problem;
}

/** Throws AppError `unknown-grid`, `forbidden`, `unreadable-file`, and what saving may throw. */
export async function takeFile(
  deps: TakeFileDeps,
  principal: Principal,
  { grid, bytes, apply }: { grid: string; bytes: Uint8Array; apply: boolean },
): Promise<ImportReport> {
  const definition = deps.definition(grid);
  if (principal.role !== 'secretariat') throw new AppError('forbidden');
  const { format, tables } = await readFile(deps.tables, bytes);
  const table = matchTables(tables, definition);
  if (!table) throw unreadable('no-table');
  const planned = planRows(deps, { definition, table, rows: [...deps.rows(grid)] });
  const reason = say(format === 'docx' ? 'import.reason-docx' : 'import.reason-xlsx');
  const rows = apply ? await Promise.all(planned.map((plan) => saveRow(deps, principal, { grid, plan, reason }))) : planned.map(({ report }) => report);
  return { applied: apply, format, rows, unmatched: table.unmatched, missing: table.missing };
}

/** A row of the file beside the row as it stands: the report of a preview, and the edit where there is something to save. */
interface RowPlan {
  report: ImportedRow;
  edit: Omit<Edit, 'editId' | 'reason'> | undefined;
}

async function readFile(reader: TableReader, bytes: Uint8Array): Promise<{ format: 'xlsx' | 'docx'; tables: FoundTable[] }> {
  try {
    const format = formatOf(bytes);
    return { format, tables: await reader.read(bytes, format) };
  } catch (error) {
    throw error instanceof UnreadableFile ? unreadable(error.reason, error) : error;
  }
}

function unreadable(reason: string, cause?: unknown): AppError {
  const key = REASONS[reason as keyof typeof REASONS] ?? REASONS.malformed;
  return new AppError('unreadable-file', { params: { reason: say(key) }, cause });
}

const REASONS = {
  'not-a-zip': 'unreadable.not-a-zip',
  'old-format': 'unreadable.old-format',
  'encrypted-or-old': 'unreadable.encrypted-or-old',
  encrypted: 'unreadable.encrypted',
  'too-large-unpacked': 'unreadable.too-large-unpacked',
  'too-many-entries': 'unreadable.too-many-entries',
  malformed: 'unreadable.malformed',
  'too-slow': 'unreadable.too-slow',
  'no-table': 'unreadable.no-table',
} as const;

function planRows(
  deps: Pick<TakeFileDeps, 'problemOf'>,
  { definition, table, rows }: { definition: GridDefinition; table: MatchedTable; rows: readonly RowHead[] },
): RowPlan[] {
  const sheet = definition.sheets.find(({ sheet: key }) => key === table.sheet);
  const heads = new Map(rows.flatMap((head) => (head.sheet === table.sheet ? [[head.member, head]] : [])));
  const names = new Map(definition.members.map(({ member, name }) => [member, name]));
  return table.rows.flatMap((matched) => {
    const head = heads.get(matched.member);
    return sheet && head ? [planRow(deps, { matched, head, definition, sheet, name: names.get(matched.member) ?? '' })] : [];
  });
}

/** A row of the file with the row of the grid that it is. */
interface RowOfFile {
  matched: MatchedRow;
  head: RowHead;
  definition: GridDefinition;
}

function planRow(
  deps: Pick<TakeFileDeps, 'problemOf'>,
  { matched, head, definition, sheet, name }: RowOfFile & { sheet: SheetDefinition; name: string },
): RowPlan {
  const changes = sheet.columns.flatMap((column) => changeOf(column, { matched, head, definition }));
  const error = changes.map(({ column, after }) => cellError(column, after)).find((found) => found !== undefined);
  const cells = changes.map(({ column, before, after }) => ({ column: column.key, before, after }));
  const report = { row: head.row, member: head.member, name, matchedBy: matched.matchedBy, cells, version: head.version };
  if (changes.length === 0) return { report: { ...report, status: 'unchanged' }, edit: undefined };
  const edit = { sheet: head.sheet, row: head.row, base: head.version, cells: Object.fromEntries(cells.map(({ column, after }) => [column, after])) };
  if (!error) return { report: { ...report, status: 'would-change' }, edit };
  return { report: { ...report, status: 'refused', problem: deps.problemOf(new AppError(error.code, { params: error.params })) }, edit };
}

/** What a cell would become. Lines that differ from a stored line in their typesetting alone keep the stored form. */
function changeOf(column: Column, { matched, head, definition }: RowOfFile): { column: Column; before: string[]; after: string[] }[] {
  const file = linesOfInput(column, matched.cells[column.key] ?? []);
  if (file.length === 0) return [];
  const before = linesOfCell(head.cells[column.key]);
  const stored = new Map(before.map((line) => [withoutTypesetting(line), line]));
  const after = fillGaps(
    file.map((line) => stored.get(line) ?? line),
    { items: itemsOf(head.cells, column.key), markingOf: (item) => itemMarking(head, item, definition) },
  );
  const same = after.length === before.length && after.every((line, index) => line === before[index]);
  return same ? [] : [{ column, before, after }];
}

function linesOfCell(cell: Cell | undefined): string[] {
  if (cell === undefined || cell === '') return [];
  return typeof cell === 'string' ? [cell] : cell.map(({ text }) => text);
}

async function saveRow(
  deps: Pick<TakeFileDeps, 'saveEdit'>,
  principal: Principal,
  { grid, plan, reason }: { grid: string; plan: RowPlan; reason: string },
): Promise<ImportedRow> {
  if (!plan.edit) return plan.report;
  const result = await deps.saveEdit(principal, { grid, edit: { ...plan.edit, editId: randomUUID(), reason }, route: 'import' });
  const { problem: _, ...report } = plan.report;
  return {
    ...report,
    status: result.status,
    ...(result.version === undefined ? {} : { version: result.version }),
    ...(result.problem === undefined ? {} : { problem: result.problem }),
  };
}
