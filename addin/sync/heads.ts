/** The grid as the service has it, as far as this add-in has heard: heads of rows, brought forward by entries and answers. */
import * as z from 'zod/mini';
import type { EditResult } from '#contract/edit.ts';
import type { PublicEntry } from '#contract/entry.ts';
import { Cells, type Grid, type Row, type SheetDefinition } from '#contract/grid.ts';
import type { RowStatus } from '#contract/period.ts';
import type { HeadTexts } from './apply.ts';
import { textsOf } from './cells.ts';

/** A row's newest version with what the sheet needs of it. */
export interface Head extends HeadTexts {
  by: string;
  at: string;
  member: string;
  /** With the ids of their items. */
  cells: Cells;
  /** As a person calls the row. */
  name: string;
  status: RowStatus;
}

/** The sheet of the grid that this workbook carries: its first. */
export function sheetOf(grid: Grid): SheetDefinition {
  const [first] = grid.definition.sheets;
  if (!first) throw new TypeError('a grid has at least one sheet');
  return first;
}

/** The heads by row key, in the order of the grid. */
export function headsOf(grid: Grid): Map<string, Head> {
  const sheet = sheetOf(grid);
  const members = new Map(grid.definition.members.map((member) => [member.member, member]));
  const rows = grid.rows.filter((row) => row.sheet === sheet.sheet);
  return new Map(
    rows.map((row) => {
      const member = members.get(row.member);
      const texts = textsOf(sheet.columns, { cells: row.cells, member });
      return [
        row.row,
        {
          version: row.version,
          texts,
          cells: row.cells,
          by: row.updatedBy,
          at: row.updatedAt,
          member: row.member,
          name: member?.shortName ?? row.row,
          status: row.status,
        },
      ];
    }),
  );
}

const SavedRow = z.object({ cells: Cells });

/** The grid after entries of its ledger. `stale`: something else than rows changed, so it has to be fetched anew. */
export function afterEntries(grid: Grid, entries: readonly PublicEntry[]): { grid: Grid; stale: boolean } {
  let { rows, cursor } = grid;
  let stale = false;
  for (const entry of entries) {
    if (entry.cursor <= cursor) continue;
    cursor = entry.cursor;
    const content = z.safeParse(SavedRow, entry.content);
    const { version } = entry;
    if (entry.kind !== 'row.saved' || version === undefined || !content.success) stale = true;
    else rows = rows.map((row) => (isRow(row, entry) ? newer(row, { version, cells: content.data.cells, at: entry.at, by: entry.by }) : row));
  }
  return { grid: { ...grid, rows, cursor }, stale };
}

/** The grid after the answer to an edit. `by` and `at` are the sender's, where the edit made the version and its entry, which has the service's time, has not come before. */
export function afterResult(grid: Grid, { version, cells, row: key, status }: EditResult, { by, at }: { by: string; at: string }): Grid {
  if (version === undefined || cells === undefined) return grid;
  const made = status === 'saved' || status === 'merged';
  const rows = grid.rows.map((row) => {
    if (!isRow(row, { row: key })) return row;
    const { updatedAt, updatedBy } = row;
    return newer(row, { version, cells, ...(made && version > row.version ? { at, by } : { at: updatedAt, by: updatedBy }) });
  });
  return { ...grid, rows };
}

const isRow = (row: Row, { row: key, sheet }: { row?: string | undefined; sheet?: string | undefined }): boolean =>
  row.row === key && (sheet === undefined || row.sheet === sheet);

function newer(row: Row, { version, cells, at, by }: { version: number; cells: Row['cells']; at: string; by: string }): Row {
  if (version < row.version) return row;
  return { ...row, version, cells, updatedAt: at, updatedBy: by, status: version > row.version ? statusAfterSave(row.status) : row.status };
}

/** What a new version makes of a row's status until the grid is fetched the next time. */
function statusAfterSave(status: RowStatus): RowStatus {
  if (status.state === 'missing') return { ...status, state: 'edited' };
  return status.state === 'edited' ? status : { ...status, changedSince: true };
}
