/** The chain is verified without anybody asking: what was changed behind the service's back makes the grid read-only. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, expect, it, vi } from 'vitest';
import { startLedgerWatch } from '../../service/application/verify-ledger.ts';
import { startTestService, type TestService } from '../support/start-service.ts';

let service: TestService | undefined;
const folder = mkdtempSync(join(tmpdir(), 'grid-watch-'));

afterEach(async () => {
  await service?.close();
  rmSync(folder, { recursive: true, force: true });
});

it('[S66] a changed entry is found by the watch, named, and from then on nothing is saved', async () => {
  service = await startTestService({ dataDir: folder });
  const { grids } = service.service;
  const edit = { editId: randomUUID(), sheet: 'support-group', row: 'albania', base: 1, cells: { tasks: ['Border police training'] } };
  expect((await service.as('albania').post('/grids/wbcti/edits', { edits: [edit] })).json.results[0].status).toBe('saved');
  const watch = startLedgerWatch({ grids, store: service.store, onDamage: () => undefined, log: service.log, times: { firstAfterMs: 1, everyMs: 20 } });
  try {
    const database = new DatabaseSync(join(folder, 'grid.db'));
    database.exec("UPDATE entry SET body = replace(body, 'Border', 'Berder') WHERE cursor = 21");
    database.close();
    await vi.waitFor(() => expect(grids.get('wbcti')?.committer.firstBad()).toBe(21), { timeout: 30_000 });
  } finally {
    await watch.stop();
  }
  const refused = await service.as('albania').post('/grids/wbcti/edits', { edits: [{ ...edit, editId: randomUUID(), base: 2 }] });
  expect(refused).toMatchObject({ status: 503, json: { code: 'read-only' } });
  expect((await service.as('observer').get('/grids/wbcti/ledger/verify')).json).toEqual({ ok: false, firstBad: 21 });
  expect(service.log.lines.join()).not.toContain('Berder');
});
