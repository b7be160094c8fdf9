/** One edit from access to entry: what is saved, what is refused and in which order, what a repeat and a conflict give. */
import { describe, expect, test } from 'vitest';
import type { Edit } from '#contract/edit.ts';
import type { Cells, Item } from '#contract/grid.ts';
import { decideEdit, editableColumns } from '../../../../service/domain/decide-edit.ts';
import type { EntryDraft } from '../../../../service/domain/entry.ts';
import {
  cellsWith,
  commandOf,
  deepFreeze,
  editOf,
  focalPoint,
  fold,
  items,
  noon,
  OBSERVER,
  SECRETARIAT,
  saved,
  stateWith,
  THREE_MEMBERS,
  trialWith,
} from '../../../support/states.ts';

const AT = noon('2026-11-25');
const V2 = cellsWith({ done: items(2, 'law', 'report'), doing: [{ itemId: '2.3', text: 'plan' }], remark: 'note' });
const secondVersion = saved('alpha', 2, { cells: V2 });
const state = deepFreeze(stateWith([secondVersion]));

const decide = (edit: Partial<Edit>, options: Parameters<typeof commandOf>[2] = {}, on = state) => {
  const whole = editOf({ base: on.rows.get('alpha')?.version ?? 1, ...edit });
  return decideEdit(on, deepFreeze(commandOf(on, whole, options)), AT);
};
const contentOf = (entries: EntryDraft[]) => (entries[0]?.kind === 'row.saved' ? entries[0].content : undefined);
const refusalOf = (edit: Partial<Edit>, options: Parameters<typeof commandOf>[2] = {}, on = state) => {
  const { entries, outcome } = decide(edit, options, on);
  expect(entries).toEqual([]);
  return outcome.status === 'refused' ? outcome.refusal : outcome.status;
};

describe('an item that is brought back', () => {
  const gone = stateWith([secondVersion, saved('alpha', 3, { cells: cellsWith({ done: items(2, 'law') }) })]);
  const cellsOf = (decision: ReturnType<typeof decide>): Cells | undefined => contentOf(decision.entries)?.cells;
  const restored = { done: ['law', { itemId: '2.2', text: 'report' }], doing: [{ itemId: '2.3', text: 'plan' }] };

  test('[M55] is the same item again, in any column; an id that the row never had counts as not given', () => {
    const back = [...items(2, 'law', 'report')];
    expect(cellsOf(decide({ cells: restored }, { formerIds: ['2.2', '2.3'] }, gone))).toMatchObject({ done: back, doing: [{ itemId: '2.3', text: 'plan' }] });
    expect(cellsOf(decide({ cells: restored }, { formerIds: ['2.3'] }, gone))).toMatchObject({
      done: [back[0], { itemId: '4.1', text: 'report' }],
      doing: [{ itemId: '2.3', text: 'plan' }],
    });
  });

  test('[M56] that somebody else has brought back meanwhile is there once, and no text of either is lost', () => {
    const theirs = (text: string) => fold(gone, [saved('alpha', 4, { cells: cellsWith({ done: [...items(2, 'law'), { itemId: '2.2', text }] }) })]);
    const base = gone.rows.get('alpha')?.cells ?? {};
    const options = { formerIds: ['2.2'], base };
    const edit = { base: 3, cells: { done: restored.done } };
    expect(decide(edit, options, theirs('report')).outcome).toMatchObject({ status: 'unchanged' });
    expect(cellsOf(decide(edit, options, theirs('quite other words')))?.['done']).toEqual([
      ...items(2, 'law'),
      { itemId: '2.2', text: 'quite other words' },
      { itemId: '5.1', text: 'report' },
    ]);
  });

  test('[M56] does not stand in a column that the edit does not name, either', () => {
    const done = [...items(2, 'law'), { itemId: '2.3', text: 'plan' }];
    expect(cellsOf(decide({ cells: { done } }, { formerIds: ['2.3'] }))).toMatchObject({
      done: [items(2, 'law')[0], { itemId: '3.1', text: 'plan' }],
      doing: [{ itemId: '2.3', text: 'plan' }],
    });
  });
});

describe('what is saved', () => {
  test('[M11] an edit of the newest version is saved as the next one, with who, when, by which route, from which base', () => {
    const edit = editOf({ base: 2, cells: { done: 'law\nreport\ntraining' } });
    const { entries, outcome } = decideEdit(state, commandOf(state, edit), AT);
    const cells = cellsWith({ ...V2, done: [...items(2, 'law', 'report'), { itemId: '3.1', text: 'training' }] });
    expect(entries).toEqual([
      {
        at: AT,
        by: 'p-alpha',
        route: 'addin',
        kind: 'row.saved',
        sheet: 'main',
        row: 'alpha',
        version: 3,
        editId: edit.editId,
        content: { cells, base: 2, outcome: 'saved', fingerprint: `print of ${edit.editId}` },
      },
    ]);
    const row = { sheet: 'main', row: 'alpha', member: 'alpha', version: 3, cells, at: AT, by: 'p-alpha', route: 'addin' };
    expect(outcome).toEqual({ status: 'saved', row, met: 2, conflicts: [], warnings: [] });
    expect(fold(state, entries).rows.get('alpha')).toEqual(row);
  });

  test('[M3] the move to Accomplished Products keeps the item’s identity in the entry', () => {
    const { entries } = decide({ cells: { done: ['law', 'report', 'plan'], doing: [] } });
    expect(contentOf(entries)?.cells).toMatchObject({ done: [...items(2, 'law', 'report'), { itemId: '2.3', text: 'plan' }], doing: [] });
  });

  test('[M11] an edit of an older version is merged if it fits', () => {
    const { entries, outcome } = decide({ base: 1, cells: { remark: '' } }, { base: cellsWith({}) });
    expect([entries, outcome.status]).toEqual([[], 'unchanged']);
    const later = stateWith([secondVersion, saved('alpha', 3, { cells: { ...V2, remark: 'other note' } })]);
    const merged = decideEdit(later, commandOf(later, editOf({ base: 2, cells: { done: 'law' } }), { base: V2 }), AT);
    expect(merged.outcome).toMatchObject({ status: 'merged', row: { version: 4, cells: { done: items(2, 'law'), remark: 'other note' } } });
    expect(contentOf(merged.entries)).toMatchObject({ base: 2, outcome: 'merged' });
  });

  test('[M11] an edit that changes nothing is unchanged and makes no version', () => {
    for (const cells of [{}, { done: 'law \r\n\r\nreport' }, { remark: 'note' }, { done: ['law', { itemId: '2.2', text: 'report' }] }]) {
      expect(decide({ cells })).toMatchObject({ entries: [], outcome: { status: 'unchanged', row: { version: 2 }, conflicts: [] } });
    }
  });

  test('[M11] an edit that wants what is stored already is unchanged, whatever its base', () => {
    expect(decide({ base: 1, cells: { remark: 'note' } }, { base: cellsWith({}) })).toMatchObject({ entries: [], outcome: { status: 'unchanged' } });
  });

  test('[M18] the Secretariat’s reason stands in the entry, in normal form', () => {
    const { entries } = decide({ cells: { remark: 'x' }, reason: ' by\ttelephone\r\nto me \n' }, { principal: SECRETARIAT });
    expect(contentOf(entries)).toMatchObject({ reason: ' by telephone\nto me' });
    expect(entries[0]).toMatchObject({ by: 'p-secretariat' });
  });

  test('[M18] an empty reason is none', () => {
    expect(contentOf(decide({ cells: { remark: 'x' }, reason: ' ' }).entries)).not.toHaveProperty('reason');
  });

  test('[M19] a warning is returned with the line it is about, and the edit is saved all the same', () => {
    expect(decide({ cells: { done: ['law', 'for Kosovo'] } }).outcome).toMatchObject({
      status: 'saved',
      warnings: [{ code: 'wording', column: 'done', line: 2, proposal: 'for Kosovo*' }],
    });
  });

  test('[M17] the content of a column that the definition lost goes along into the next version', () => {
    const [first, ...others] = THREE_MEMBERS.sheets;
    const without = { ...first!, columns: first!.columns.filter(({ key }) => key !== 'doing') };
    const later = { ...state, definition: trialWith({ sheets: [without, ...others] }) };
    expect(decide({ cells: { remark: 'x' } }, {}, later).outcome).toMatchObject({ status: 'saved', row: { cells: { ...V2, remark: 'x' } } });
  });
});

describe('conflicts', () => {
  const theirs = cellsWith({ ...V2, remark: 'theirs', doing: [] });
  const later = deepFreeze(stateWith([secondVersion, saved('alpha', 3, { cells: theirs })]));

  const remark = (text: string) => ({ text, column: 'remark' });

  test('[M8] the same text changed twice is returned with its three sides and saved by nobody', () => {
    expect(decide({ base: 2, cells: { remark: 'ours' } }, { base: V2 }, later)).toEqual({
      entries: [],
      outcome: {
        status: 'conflict',
        row: later.rows.get('alpha'),
        met: 3,
        conflicts: [{ column: 'remark', base: remark('note'), ours: remark('ours'), theirs: remark('theirs') }],
        warnings: [],
      },
    });
  });

  test('[M8] an item reworded twice, and one that theirs deleted, are conflicts of their own; another line of the cell is saved', () => {
    const others = cellsWith({ ...V2, done: [{ itemId: '2.1', text: 'law, adopted' }, ...items(2, 'law', 'report').slice(1)], doing: [] });
    const newest = deepFreeze(stateWith([secondVersion, saved('alpha', 3, { cells: others })]));
    const cells = { done: [{ itemId: '2.1', text: 'law, refused' }, 'report', 'training'], doing: [{ itemId: '2.3', text: 'plan B' }] };
    const { entries, outcome } = decide({ base: 2, cells }, { base: V2 }, newest);
    const side = (text: string, column: string) => ({ text, column });
    expect(outcome).toMatchObject({
      status: 'conflict',
      met: 3,
      row: { version: 4 },
      conflicts: [
        { column: 'done', itemId: '2.1', base: side('law', 'done'), ours: side('law, refused', 'done'), theirs: side('law, adopted', 'done') },
        { column: 'doing', itemId: '2.3', base: side('plan', 'doing'), ours: side('plan B', 'doing'), theirs: null },
      ],
    });
    expect(contentOf(entries)?.cells).toEqual({ ...others, done: [...(others['done'] as Item[]), { itemId: '4.1', text: 'training' }] });
  });

  test('[M8] what does not conflict is saved: status conflict, and a new version with theirs in the cell in question', () => {
    const { entries, outcome } = decide({ base: 2, cells: { remark: 'ours', done: 'law' } }, { base: V2 }, later);
    expect(outcome).toMatchObject({ status: 'conflict', row: { version: 4 }, conflicts: [{ column: 'remark' }] });
    expect(contentOf(entries)).toMatchObject({ outcome: 'merged', cells: { ...theirs, done: items(2, 'law') } });
  });

  test('[M8] a new edit with the version just returned as its base settles the conflict', () => {
    expect(decide({ base: 3, cells: { remark: 'both' } }, {}, later).outcome).toMatchObject({
      status: 'saved',
      row: { version: 4, cells: { remark: 'both' } },
    });
  });
});

describe('what both sides added is more than fits into a cell', () => {
  const five = ['1', '2', '3', '4', '5'].map((name) => `theirs ${name}`);
  const later = deepFreeze(stateWith([secondVersion, saved('alpha', 3, { cells: { ...V2, done: [...items(2, 'law', 'report'), ...items(3, ...five)] } })]));

  test('[M44] the edit is refused with what there would be and what fits, and nothing is cut', () => {
    const twoMore = { base: 2, cells: { done: ['law', 'report', 'ours 1', 'ours 2'] } };
    expect(refusalOf(twoMore, { base: V2 }, later)).toMatchObject({ code: 'too-many-lines', params: { column: 'done', limit: 8, actual: 9 } });
    const long = { base: 2, cells: { done: ['law', 'report', 'x'.repeat(170)] } };
    expect(refusalOf(long, { base: V2 }, later)).toMatchObject({ code: 'cell-too-long', params: { column: 'done', limit: 200, actual: 226 } });
    expect(decide({ base: 2, cells: { done: ['law', 'report', 'ours 1'] } }, { base: V2 }, later).outcome.status).toBe('merged');
  });

  test('[M44] a cell that is too full since its limit was lowered may get smaller and its row be edited, but not grow', () => {
    const full = cellsWith({ done: items(2, ...Array.from({ length: 12 }, (_, at) => `${at}`)) });
    const lowered = deepFreeze(stateWith([saved('alpha', 2, { cells: full })]));
    expect(decide({ cells: { remark: 'x' } }, {}, lowered).outcome.status).toBe('saved');
    expect(refusalOf({ base: 2, cells: { done: Array.from({ length: 8 }, (_, at) => `${at}`).concat('new') } }, {}, lowered)).toMatchObject({
      code: 'too-many-lines',
    });
    const older = cellsWith({ done: items(2, '0', '1') });
    expect(refusalOf({ base: 1, cells: { done: ['0', '1', 'new'] } }, { base: older }, lowered)).toMatchObject({ params: { actual: 13 } });
    expect(decide({ base: 1, cells: { done: ['0'] } }, { base: older }, lowered).outcome).toMatchObject({ status: 'merged' });
  });
});

describe('what is refused', () => {
  test.each([
    ['unknown-sheet', { sheet: 'third' }, { sheet: 'third', sheets: 'main, second' }],
    ['unknown-row', { row: 'delta' }, { row: 'delta' }],
    ['unknown-row', { sheet: 'second' }, { row: 'alpha' }],
    ['unknown-column', { cells: { nope: 'x' } }, { column: 'nope', columns: 'done, doing, remark' }],
    ['unknown-column', { cells: { member: 'x' } }, { column: 'member', columns: 'done, doing, remark' }],
    ['unknown-column', { cells: { constructor: 'x' } }, { column: 'constructor', columns: 'done, doing, remark' }],
    ['base-unknown', { base: 3 }, { base: 3, newest: 2 }],
  ] as const)('[M13] %s: %j', (code, edit, params) => {
    expect(refusalOf(edit)).toEqual({ code, params });
  });

  test('[M12] a version that the store does not have is unknown as a base, although its number is not too high', () => {
    expect(refusalOf({ base: 1, cells: { remark: 'x' } }, { base: 'none' })).toEqual({ code: 'base-unknown', params: { base: 1, newest: 2 } });
  });

  test.each([
    ['cell-too-long', 'x'.repeat(201), { limit: 200, actual: 201 }],
    ['too-many-lines', 'x\n'.repeat(9), { limit: 8, actual: 9 }],
    ['bad-characters', 'fine\nnot\u0007', { line: 2, character: 'U+0007' }],
    ['bad-characters', 'half a pair \ud83d', { line: 1, character: 'U+D83D' }],
  ])('[M13] %s names the cell', (code, text, params) => {
    expect(refusalOf({ cells: { done: text } })).toMatchObject({ code, params: { column: 'done', label: 'Accomplished Products', ...params } });
  });

  test('[M18] a reason that can’t be kept is refused, since it would stand in the ledger for good', () => {
    expect(refusalOf({ reason: 'see\u202e', cells: { done: 'x' } }, { principal: SECRETARIAT })).toMatchObject({
      code: 'bad-characters',
      params: { character: 'U+202E' },
    });
    expect(refusalOf({ reason: 'see\udc00' })).toMatchObject({ code: 'bad-characters' });
  });

  test('[M13] the order: sheet, row, access, column, base, cells', () => {
    const bad: Partial<Edit> = { sheet: 'third', row: 'delta', base: 9, cells: { nope: 'x', done: 'x'.repeat(300) } };
    const repairs: [code: string, repair: Partial<Edit>, principal?: typeof SECRETARIAT][] = [
      ['unknown-sheet', { sheet: 'main' }],
      ['unknown-row', { row: 'alpha' }],
      ['not-yours', {}, focalPoint('alpha')],
      ['unknown-column', { cells: { done: 'x'.repeat(300) } }],
      ['base-unknown', { base: 2 }],
      ['cell-too-long', { cells: { done: 'x' } }],
    ];
    let edit = bad;
    let principal = focalPoint('beta');
    for (const [code, repair, who] of repairs) {
      expect(refusalOf(edit, { principal })).toMatchObject({ code });
      edit = { ...edit, ...repair };
      principal = who ?? principal;
    }
    expect(decide(edit, { principal }).outcome.status).toBe('saved');
  });

  test('[A14] access comes before the edit’s content: who may not edit learns nothing from what it sends', () => {
    expect(refusalOf({ cells: { nope: 'x' } }, { principal: focalPoint('beta') })).toMatchObject({ code: 'not-yours' });
    expect(refusalOf({ base: 9 }, { principal: OBSERVER })).toMatchObject({ code: 'forbidden' });
    expect(refusalOf({ cells: { done: '\u0007' } }, { principal: SECRETARIAT })).toMatchObject({ code: 'reason-required' });
  });

  test('[M13] a refusal carries the row as it stands, if there is one', () => {
    expect(decide({ base: 9 }).outcome).toMatchObject({ row: { version: 2 } });
    expect(decide({ row: 'delta' }).outcome).toMatchObject({ row: undefined });
  });

  test('[M13] one bad cell refuses the whole edit', () => {
    expect(refusalOf({ cells: { remark: 'fine', done: '\u0000' } })).toMatchObject({ code: 'bad-characters' });
  });
});

describe('an edit that came before', () => {
  test('[M14] is told by its id, with the cursor of the entry that saved it, before anything else is looked at', () => {
    const edit = editOf({ base: 2, cells: { remark: 'x' } });
    const { entries } = decideEdit(state, commandOf(state, edit), AT);
    const later = fold(state, entries);
    const again = { ...edit, sheet: 'third', base: 99 };
    expect(decideEdit(later, commandOf(later, again, { principal: OBSERVER }), AT)).toEqual({
      entries: [],
      outcome: { status: 'repeated', cursor: later.cursor },
    });
  });

  test('[M14] that was not saved is decided again', () => {
    const edit = editOf({ base: 9, cells: { remark: 'x' } });
    expect(decideEdit(state, commandOf(state, edit), AT).outcome.status).toBe('refused');
    const head = { ...state.rows.get('alpha')!, version: 9 };
    const later = { ...state, rows: state.rows.set('alpha', head) };
    expect(decideEdit(later, commandOf(later, edit), AT).outcome.status).toBe('saved');
  });
});

test('[M16] only columns that members write may be edited', () => {
  expect(editableColumns(THREE_MEMBERS.sheets[0]!).map(({ key }) => key)).toEqual(['done', 'doing', 'remark']);
});

test('[M15] deciding changes nothing: state, edit and base are frozen, and the same edit gives the same entry', () => {
  const edit = editOf({ base: 2, cells: { done: ['new', { itemId: '2.1', text: 'law' }], remark: 'x' } as Record<string, Cells[string]> & Edit['cells'] });
  const command = deepFreeze(commandOf(state, edit));
  expect(decideEdit(state, command, AT)).toEqual(decideEdit(state, command, AT));
});
