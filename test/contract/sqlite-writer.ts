/**
 * A process that writes to the embedded store until it is killed; sqlite-faults.test.ts bundles and runs it.
 * It prints `open`, then a line for each append: the cursor that was acknowledged, or `unavailable`, after which the same append is repeated.
 */
import { writeSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { openSqliteStore } from '../../service/adapters/sqlite/store.ts';
import { StoreUnavailable } from '../../service/application/ports.ts';
import { EMPTY, type End, endOf, savedRow, sealed } from '../support/entries.ts';
import { appendSize } from './sqlite-append-size.ts';
import { silentLog } from './store-place.ts';

const say = (line: string | number) => writeSync(1, `${line}\n`);
const text = 'x'.repeat(2_000);

const { ledger } = openSqliteStore({ folder: process.argv[2] ?? '', log: silentLog });
say('open');
let end: End = EMPTY;
for (;;) {
  const seen = await ledger.read('wbcti', end.cursor, 1_000);
  if (seen.length === 0) break;
  end = endOf(seen);
}
for (;;) {
  // Mostly large appends, so that a kill hits the middle of one.
  const drafts = Array.from({ length: appendSize(end.cursor) }, (_, index) => savedRow({ version: end.cursor + index + 1, cells: { tasks: text } }));
  const entries = sealed(drafts, end);
  for (;;) {
    try {
      if ((await ledger.append('wbcti', end.cursor, entries)) === 'appended') break;
      throw new Error('nobody else may write here');
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      say('unavailable');
      await pause(20);
    }
  }
  end = endOf(entries);
  say(end.cursor);
  // Lets the parent's signal and its readers in.
  await pause(0);
}
