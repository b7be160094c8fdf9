import { expect, it } from 'vitest';
import { knowStatus, noticeStatuses } from '../../../../addin/sync/announce.ts';
import type { SheetRow } from '../../../../addin/sync/rows.ts';
import { emptyState } from '../../../../addin/sync/state.ts';
import { handClock } from '../../../support/hand-clock.ts';

const showing = (status: string): SheetRow[] => [{ key: 'albania', at: 5, rev: '', status, raw: {}, texts: {}, formulas: new Set() }];

it('[Q92] text typed into the status column is told; what the add-in wrote lately is its own, and a long day does not pile it up', () => {
  const state = emptyState();
  const look = (status: string) => noticeStatuses(state, { timing: handClock(), language: 'en' }, showing(status));
  for (let n = 0; n < 500; n++) knowStatus(state, 'albania', `status ${n}`);
  expect(state.statuses.get('albania')?.size).toBe(100);
  look('status 450');
  expect(state.announcements).toEqual([]);
  look('typed by hand');
  expect(state.announcements.map(({ sentence }) => sentence)).toEqual([expect.stringContaining('typed by hand')]);
});
