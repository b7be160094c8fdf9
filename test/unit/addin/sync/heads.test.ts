import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { afterEntries, afterResult, headsOf } from '../../../../addin/sync/heads.ts';
import type { PublicEntry } from '../../../../service/contract/entry.ts';
import { type Grid, GridDefinition, type Row } from '../../../../service/contract/grid.ts';

const definition = z.parse(GridDefinition, JSON.parse(readFileSync(new URL('../../../../service/grids/wbcti.json', import.meta.url), 'utf8')));
const empty = { tasks: [], decisionMaking: [], accomplished: [], inProcess: [] };
const row = (member: string, status: Partial<Row['status']> = {}): Row => ({
  ...{ sheet: 'support-group', row: member, member, version: 1, cells: empty, updatedAt: '2026-11-01T00:00:00Z', updatedBy: 'system' },
  status: { period: '2026-Q4', state: 'missing', overdue: false, dueOn: '2026-12-31', daysLate: 0, changedSince: false, ...status },
});
const grid: Grid = {
  grid: 'wbcti',
  cursor: 10,
  period: '2026-Q4',
  today: '2026-11-25',
  definition,
  rows: [row('albania'), row('kosovo', { state: 'submitted' })],
};
const entry = (cursor: number, change: Partial<PublicEntry> = {}): PublicEntry => ({
  ...{ cursor, at: '2026-11-25T09:00:00Z', by: 'demo:x', route: 'form', kind: 'row.saved', sheet: 'support-group', row: 'albania', version: 2, hash: 'h' },
  content: { cells: { ...empty, tasks: [{ itemId: '2.1', text: 'new' }] } },
  ...change,
});
const versions = ({ rows }: Grid) => rows.map(({ row: key, version, status }) => [key, version, status.state, status.changedSince]);

describe('the copy of the grid', () => {
  it('[Q26] entries bring rows forward with their status, each once and only forward', () => {
    const once = afterEntries(grid, [entry(11), entry(12, { row: 'kosovo' })]);
    expect([once.stale, once.grid.cursor]).toEqual([false, 12]);
    expect(versions(once.grid)).toEqual([
      ['albania', 2, 'edited', false],
      ['kosovo', 2, 'submitted', true],
    ]);
    expect(headsOf(once.grid).get('albania')).toMatchObject({ version: 2, name: 'Albania', by: 'demo:x', texts: { no: '3', tasks: 'new', inProcess: '' } });
    const again = afterEntries(once.grid, [entry(11, { version: 9 }), entry(13, { version: 1 })]);
    expect(versions(again.grid)).toEqual(versions(once.grid));
    expect(again.grid.cursor).toBe(13);
  });

  it('[Q27] whatever is no row, or can’t be read as one, asks for the grid anew', () => {
    for (const odd of [entry(11, { kind: 'submission.made' }), entry(11, { content: {} }), entry(11, { content: { cells: { tasks: 5 } } })]) {
      const after = afterEntries(grid, [odd]);
      expect(after.stale).toBe(true);
      expect(versions(after.grid)).toEqual(versions(grid));
    }
  });

  it('[Q28] an answer brings its row forward; one that is behind the stream does not bring it back', () => {
    const result = { editId: 'x', status: 'saved' as const, row: 'albania', version: 3, cells: empty, conflicts: [], warnings: [] };
    const after = afterResult(grid, result, { by: 'me', at: '2026-11-25T10:00:00Z' });
    expect(after.rows[0]).toMatchObject({ version: 3, updatedBy: 'me', status: { state: 'edited' } });
    expect(afterResult(after, { ...result, version: 2 }, { by: 'me', at: '' }).rows[0]).toMatchObject({ version: 3 });
  });
});
