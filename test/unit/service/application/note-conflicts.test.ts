/** Notes of open conflicts beside the answers to edits, over a real store. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as slowDisk } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Conflict, EditResult } from '#contract/edit.ts';
import { openSqliteStore } from '../../../../service/adapters/sqlite/store.ts';
import { conflictKeeper } from '../../../../service/application/note-conflicts.ts';
import { type ConflictNotes, type Store, StoreUnavailable } from '../../../../service/application/ports.ts';
import { editOf } from '../../../support/scenario.ts';
import { keepLog, startTestService } from '../../../support/start-service.ts';

const CONFLICT: Conflict = { column: 'tasks', itemId: '1.1', base: { text: 'a', column: 'tasks' }, ours: { text: 'b', column: 'tasks' }, theirs: null };
const NOW = '2026-11-25T09:00:00.000Z';
const result = (row: string, conflicts: number, status: EditResult['status'] = conflicts > 0 ? 'conflict' : 'saved'): EditResult => ({
  editId: 'e',
  row,
  status,
  conflicts: Array.from({ length: conflicts }, () => CONFLICT),
  warnings: [],
});

function keeper(wrap: (notes: ConflictNotes) => ConflictNotes = (notes) => notes) {
  const log = keepLog();
  const store = openSqliteStore({ folder: ':memory:', log });
  return { log, notes: conflictKeeper({ notes: wrap(store.conflictNotes), clock: { nowMs: () => Date.parse(NOW) }, log }) };
}

const by = (person: string, results: EditResult[], notBefore = '') => ({ person, results, notBefore });

it('[C55] an edit that leaves questions is noted with their number; the next without any clears it, a refused one does neither', async () => {
  const { notes } = keeper();
  notes.note('wbcti', by('p-a', [result('albania', 2), result('serbia', 1)]));
  expect(await notes.list('wbcti')).toEqual([
    { row: 'albania', person: 'p-a', count: 2, at: NOW },
    { row: 'serbia', person: 'p-a', count: 1, at: NOW },
  ]);
  notes.note('wbcti', by('p-a', [result('albania', 0, 'refused'), result('serbia', 0, 'unchanged')]));
  notes.note('wbcti', by('p-b', [result('albania', 0)]));
  expect((await notes.list('wbcti')).map(({ row }) => row)).toEqual(['albania']);
});

it('[C55] of many edits of one row the last decides, and the note is never older than the version saved with it', async () => {
  const { notes } = keeper();
  for (const conflicts of [1, 0, 3, 0, 2]) notes.note('wbcti', by('p-a', [result('albania', conflicts)], '2026-11-25T09:00:05.000Z'));
  expect(await notes.list('wbcti')).toEqual([{ row: 'albania', person: 'p-a', count: 2, at: '2026-11-25T09:00:05.000Z' }]);
});

it('[C57] a store that is away is logged, and the next note is written', async () => {
  let away = true;
  const { notes, log } = keeper((inner) => ({
    ...inner,
    put: (grid, note) => (away ? Promise.reject(new StoreUnavailable(new Error('cut'))) : inner.put(grid, note)),
  }));
  expect(notes.note('wbcti', by('p-a', [result('albania', 1)]))).toBeUndefined();
  expect(await notes.list('wbcti')).toEqual([]);
  expect(log.lines.join()).toContain('could not be noted');
  away = false;
  notes.note('wbcti', by('p-a', [result('albania', 1)]));
  expect(await notes.list('wbcti')).toHaveLength(1);
});

it('[C55] a note that is being written when the service stops is written', async ({ onTestFinished }) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'grid-notes-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const slowly = ({ conflictNotes, ...store }: Store): Store => ({
    ...store,
    conflictNotes: {
      ...conflictNotes,
      put: async (grid, note) => {
        await slowDisk(300);
        await conflictNotes.put(grid, note);
      },
    },
  });
  const service = await startTestService({ dataDir, wrapStore: slowly });
  const save = (...edits: unknown[]) => service.as('albania').post('/grids/wbcti/edits', { edits });
  await save(editOf('albania', 1, { tasks: ['a line'] }));
  await save(editOf('albania', 2, { tasks: [{ itemId: '2.1', text: 'theirs' }] }));
  const { json } = await save(editOf('albania', 2, { tasks: [{ itemId: '2.1', text: 'ours' }] }));
  expect(json.results[0].status).toBe('conflict');
  await service.service.close();
  const store = openSqliteStore({ folder: dataDir, readOnly: true, log: keepLog() });
  expect(await store.conflictNotes.list('wbcti')).toMatchObject([{ row: 'albania', person: 'demo:albania', count: 1 }]);
  await store.close();
});
