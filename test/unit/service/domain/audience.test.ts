/** Who reads what: the table, and who shares a view. */
import { describe, expect, it } from 'vitest';
import { Marking } from '#contract/grid.ts';
import { audienceKey, mayRead, type Reader, readsWhole } from '../../../../service/domain/audience.ts';
import { focalPoint, fold, items, noon, OBSERVER, SECRETARIAT, saved, stateWith, THREE_MEMBERS, trialWith } from '../../../support/states.ts';

const marked = (row: string, to: Marking, ids?: string[]) => ({
  at: noon('2026-11-02'),
  by: `p-${row}`,
  route: 'addin' as const,
  kind: 'marking.changed' as const,
  content: { row, ...(ids ? { items: ids } : {}), from: 'TLP:AMBER' as const, to },
});

describe('the table', () => {
  /** Own row, and the rows of others. */
  const TABLE: [reader: Reader, own: string, others: string][] = [
    [SECRETARIAT, 'CLEAR GREEN AMBER AMBER+STRICT RED', 'CLEAR GREEN AMBER AMBER+STRICT RED'],
    [focalPoint('alpha'), 'CLEAR GREEN AMBER AMBER+STRICT RED', 'CLEAR GREEN AMBER'],
    [OBSERVER, '', 'CLEAR GREEN AMBER'],
  ];
  it.each(TABLE)('[A50] %o reads in its own row %s, in others %s', (reader, own, others) => {
    const read = (ownRow: boolean) => Marking.options.filter((marking) => mayRead(reader, marking, { ownRow })).map((marking) => marking.slice(4));
    expect(read(false).join(' ')).toBe(others);
    if (own !== '') expect(read(true).join(' ')).toBe(own);
  });

  it('[A50] an observer that is listed with a member has no row of its own', () => {
    const state = fold(stateWith(), [marked('alpha', 'TLP:RED')]);
    expect(readsWhole({ role: 'observer', member: 'alpha' }, state.rows.get('alpha')!, state.definition)).toBe(false);
  });
});

describe('who shares a view', () => {
  const keys = (state: ReturnType<typeof stateWith>) => ['alpha', 'beta'].map((member) => audienceKey(focalPoint(member), state));

  it('[A51] all members while nothing of their own is restricted; afterwards those of the row alone leave', () => {
    const state = stateWith([saved('alpha', 2, { cells: { done: items(2, 'law') } })]);
    expect([audienceKey(SECRETARIAT, state), audienceKey(OBSERVER, state)]).toEqual(['secretariat', 'observer']);
    expect(keys(state)).toEqual(['member', 'member']);
    expect(keys(fold(state, [marked('alpha', 'TLP:GREEN')]))).toEqual(['member', 'member']);
    expect(keys(fold(state, [marked('alpha', 'TLP:RED')]))).toEqual(['member:alpha', 'member']);
    expect(keys(fold(state, [marked('beta', 'TLP:AMBER+STRICT')]))).toEqual(['member', 'member:beta']);
    expect(keys(fold(state, [marked('alpha', 'TLP:RED', ['2.1'])]))).toEqual(['member:alpha', 'member']);
  });

  it('[A51] a line that is gone and was marked still counts: it stands in history', () => {
    const state = stateWith([saved('alpha', 2, { cells: { done: items(2, 'law') } }), marked('alpha', 'TLP:RED', ['2.1']), saved('alpha', 3)]);
    expect(keys(state)).toEqual(['member:alpha', 'member']);
  });

  it('[A51] in a grid whose default is restricted each member has its own', () => {
    expect(keys(stateWith([], trialWith({ ...THREE_MEMBERS, marking: 'TLP:RED' })))).toEqual(['member:alpha', 'member:beta']);
  });
});
