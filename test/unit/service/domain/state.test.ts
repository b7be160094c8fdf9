/** The fold: what each kind of entry does to the state, and that it does it without touching anything. */
import { describe, expect, test } from 'vitest';
import type { EntryDraft } from '../../../../service/domain/entry.ts';
import { apply, emptyState, RECENT_ENTRIES } from '../../../../service/domain/state.ts';
import {
  cellsWith,
  deepFreeze,
  definedBy,
  fold,
  items,
  noon,
  saved,
  sealAll,
  stateWith,
  submitted,
  THREE_MEMBERS,
  trialWith,
} from '../../../support/states.ts';

const EDIT = '6b0c4d5e-0000-4000-8000-000000000001';
const reminder = { id: 'trial.2026-Q4.alpha.due-soon', period: '2026-Q4', member: 'alpha', stages: ['due-soon'], dueOn: '2026-12-31' };
const system = (at: string) => ({ at, by: 'system', route: 'system' as const });

const DRAFTS: EntryDraft[] = [
  definedBy(THREE_MEMBERS),
  saved('alpha', 1, { by: 'system' }),
  saved('alpha', 2, { cells: { done: items(2, 'law') }, at: noon('2026-11-01'), editId: EDIT }),
  submitted({ period: '2026-Q4', member: 'alpha', rowVersions: { alpha: 2 } }, noon('2026-11-02')),
  { ...system(noon('2026-12-28')), kind: 'reminder.decided', content: reminder },
  { ...system(noon('2026-12-29')), kind: 'reminder.sent', content: { id: reminder.id, member: 'alpha', period: '2026-Q4' } },
];

describe('applying', () => {
  test('[M15] never touches the state or the entry it is given', () => {
    let state = deepFreeze(emptyState('trial'));
    for (const entry of sealAll(state, DRAFTS)) {
      const before = {
        ...state,
        rows: state.rows.toJS(),
        firstEdits: state.firstEdits.toJS(),
        submissions: state.submissions.toJS(),
        reminders: state.reminders.toJS(),
      };
      const next = deepFreeze(apply(state, deepFreeze(entry)));
      expect({
        ...state,
        rows: state.rows.toJS(),
        firstEdits: state.firstEdits.toJS(),
        submissions: state.submissions.toJS(),
        reminders: state.reminders.toJS(),
      }).toEqual(before);
      state = next;
    }
    expect(state.cursor).toBe(DRAFTS.length);
  });

  test('[M15] the same entries give the same state, in one go or in two', () => {
    const entries = sealAll(emptyState('trial'), DRAFTS);
    const whole = entries.reduce(apply, emptyState('trial'));
    const half = entries.slice(0, 3).reduce(apply, emptyState('trial'));
    expect(entries.slice(3).reduce(apply, half)).toEqual(whole);
    expect(whole).toMatchObject({ cursor: entries.length, hash: entries.at(-1)?.hash, at: noon('2026-12-29') });
  });

  test('[M15] a version is the head of its row, with who, when and by which route', () => {
    expect(fold(emptyState('trial'), DRAFTS).rows.get('alpha')).toEqual({
      sheet: 'main',
      row: 'alpha',
      member: 'alpha',
      version: 2,
      cells: cellsWith({ done: items(2, 'law') }),
      at: noon('2026-11-01'),
      by: 'p-alpha',
      route: 'addin',
    });
  });

  test('[C18] a new definition replaces the old one and leaves the rows', () => {
    const other = trialWith({ title: 'Other' });
    const state = fold(stateWith(), [definedBy(other)]);
    expect([state.definition, state.definitionHash, state.rows.size]).toEqual([other, 'hash of Other', 3]);
  });

  test('[C14] submissions stay in their order, by period and member', () => {
    const state = stateWith([
      submitted({ number: 1, period: '2026-Q4', member: 'alpha', rowVersions: {} }, noon('2026-11-01')),
      submitted({ number: 2, period: '2026-Q4', member: 'beta', rowVersions: {} }, noon('2026-11-02')),
      submitted({ number: 3, period: '2026-Q4', member: 'alpha', rowVersions: {} }, noon('2026-11-03')),
    ]);
    expect(state.submissions.get('2026-Q4/alpha')?.map(({ number, at }) => [number, at])).toEqual([
      [1, noon('2026-11-01')],
      [3, noon('2026-11-03')],
    ]);
    expect(state.submissionCount).toBe(3);
  });
});

describe('first edits of a quarter', () => {
  test('[C11] the first one counts, by quarter and member, on the grid’s local date', () => {
    const state = stateWith([
      saved('alpha', 2, { at: '2026-12-31T22:30:00.000Z' }),
      saved('alpha', 3, { at: '2026-12-31T23:30:00.000Z' }),
      saved('alpha', 4, { at: noon('2027-02-02') }),
      saved('beta', 2, { at: noon('2027-01-05') }),
    ]);
    expect(state.firstEdits.toJS()).toEqual({ 'alpha/2026-Q4': '2026-12-31', 'alpha/2027-Q1': '2027-01-01', 'beta/2027-Q1': '2027-01-05' });
  });

  test('[C11] what the service writes by itself is nobody’s edit', () => {
    expect(stateWith([saved('alpha', 2, { by: 'system' })]).firstEdits.size).toBe(0);
  });
});

describe('recent edits', () => {
  const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

  test('[M14] an editId is known with the cursor of its entry; an entry without one adds none', () => {
    const state = fold(emptyState('trial'), DRAFTS);
    expect(state.recentEdits.toJS()).toEqual({ [EDIT]: 3 });
  });

  test(`[M14] the edits of the last ${RECENT_ENTRIES} cursors are known at any time, and memory stays bounded`, () => {
    let state = emptyState('trial');
    let most = 0;
    const [entry] = sealAll(state, [saved('alpha', 2, { editId: EDIT })]);
    for (let cursor = 1; cursor <= 3 * RECENT_ENTRIES; cursor++) {
      state = apply(state, { ...entry!, cursor, editId: uuid(cursor) } as typeof entry & object);
      most = Math.max(most, state.recentEdits.size);
      const oldest = Math.max(1, cursor - RECENT_ENTRIES + 1);
      if (!state.recentEdits.has(uuid(oldest))) expect([cursor, 'does not know', oldest]).toEqual([]);
    }
    expect(most).toBeLessThanOrEqual(2 * RECENT_ENTRIES + 1);
    expect(state.recentEdits.has(uuid(1))).toBe(false);
  });
});
