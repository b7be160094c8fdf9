/** What a definition file changes at the start of the service. */
import { describe, expect, test } from 'vitest';
import type { GridDefinition } from '#contract/grid.ts';
import { decideDefinition } from '../../../../service/domain/decide-definition.ts';
import { emptyState } from '../../../../service/domain/state.ts';
import { fold, noon, saved, stateWith, THREE_MEMBERS, trialWith } from '../../../support/states.ts';

const AT = noon('2026-10-01');
const load = (definition: GridDefinition, hash = 'h1') => ({ definition, hash });

describe('the first start', () => {
  test('[C18] writes the definition and version 1 of each member’s row, by the service itself, with empty cells of each kind', () => {
    const { entries, outcome } = decideDefinition(emptyState('trial'), load(THREE_MEMBERS), AT);
    const header = { at: AT, by: 'system', route: 'system' };
    const content = { cells: { done: [], doing: [], remark: '' } };
    expect(outcome).toEqual({ more: false });
    expect(entries).toEqual([
      { ...header, kind: 'grid.defined', content: { definition: THREE_MEMBERS, definitionHash: 'h1' } },
      ...['alpha', 'beta', 'gamma'].map((row) => ({ ...header, kind: 'row.saved', sheet: 'main', row, version: 1, content })),
    ]);
  });

  test('[C18] is done once: with the same hash nothing is left to decide', () => {
    const state = fold(emptyState('trial'), decideDefinition(emptyState('trial'), load(THREE_MEMBERS), AT).entries);
    expect(decideDefinition(state, load(THREE_MEMBERS), AT)).toEqual({ entries: [], outcome: { more: false } });
  });
});

describe('a changed file', () => {
  const state = stateWith([saved('alpha', 2, { cells: { remark: 'kept' } })]);

  test('[C18] becomes an entry of its own; rows that exist are left alone, a new member gets its row', () => {
    const delta = { ...THREE_MEMBERS.members[0]!, member: 'delta', no: 4 };
    const changed = trialWith({ members: [...THREE_MEMBERS.members, delta] });
    const { entries } = decideDefinition(state, load(changed, 'h2'), AT);
    expect(entries.map((entry) => [entry.kind, entry.kind === 'row.saved' ? entry.row : ''])).toEqual([
      ['grid.defined', ''],
      ['row.saved', 'delta'],
    ]);
    expect(fold(state, entries).rows.get('alpha')).toEqual(state.rows.get('alpha'));
  });

  test('[C18] keeps the row of a member that is gone from it', () => {
    const changed = trialWith({ members: THREE_MEMBERS.members.slice(1) });
    const later = fold(state, decideDefinition(state, load(changed, 'h2'), AT).entries);
    expect(later.definition).toEqual(changed);
    expect(later.rows.get('alpha')?.cells).toMatchObject({ remark: 'kept' });
  });

  test('[C18] that goes back to an earlier content is a change again', () => {
    const forth = fold(state, decideDefinition(state, load(trialWith({ title: 'Other' }), 'h2'), AT).entries);
    expect(decideDefinition(forth, load(THREE_MEMBERS, 'h1'), AT).entries.map(({ kind }) => kind)).toEqual(['grid.defined']);
  });
});

test('[C18] 2,500 members are made in three decisions, in the order of the definition, none twice', () => {
  const members = Array.from({ length: 2_500 }, (_, index) => ({ ...THREE_MEMBERS.members[0]!, member: `m${index}`, no: index + 1 }));
  const loaded = load(trialWith({ members }));
  let state = emptyState('trial');
  const made: string[][] = [];
  for (let more = true; more; ) {
    const decision = decideDefinition(state, loaded, AT);
    made.push(decision.entries.flatMap((entry) => (entry.kind === 'row.saved' ? [entry.row] : [])));
    state = fold(state, decision.entries);
    ({ more } = decision.outcome);
  }
  expect(made.map((rows) => rows.length)).toEqual([1_000, 1_000, 500]);
  expect(made.flat()).toEqual(members.map(({ member }) => member));
});
