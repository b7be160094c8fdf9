/** Grids as they stand, for tests of exports and imports: the grid that is shipped, and one with other columns and two sheets. */
import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { type Grid, GridDefinition, type Item } from '#contract/grid.ts';
import type { RowStatus } from '#contract/period.ts';

/** The definition of the grid that is shipped. */
export const WBCTI = z.parse(GridDefinition, JSON.parse(readFileSync(new URL('../../service/grids/wbcti.json', import.meta.url), 'utf8')));

const limits = { maxCharacters: 1_000, maxLines: 20 };

/** Three members, other columns, two sheets whose titles Excel would not take as they are. */
export const HARBOURS = z.parse(GridDefinition, {
  grid: 'harbours',
  title: 'Harbours & Co',
  organisation: 'Port Board',
  timeZone: 'Europe/Ljubljana',
  calendar: { every: 'quarter', firstPeriod: '2026-Q4', stages: [{ stage: 'due-soon', daysFromDue: -3 }] },
  marking: 'TLP:GREEN',
  sheets: [
    {
      sheet: 'quays',
      title: 'Quays: 2026/27',
      columns: [
        { key: 'member', label: 'Harbour', kind: 'text', source: 'member-name', limits, widthCharacters: 25 },
        { key: 'state', label: 'State of the quay', kind: 'text', limits },
        { key: 'plans', label: 'Plans', kind: 'items', limits, widthCharacters: 40 },
      ],
    },
    { sheet: 'cranes', title: 'Quays: 2026?27', columns: [{ key: 'cranes', label: 'Cranes', kind: 'items', limits }] },
  ],
  members: [
    { member: 'koper', no: 2, name: 'Koper – Port', shortName: 'Koper', kind: 'organisation', from: '2026-10-01' },
    { member: 'bar', no: 1, name: "Bar: Luka 'Bar'", shortName: 'Bar', kind: 'organisation', from: '2026-10-01' },
    { member: 'durres', no: 3, name: 'Durrës: Porti', shortName: 'Durrës', kind: 'organisation', from: '2026-10-01' },
  ],
});

/** Content by member and column: lines of a cell of kind `items`, or the text of one of kind `text`. */
export type Content = Record<string, Record<string, string[] | string>>;

const MISSING: RowStatus = { period: '2026-Q4', state: 'missing', overdue: false, dueOn: '2026-12-31', daysLate: 0, changedSince: false };

/** The grid of a definition with some content; `status` is by member, others are missing. */
export function gridOf(
  definition: GridDefinition,
  { content = {}, status = {} }: { content?: Content; status?: Record<string, Partial<RowStatus>> } = {},
): Grid {
  const rows = definition.sheets.flatMap(({ sheet, columns }) =>
    definition.members.map(({ member }) => ({
      sheet,
      row: member,
      member,
      version: 1,
      cells: Object.fromEntries(columns.filter(({ source }) => source === 'edit').map(({ key }) => [key, cellOf(content[member]?.[key] ?? [])])),
      updatedAt: '2026-11-25T09:00:00.000Z',
      updatedBy: 'system',
      status: { ...MISSING, ...status[member] },
    })),
  );
  return { grid: definition.grid, cursor: 60, period: '2026-Q4', today: '2026-11-25', definition, rows };
}

const cellOf = (cell: string[] | string): Item[] | string =>
  typeof cell === 'string' ? cell : cell.map((text, index) => ({ itemId: `1.${index + 1}`, text }));
