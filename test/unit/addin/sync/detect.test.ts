import { describe, expect, it } from 'vitest';
import type { GridReading } from '../../../../addin/excel/sheet.ts';
import { type BaseRow, revOf } from '../../../../addin/sync/base.ts';
import { type DetectContext, detect } from '../../../../addin/sync/detect.ts';
import { identify } from '../../../../addin/sync/rows.ts';
import type { Column } from '../../../../service/contract/grid.ts';

const limits = { maxCharacters: 20, maxLines: 3 };
const column = (key: string, label: string, source: Column['source'] = 'edit', kind: Column['kind'] = 'items'): Column => ({
  key,
  label,
  kind,
  source,
  limits,
  widthCharacters: 30,
});
const COLUMNS = [column('member', 'Member', 'member-name', 'text'), column('tasks', 'Tasks'), column('done', 'Done'), column('note', 'Note', 'edit', 'text')];
const LABELS = { member: 'Member', tasks: 'Tasks', done: 'Done', note: 'Note', '*status': 'Status' };

const base = (name: string, texts: Record<string, string> = {}): BaseRow => ({
  version: 1,
  cells: { member: name, tasks: '', done: '', note: '', ...texts },
  older: {},
});
const BASES = new Map([
  ['albania', base('Albania', { tasks: 'one\ntwo' })],
  ['kosovo', base('Kosovo*')],
]);

type Cells = Record<string, string | { formula: string }>;
function reading(lines: { key: string; rev?: string; cells: Cells }[], headers = ['Member', 'Tasks', 'Done', 'Note', 'Status']): GridReading {
  const rows = lines.map(({ key, rev = '', cells }, at) => ({
    key,
    rev,
    line: at + 5,
    cells: Object.fromEntries(
      headers.map((header) => {
        const cell = cells[header] ?? '';
        return [header, typeof cell === 'string' ? { text: cell, formula: false } : { text: cell.formula, formula: true }];
      }),
    ),
  }));
  return { sheetName: 'Grid', headers, rows, protected: true, filtered: false, plain: false, locksBroken: false };
}

const context: DetectContext = {
  columns: COLUMNS,
  rules: [{ rule: 'asterisk', word: 'Kosovo', suffix: '*' }],
  language: 'en',
  mayEdit: (row) => row === 'albania',
  readOnly: false,
  shared: false,
  nameOf: (row) => row,
  wantedText: ({ text }) => text,
  isSetAside: () => false,
  refusalOf: () => undefined,
};

function found(grid: GridReading, changed: Partial<DetectContext> = {}) {
  const sheet = identify(grid, { columns: COLUMNS, labels: LABELS, keys: new Set(BASES.keys()), bases: BASES });
  const { changes, problems } = detect(sheet, BASES, { ...context, ...changed });
  return { changes, problems: problems.map(({ kind, code, row, column: key }) => [kind, code, row, key]) };
}

const ALBANIA = { key: 'albania', cells: { Member: 'Albania', Tasks: 'one\ntwo' } };
const KOSOVO = { key: 'kosovo', cells: { Member: 'Kosovo*' } };
const albania = (cells: Cells) => ({ ...ALBANIA, cells: { ...ALBANIA.cells, ...cells } });

describe('what was typed', () => {
  it('[Q44] blank lines, trailing blanks, tabs, line ends and forms of characters are no change', () => {
    for (const text of ['one\ntwo', 'one\r\ntwo\r\n', '\none  \n\n  \ntwo\n'])
      expect(found(reading([albania({ Tasks: text }), KOSOVO]))).toEqual({ changes: [], problems: [] });
    expect(found(reading([albania({ Note: '\n' }), KOSOVO])).changes).toEqual([]);
    expect(found(reading([albania({ Tasks: 'two\none' }), KOSOVO])).changes).toEqual([{ row: 'albania', parts: [{ base: 1, texts: { tasks: 'two\none' } }] }]);
    expect(found(reading([albania({ Tasks: '' }), KOSOVO])).changes).toEqual([{ row: 'albania', parts: [{ base: 1, texts: { tasks: '' } }] }]);
  });

  it('[Q45] one bad cell stays and is said with its reason; the good ones go', () => {
    const { changes, problems } = found(reading([albania({ Tasks: 'x'.repeat(21), Done: 'fine', Note: { formula: '3' } }), KOSOVO]));
    expect(changes).toEqual([{ row: 'albania', parts: [{ base: 1, texts: { done: 'fine' } }] }]);
    expect(problems).toEqual([
      ['error', 'cell-too-long', 'albania', 'tasks'],
      ['error', 'check.live-formula', 'albania', 'note'],
    ]);
    expect(found(reading([albania({ Done: 'a\nb\nc\nd' }), KOSOVO])).problems).toEqual([['error', 'too-many-lines', 'albania', 'done']]);
  });

  it('[Q46] a formula is a formula also where it shows the old text', () => {
    expect(found(reading([albania({ Tasks: { formula: 'one\ntwo' } }), KOSOVO])).problems).toEqual([['error', 'check.live-formula', 'albania', 'tasks']]);
  });

  it('[Q47] text in a row or column that is not mine is a stray and never sent', () => {
    const grid = reading([albania({ Member: 'Shqipëria' }), { ...KOSOVO, cells: { Member: 'Kosovo*', Tasks: 'x' } }]);
    expect(found(grid)).toEqual({
      changes: [],
      problems: [
        ['stray', 'sync.not-editable', 'albania', 'member'],
        ['stray', 'sync.not-mine', 'kosovo', 'tasks'],
      ],
    });
    expect(found(grid, { mayEdit: () => false, readOnly: true }).problems[1]).toEqual(['stray', 'sync.cannot-write', 'kosovo', 'tasks']);
    expect(found(grid, { mayEdit: () => true }).changes).toEqual([{ row: 'kosovo', parts: [{ base: 1, texts: { tasks: 'x' } }] }]);
  });

  it('[Q48] a wording is a warning and is sent all the same', () => {
    const { changes, problems } = found(reading([albania({ Note: 'to Kosovo' }), KOSOVO]));
    expect(changes).toHaveLength(1);
    expect(problems).toEqual([['warning', 'wording', 'albania', 'note']]);
  });

  it('[Q49] text that was refused is not sent again until it changes; what is set aside is left alone', () => {
    const refusalOf: DetectContext['refusalOf'] = ({ text }) => (text === 'no' ? { code: 'not-yours', sentence: 'no' } : undefined);
    expect(found(reading([albania({ Done: 'no' }), KOSOVO]), { refusalOf })).toEqual({ changes: [], problems: [['refused', 'not-yours', 'albania', 'done']] });
    expect(found(reading([albania({ Done: 'yes' }), KOSOVO]), { refusalOf }).changes).toHaveLength(1);
    expect(found(reading([albania({ Done: 'yes' }), KOSOVO]), { isSetAside: ({ column: key }) => key === 'done' })).toEqual({ changes: [], problems: [] });
  });
});

describe('cells with an open question', () => {
  it('[Q60] only what differs besides the lines in conflict is sent, and the sheet’s text is remembered with it', () => {
    const grid = reading([albania({ Tasks: 'one, mine\ntwo\nthree' }), KOSOVO]);
    const wantedText = ({ text }: { text: string }) => text.replace('one, mine', 'one');
    expect(found(grid, { wantedText }).changes).toEqual([
      { row: 'albania', parts: [{ base: 1, texts: { tasks: 'one, mine\ntwo\nthree' }, wanted: { tasks: 'one\ntwo\nthree' } }] },
    ]);
    expect(found(reading([albania({ Tasks: 'one, mine\ntwo' }), KOSOVO]), { wantedText }).changes).toEqual([]);
  });

  it('[Q60] limits hold for what is sent, not for the line that waits', () => {
    const grid = reading([albania({ Tasks: `${'x'.repeat(30)}\nfine` }), KOSOVO]);
    const wantedText = ({ text }: { text: string }) => text.replace(/x+/, 'one');
    expect(found(grid, { wantedText })).toMatchObject({ changes: [{ parts: [{ wanted: { tasks: 'one\nfine' } }] }], problems: [] });
  });
});

describe('which line is which row', () => {
  it('[L30] of two lines with one key the one that fits its base is the row', () => {
    const copy = { ...albania({ Tasks: 'copied and changed', Member: 'x' }) };
    const row = { ...ALBANIA, rev: revOf(BASES.get('albania')!) };
    for (const lines of [
      [row, copy, KOSOVO],
      [copy, row, KOSOVO],
    ]) {
      expect(found(reading(lines))).toEqual({ changes: [], problems: [['stray', 'sync.copied-row', 'albania', undefined]] });
    }
  });

  it('[L31] missing and unknown rows, text without a row and missing columns are said; nothing of it is sent', () => {
    const lines = [ALBANIA, { key: 'atlantis', cells: { Tasks: 'x' } }, { key: '', cells: { Done: 'loose' } }, { key: '', cells: {} }];
    expect(found(reading(lines))).toEqual({
      changes: [],
      problems: [
        ['stray', 'sync.unknown-row', 'atlantis', undefined],
        ['stray', 'sync.text-outside', '', undefined],
        ['stray', 'sync.missing-row', 'kosovo', undefined],
      ],
    });
    expect(found(reading([ALBANIA, KOSOVO], ['Member', 'Done', 'Note', 'Status']))).toEqual({
      changes: [],
      problems: [['stray', 'sync.missing-column', '', 'tasks']],
    });
  });

  it('[L32] a row whose base is not known is left alone and said so', () => {
    const sheet = identify(reading([ALBANIA, KOSOVO]), { columns: COLUMNS, labels: LABELS, keys: new Set(BASES.keys()), bases: new Map() });
    const { changes, problems } = detect(sheet, new Map(), context);
    expect([changes, problems.map(({ code }) => code)]).toEqual([[], ['sync.base-unknown', 'sync.base-unknown']]);
  });
});
