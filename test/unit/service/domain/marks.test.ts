/** Markings in the state: what they mean, what changes them, what new lines inherit, and what an edit can do to what its sender does not see. */
import { describe, expect, it } from 'vitest';
import type { Cells, Marking } from '#contract/grid.ts';
import { alignSeen } from '../../../../service/domain/align-seen.ts';
import { decideEdit } from '../../../../service/domain/decide-edit.ts';
import { decideMarking } from '../../../../service/domain/decide-marking.ts';
import { itemMarking, rowMarking } from '../../../../service/domain/marks.ts';
import { mergeRow } from '../../../../service/domain/merge.ts';
import type { Principal } from '../../../../service/domain/principal.ts';
import { shownCells } from '../../../../service/domain/withheld.ts';
import {
  COLUMNS,
  cellsWith,
  commandOf,
  deepFreeze,
  definedBy,
  editOf,
  focalPoint,
  fold,
  items,
  linesOf,
  noon,
  OBSERVER,
  SECRETARIAT,
  saved,
  stateWith,
  trialWith,
} from '../../../support/states.ts';

type State = ReturnType<typeof stateWith>;
const AT = noon('2026-11-02');
const start = (...texts: string[]): State => stateWith([saved('alpha', 2, { cells: { done: items(2, ...texts) } })]);
const mark = (state: State, marking: Marking, { ids, principal = SECRETARIAT }: { ids?: string[]; principal?: Principal } = {}): State => {
  const request = { marking, ...(ids ? { items: ids } : {}), reason: 'why' };
  const { entries, outcome } = decideMarking(state, { principal, row: 'alpha', request, route: 'addin', gone: new Set() }, AT);
  expect(outcome.status).not.toBe('refused');
  return deepFreeze(fold(state, entries));
};
const edited = (state: State, cells: Record<string, string[]>): State => {
  const edit = editOf({ base: state.rows.get('alpha')?.version ?? 0, cells });
  const { entries, outcome } = decideEdit(state, commandOf(state, edit), AT);
  const next = fold(state, entries);
  expect(outcome).toMatchObject({ row: next.rows.get('alpha') });
  return next;
};
const markingsOf = (state: State): (string | undefined)[] =>
  Object.values(state.rows.get('alpha')?.cells ?? {}).flatMap((cell) => (typeof cell === 'string' ? [] : cell.map(({ marking }) => marking)));

describe('what a marking means', () => {
  it('[A52] a row has the grid’s unless it has its own; an item’s own narrows that and never widens it', () => {
    const state = start('a', 'b');
    const head = state.rows.get('alpha')!;
    expect(rowMarking(head, state.definition)).toBe('TLP:AMBER');
    const of = (next: State): Marking[] => items(2, 'a', 'b').map((item) => itemMarking(next.rows.get('alpha')!, item, next.definition));
    expect(of(mark(state, 'TLP:RED', { ids: ['2.1'] }))).toEqual(['TLP:RED', 'TLP:AMBER']);
    expect(of(mark(state, 'TLP:GREEN', { ids: ['2.1'] }))).toEqual(['TLP:AMBER', 'TLP:AMBER']);
    expect(of(mark(mark(state, 'TLP:GREEN', { ids: ['2.1'] }), 'TLP:RED'))).toEqual(['TLP:RED', 'TLP:RED']);
    expect(of(mark(mark(state, 'TLP:RED', { ids: ['2.1'] }), 'TLP:CLEAR'))).toEqual(['TLP:RED', 'TLP:CLEAR']);
  });

  it('[A62] a wider default widens no row that is there, a narrower one narrows each without a marking of its own', () => {
    const state = mark(start('a'), 'TLP:GREEN');
    const under = (marking: Marking): Marking[] => {
      const next = fold(state, [definedBy(trialWith({ marking }), AT)]);
      const definition = trialWith({ marking });
      return ['alpha', 'beta'].map((row) => rowMarking(next.rows.get(row)!, definition));
    };
    expect(under('TLP:CLEAR')).toEqual(['TLP:GREEN', 'TLP:AMBER']);
    expect(under('TLP:RED')).toEqual(['TLP:GREEN', 'TLP:RED']);
  });

  it('[A65] the state knows when who reads what was last changed', () => {
    const state = start('a');
    expect(state.markedAt).toBe(0);
    const marked = mark(state, 'TLP:RED', { ids: ['2.1'] });
    expect(marked.markedAt).toBe(marked.cursor);
    expect(edited(marked, { doing: ['b'] }).markedAt).toBe(marked.cursor);
    const narrower = fold(state, [definedBy(trialWith({ marking: 'TLP:RED' }), AT)]);
    expect(narrower.markedAt).toBe(narrower.cursor);
  });
});

describe('what a line keeps', () => {
  it('[A57] theirs wins: an edit from a base where the item was not marked, or otherwise, changes no marking', () => {
    const base = cellsWith({ done: [{ itemId: '2.1', text: 'a', marking: 'TLP:GREEN' }] });
    const theirs = cellsWith({ done: [{ itemId: '2.1', text: 'a', marking: 'TLP:RED' }] });
    const ours = { done: [{ itemId: '2.1', text: 'a reworded', marking: 'TLP:GREEN' as const }], doing: [] };
    expect(mergeRow(COLUMNS, { base, ours, theirs }).cells['done']).toEqual([{ itemId: '2.1', text: 'a reworded', marking: 'TLP:RED' }]);
    const moved = { done: [], doing: [{ itemId: '2.1', text: 'a' }] };
    expect(mergeRow(COLUMNS, { base, ours: moved, theirs }).cells['doing']).toEqual([{ itemId: '2.1', text: 'a', marking: 'TLP:RED' }]);
  });

  it('[A58] a new line inherits the narrowest of what the same edit removed or reworded', () => {
    const state = mark(mark(start('Names of the sources, with addresses', 'Budget of 2027', 'Seminar'), 'TLP:RED', { ids: ['2.1'] }), 'TLP:AMBER+STRICT', {
      ids: ['2.2'],
    });
    const next = (...done: string[]) => markingsOf(edited(state, { done }));
    const [red, strict] = ['TLP:RED', 'TLP:AMBER+STRICT'];
    // Nothing marked is touched; a marked one reworded; two gone; one gone.
    expect(next('Names of the sources, with addresses', 'Budget of 2027', 'Seminar', 'xyz')).toEqual([red, strict, undefined, undefined]);
    expect(next('Names of the sources, with address', 'Budget of 2027', 'Seminar', 'xyz')).toEqual([red, strict, undefined, red]);
    expect(next('Seminar', 'xyz')).toEqual([undefined, red]);
    expect(next('Names of the sources, with addresses', 'Seminar', 'xyz')).toEqual([red, undefined, strict]);
    // A move alone takes nothing away.
    const moved = edited(state, { done: ['Budget of 2027', 'Seminar'], doing: ['Names of the sources, with addresses', 'xyz'] });
    expect(markingsOf(moved)).toEqual([strict, undefined, red, undefined]);
  });

  it('[A58] only what is narrower than the row’s marking is handed on', () => {
    expect(markingsOf(edited(mark(start('old'), 'TLP:GREEN', { ids: ['2.1'] }), { done: ['xyz'] }))).toEqual([undefined]);
    expect(markingsOf(edited(mark(mark(start('old'), 'TLP:AMBER+STRICT', { ids: ['2.1'] }), 'TLP:RED'), { done: ['xyz'] }))).toEqual([undefined]);
  });

  it('[A58] what somebody else marked since the base counts, also when it is gone from the row by now', () => {
    const marked = mark(start('old line'), 'TLP:RED', { ids: ['2.1'] });
    const state = fold(marked, [saved('alpha', 3, { cells: { doing: items(3, 'theirs') } })]);
    const edit = editOf({ base: 2, cells: { done: ['xyz'] } });
    const { outcome } = decideEdit(state, commandOf(state, edit, { base: cellsWith({ done: items(2, 'old line') }) }), AT);
    expect(outcome).toMatchObject({ row: { cells: { done: [{ text: 'xyz', marking: 'TLP:RED' }] } } });
  });

  it('[A56] marked words stay marked in whatever line they come back, but for bullets and blanks', () => {
    const gone = edited(mark(start('The secret', 'b'), 'TLP:RED', { ids: ['2.1'] }), { done: ['b'] });
    expect(markingsOf(edited(gone, { done: ['b', '1. The  secret'] }))).toEqual([undefined, 'TLP:RED']);
    const state = mark(start('The secret', 'b'), 'TLP:RED', { ids: ['2.1'] });
    const swap = decideEdit(state, commandOf(state, editOf({ base: 2, cells: { done: [{ itemId: '2.2', text: 'The secret' }] } })), AT);
    expect(swap.outcome).toMatchObject({ row: { cells: { done: [{ itemId: '2.2', text: 'The secret', marking: 'TLP:RED' }] } } });
    const opened = mark(gone, 'TLP:AMBER', { ids: ['2.1'] });
    expect(markingsOf(edited(opened, { done: ['b', 'The secret'] }))).toEqual([undefined, undefined]);
  });
});

describe('an edit of somebody who does not see all', () => {
  const state = mark(start('a', 'hidden', 'c'), 'TLP:RED', { ids: ['2.2'] });
  const head = state.rows.get('alpha')!;
  const sight = { reader: focalPoint('beta'), head, definition: state.definition };
  const result = (input: Parameters<typeof alignSeen>[1]['input']): Cells => {
    const merged = mergeRow(COLUMNS, { base: head.cells, ours: alignSeen(COLUMNS, { input, base: head.cells, sight }), theirs: head.cells });
    expect(merged.conflicts).toEqual([]);
    return merged.cells as Cells;
  };
  const hidden = (cells: Cells) =>
    Object.entries(cells).flatMap(([column, cell]) =>
      typeof cell === 'string' ? [] : cell.filter(({ itemId }) => itemId === '2.2').map(({ text, marking }) => [column, text, marking]),
    );

  it.each([
    ['leaving it out', { done: ['a', 'c'] }],
    [
      'its id with no text',
      {
        done: [
          { itemId: '2.1', text: 'a' },
          { itemId: '2.2', text: '' },
          { itemId: '2.3', text: 'c' },
        ],
      },
    ],
    ['its id with another text', { done: [{ itemId: '2.2', text: 'mine' }] }],
    ['its id in another column', { done: ['a'], doing: [{ itemId: '2.2', text: 'mine' }] }],
    ['clearing the cell', { done: [] }],
    ['the very same text, guessed', { done: ['a', 'hidden', 'c'] }],
    ['nearly the same text', { done: ['hidden!'], doing: ['hidden'] }],
  ])('[A63] %s leaves it as it is', (_, input) => {
    expect(hidden(result(input))).toEqual([['done', 'hidden', 'TLP:RED']]);
  });

  it('[A63] it stays where it stood, and a guess is a line of its own', () => {
    expect(linesOf(result({ done: ['c', 'a'] }), 'done')).toEqual(['c', 'a', 'hidden']);
    expect(linesOf(result({ done: ['a', 'new', 'c'] }), 'done')).toEqual(['a', 'hidden', 'new', 'c']);
    expect(linesOf(result({ done: ['hidden'] }), 'done')).toEqual(['hidden', 'hidden']);
  });

  it('[A63] a text of a row that is withheld is unchanged whatever is sent', () => {
    const closed = mark(fold(state, [saved('alpha', 3, { cells: { remark: 'own' } })]), 'TLP:RED');
    const now = closed.rows.get('alpha')!;
    const ours = alignSeen(COLUMNS, { input: { remark: 'mine', done: ['x'] }, base: now.cells, sight: { ...sight, head: now } });
    expect(mergeRow(COLUMNS, { base: now.cells, ours, theirs: now.cells }).cells['remark']).toBe('own');
    expect(shownCells(now.cells, { ...sight, head: now })['remark']).toBe('');
    expect(shownCells(now.cells, { ...sight, reader: focalPoint('alpha'), head: now })['remark']).toBe('own');
  });

  it('[A63] who sees all is aligned as ever', () => {
    const seen = { ...sight, reader: focalPoint('alpha') };
    expect(alignSeen(COLUMNS, { input: { done: ['a', 'c'] }, base: head.cells, sight: seen })['done']).toMatchObject([{ itemId: '2.1' }, { itemId: '2.3' }]);
  });
});

it('[A59] nobody but the row’s member and the Secretariat changes a marking', () => {
  const state = start('a');
  for (const principal of [OBSERVER, { ...OBSERVER, member: 'alpha' }, focalPoint('beta')]) {
    const { entries, outcome } = decideMarking(state, { principal, row: 'alpha', request: { marking: 'TLP:RED' }, route: 'form', gone: new Set() }, AT);
    expect(entries).toEqual([]);
    expect(outcome.status).toBe('refused');
  }
});
