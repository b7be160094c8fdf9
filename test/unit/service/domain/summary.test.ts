/** The decision on a day's summary: once, and never for a day that lies behind. */
import { expect, test } from 'vitest';
import { GridDefinition } from '#contract/grid.ts';
import type { EntryDraft } from '../../../../service/domain/entry.ts';
import { decideReminders } from '../../../../service/domain/reminders.ts';
import { emptyState } from '../../../../service/domain/state.ts';
import { decideSummary, summaryOf } from '../../../../service/domain/summary.ts';
import wbcti from '../../../../service/grids/wbcti.json' with { type: 'json' };
import { fold } from '../../../support/states.ts';

const definition = GridDefinition.parse(wbcti);
const header = (date: string) => ({ at: `${date}T09:00:00.000Z`, by: 'system', route: 'system' as const });
const defined: EntryDraft = { ...header('2026-10-01'), kind: 'grid.defined', content: { definition, definitionHash: 'h' } };
const start = fold({ ...emptyState('wbcti'), definition }, [defined]);

test('[O50] a summary is decided once a day, also by two deciders, and not for a day before the last one', () => {
  const due = fold(start, decideReminders(start, header('2026-12-17'), '2026-12-17'));
  const first = decideSummary(due, header('2026-12-17'), { today: '2026-12-17', undelivered: false });
  expect(first.map(({ content }) => content)).toEqual([{ id: 'wbcti.summary.2026-12-17', on: '2026-12-17' }]);
  const decided = fold(due, first);
  expect(summaryOf(decided, '2026-12-17').reminded).toHaveLength(19);
  for (const today of ['2026-12-17', '2026-12-16']) {
    expect(decideSummary(decided, header('2026-12-17'), { today, undelivered: true })).toEqual([]);
  }
  expect(decideSummary(decided, header('2026-12-18'), { today: '2026-12-18', undelivered: false })).toEqual([]);
  expect(decideSummary(decided, header('2026-12-18'), { today: '2026-12-18', undelivered: true })).toHaveLength(1);
});

test('[O50] reminders of periods that are closed are no reason for one', () => {
  const due = fold(start, decideReminders(start, header('2027-01-14'), '2027-01-14'));
  expect(decideSummary(due, header('2027-01-30'), { today: '2027-01-30', undelivered: false })).toHaveLength(1);
  expect(decideSummary(due, header('2027-01-31'), { today: '2027-01-31', undelivered: false })).toEqual([]);
});
