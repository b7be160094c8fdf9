/** The sheet that the add-in draws and reads, over Microsoft's client and the simulated Excel, with the shipped service behind it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseRect, splitAddress } from '../../addin/preview/host/address.ts';
import { columnWidth } from '../../addin/preview/host/format.ts';
import { type Desk, startWorld, type World } from '../support/addin-world.ts';
import { openDrawn } from '../support/desk-steps.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const drawn = (token: string): Promise<Desk> => openDrawn(world, token);

const SHEET = 'Support Group';
const front = (desk: Desk) => desk.host.book.sheetNamed(SHEET)!;
const texts = (desk: Desk, row: number): string[] => Array.from({ length: 9 }, (_, column) => front(desk).textAt(row, column));

describe('drawing', () => {
  it('[L1] nineteen rows are drawn with at most three requests, and drawn anew with at most three', async () => {
    const desk = await world.open('demo:albania');
    expect(desk.engine.view().workbook).toBe('none');
    expect(await desk.host.countSyncs(() => desk.engine.openGrid())).toBeLessThanOrEqual(3);
    expect(desk.engine.view().workbook).toBe('grid');
    expect(await desk.host.countSyncs(() => desk.engine.openGrid())).toBeLessThanOrEqual(3);
    expect(desk.faults).toEqual([]);
  });

  it('[L2] the sheet reads by itself: title with the period, marking, the columns in order, status in words, notes and footnotes below', async () => {
    const desk = await drawn('demo:albania');
    expect(texts(desk, 0)[2]).toBe('WBCTi Support Group – 2026-Q4');
    expect(texts(desk, 1)[2]).toContain('TLP:AMBER');
    expect(texts(desk, 3)).toEqual([
      '__key',
      '__rev',
      'No',
      'Support Group Members',
      'Tasks',
      'Decision making process',
      'Accomplished Products',
      'Products in process',
      'Status 2026-Q4',
    ]);
    expect(texts(desk, 4)[8]).toMatch(/^Not submitted – due 31 December 2026$/);
    expect([4, 22].map((row) => texts(desk, row)[0])).toEqual(['dg-near', 'giz']);
    expect([23, 24, 25].map((row) => texts(desk, row)[2]!.slice(0, 12))).toEqual(['', 'NB: The info', '*This design']);
    const sheet = front(desk);
    expect([0, 1, 2].map((column) => sheet.columnHidden(column))).toEqual([true, true, false]);
    expect(sheet.formatAt(6, 4)).toMatchObject({ numberFormat: '@', wrapText: true, verticalAlignment: 'Top' });
    expect(desk.host.book.tables.map(({ name, showBandedRows }) => [name, showBandedRows])).toEqual([['grid_wbcti_support_group', true]]);
  });

  it('[L57] the header and the member’s name stay in sight, and the columns are narrow enough for a landscape screen', async () => {
    const sheet = front(await drawn('demo:albania'));
    expect(sheet.frozen).toEqual({ rows: 4, cols: 4 });
    const widthsPx = Array.from({ length: 9 }, (_, column) => (columnWidth(sheet, column) * 4) / 3);
    // At 80 % beside the pane of a 1400 pixel screen, less the row numbers and a scroll bar.
    expect(widthsPx.reduce((sum, width) => sum + width, 0) * 0.8).toBeLessThan(1_000);
  });

  it('[L58] one’s own row has a light ground and its name in bold, also after a mark on it has gone; where all rows are open none has', async () => {
    const desk = await drawn('demo:albania');
    const looks = (of: Desk, row: string) =>
      ['Support Group Members', 'Tasks'].map((label) => {
        const at = parseRect(splitAddress(of.cell(row, label)).cells)!;
        const { fillColor, bold } = front(of).formatAt(at.row, at.col);
        return [fillColor, bold];
      });
    const [plain, own] = [
      [
        ['', false],
        ['', false],
      ],
      [
        ['#E3F3E4', true],
        ['#E3F3E4', false],
      ],
    ];
    expect([looks(desk, 'albania'), looks(desk, 'kosovo')]).toEqual([own, plain]);
    desk.host.person.pasteBlock(desk.cell('albania', 'Tasks'), [['bad\u200e']]);
    await desk.until(() => looks(desk, 'albania')[1]?.[0] === '#FBD5D5', 'the mark of a character that can’t be kept');
    desk.host.person.type(desk.cell('albania', 'Tasks'), 'x'.repeat(10));
    await desk.until(() => looks(desk, 'albania')[1]?.[0] !== '#FBD5D5', 'no mark any more');
    expect(looks(desk, 'albania')).toEqual(own);
    await desk.engine.signIn('demo:kosovo');
    await desk.until(() => looks(desk, 'kosovo')[0]?.[1] === true, 'the row of the other person');
    expect([looks(desk, 'albania'), looks(desk, 'kosovo')]).toEqual([plain, own]);
    await desk.engine.signIn('demo:secretariat');
    await desk.until(() => looks(desk, 'kosovo')[0]?.[1] === false, 'no row in particular');
    expect([looks(desk, 'albania'), looks(desk, 'kosovo')]).toEqual([plain, plain]);
  });

  it('[L70] the status of an overdue row stands out besides its words, until the row is submitted', async () => {
    const late = await startWorld({ today: '2027-01-10' });
    try {
      const desk = await late.open('demo:secretariat');
      await desk.engine.openGrid();
      const look = (row: string, label: string) => {
        const at = parseRect(splitAddress(desk.cell(row, label)).cells)!;
        const { bold, fontColor } = front(desk).formatAt(at.row, at.col);
        return [bold, fontColor];
      };
      const [standsOut, plain] = [
        [true, '#9C0006'],
        [false, '#000000'],
      ];
      const status = 'Status 2026-Q4';
      expect(desk.shows('albania', status)).toMatch(/^OVERDUE by 10 days/);
      expect([look('albania', status), look('giz', status), look('albania', 'Tasks')]).toEqual([standsOut, standsOut, plain]);
      const params = { grid: 'wbcti', period: '2026-Q4' };
      await late.api('demo:albania').call('submit', { params, body: { member: 'albania', statement: 'nothing-to-report' } });
      await desk.until(() => desk.shows('albania', status).startsWith('Nothing to report'), 'the late answer in the sheet');
      expect([look('albania', status), look('giz', status)]).toEqual([plain, standsOut]);
      await desk.engine.openGrid();
      expect([look('albania', status), look('giz', status)]).toEqual([plain, standsOut]);
    } finally {
      await late.close();
    }
  });

  it('[L3] one’s own cells are open, everything else is locked, without a password; the Secretariat finds every row open', async () => {
    const member = await drawn('demo:albania');
    expect(front(member).protection).toMatchObject({
      password: '',
      options: { allowFormatCells: true, allowFormatRows: true, allowAutoFilter: true, allowInsertRows: false },
    });
    expect(member.host.person.type(member.cell('albania', 'Tasks'), 'mine').ok).toBe(true);
    for (const [row, label] of [
      ['kosovo', 'Tasks'],
      ['albania', 'No'],
      ['albania', 'Support Group Members'],
      ['albania', '__key'],
    ] as const) {
      expect(member.host.person.type(member.cell(row, label), 'x').ok).toBe(false);
    }
    const secretariat = await drawn('demo:secretariat');
    expect(secretariat.host.person.type(secretariat.cell('kosovo', 'Tasks'), 'theirs').ok).toBe(true);
    const observer = await drawn('demo:observer');
    expect(observer.host.person.type(observer.cell('kosovo', 'Tasks'), 'x').ok).toBe(false);
  });

  it('[L4] the typist gets help within Excel’s limits of 32, 255 and 224 characters', async () => {
    const desk = await drawn('demo:albania');
    const rule = front(desk).cell(6, 4)?.rule;
    expect(rule).toMatchObject({ criteria: { textLength: { formula1: 0, formula2: 32_767 } } });
    expect(rule?.prompt?.message?.length).toBeGreaterThan(20);
    expect(rule?.prompt?.message?.length).toBeLessThanOrEqual(255);
    expect(rule?.errorAlert?.message?.length).toBeLessThanOrEqual(224);
  });

  it('[L5] a sheet of that name stays: the grid takes another one', async () => {
    const desk = await world.open('demo:albania');
    desk.host.person.tabs.add(SHEET);
    desk.host.person.type(`'${SHEET}'!A1`, 'my own notes');
    await desk.engine.openGrid();
    expect(desk.host.person.sees(`'${SHEET}'!A1`)).toBe('my own notes');
    expect(desk.host.person.tabs.names()).toContain('Support Group_2');
  });

  it('[L6] drawing works whatever state the protection is in, and puts it back', async () => {
    const desk = await drawn('demo:albania');
    desk.host.person.tabs.unprotect(SHEET);
    await desk.engine.openGrid();
    expect(front(desk).protection).not.toBeNull();
    await desk.engine.openGrid();
    expect(front(desk).protection).not.toBeNull();
    expect(desk.faults).toEqual([]);
  });
});

describe('text', () => {
  const TEXTS = ['=1+1', '+49 123', '-item', '@home', '’quoted', "'tis", '2027', '1/2', 'ë–ç “x”', '=cmd|calc'];

  it('[L7] text stays text whatever it begins with: typed, saved, received, drawn again', async () => {
    const desk = await drawn('demo:osce');
    const other = await drawn('demo:dcaf');
    for (const text of TEXTS)
      await world
        .save('demo:osce', 'osce', { tasks: [text, 'second line'] })
        .then(() => other.until(() => other.shows('osce', 'Tasks') === `${text}\nsecond line`, text));
    await desk.until(() => desk.shows('osce', 'Tasks') === '=cmd|calc\nsecond line', 'the last one');
    desk.host.person.type(desk.cell('osce', 'Decision making process'), "'=2+2");
    await desk.until(() => other.shows('osce', 'Decision making process') === '=2+2', 'typed text beginning with =');
    await other.engine.openGrid();
    expect(other.shows('osce', 'Decision making process')).toBe('=2+2');
    expect(other.engine.view().problems).toEqual([]);
    const sheet = front(other);
    for (let row = 4; row < 23; row++) for (let column = 0; column < 9; column++) expect(sheet.content(row, column)?.formula).toBeUndefined();
  });

  it('[L8] numbers and dates that a paste brought are read as the sheet shows them', async () => {
    const desk = await drawn('demo:unodc');
    desk.host.person.pasteBlock(desk.cell('unodc', 'Tasks'), [['2027', '2026-12-01']], { from: 'workbook' });
    await desk.until(() => desk.engine.view().lastSaved?.row === 'unodc', 'saved');
    const { rows } = await world.api('demo:observer').call('readGrid', { params: { grid: 'wbcti' } });
    const { cells } = rows.find(({ row }) => row === 'unodc')!;
    expect([cells['tasks'], cells['decisionMaking']]).toMatchObject([[{ text: '2027' }], [{ text: '2026-12-01' }]]);
  });

  it('[L9] a formula is refused with the reason beside the cell, and the rest of the row is saved', async () => {
    const desk = await drawn('demo:italy');
    desk.host.person.type('Sheet1!A1', '=1+1');
    desk.host.person.type('Sheet1!B1', 'a good cell');
    desk.host.person.copy('Sheet1!A1:B1');
    desk.host.person.paste(desk.cell('italy', 'Tasks'));
    await desk.until(() => desk.engine.view().lastSaved?.row === 'italy', 'the good cell is saved');
    await desk.until(() => desk.shows('italy', 'Status 2026-Q4').includes('“Tasks” holds a formula'), 'the reason beside the cell');
    const [problem] = desk.engine.view().problems;
    expect(problem).toMatchObject({ kind: 'error', code: 'check.live-formula', row: 'italy', column: 'tasks' });
    const { rows } = await world.api('demo:observer').call('readGrid', { params: { grid: 'wbcti' } });
    expect(rows.find(({ row }) => row === 'italy')!.cells).toMatchObject({ tasks: [], decisionMaking: [{ text: 'a good cell' }] });
    await desk.until(() => desk.host.person.type(desk.cell('italy', 'Tasks'), 'no formula').ok, 'the cell is open again');
    await desk.until(() => desk.engine.view().problems.length === 0 && !desk.shows('italy', 'Status 2026-Q4').includes('formula'), 'mended');
  });

  it('[L10] pasted cells bring their locks along; the add-in opens them again', async () => {
    const desk = await drawn('demo:giz');
    desk.host.person.pasteBlock(desk.cell('giz', 'Tasks'), [['pasted']], { from: 'workbook' });
    await desk.until(() => desk.engine.view().lastSaved?.row === 'giz', 'saved');
    await desk.until(() => desk.host.person.type(desk.cell('giz', 'Tasks'), 'typed over it').ok, 'open again');
    await desk.until(() => desk.engine.view().lastSaved?.version === 3, 'saved again');
  });
});
