/** History at the sheet: a version is restored through it, and the grid as it stood is a sheet of its own that nothing takes for the grid. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Desk, startWorld, type World } from '../support/addin-world.ts';
import { openDrawn } from '../support/desk-steps.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

const SHEET = 'Support Group';
const COPY = 'Support Group 2026-11-25';
const TASKS = 'Tasks';

const drawn = (token = 'demo:albania'): Promise<Desk> => openDrawn(world, token);

async function stored(row: string): Promise<{ version: number; tasks: string[]; inProcess: string[] }> {
  const { rows } = await world.api('demo:observer').call('readGrid', { params: { grid: 'wbcti' } });
  const { version, cells } = rows.find((candidate) => candidate.row === row)!;
  const lines = (column: string) => (cells[column] as { text: string }[]).map(({ text }) => text);
  return { version, tasks: lines('tasks'), inProcess: lines('inProcess') };
}

/** Albania's row in three versions: empty, two cells, both changed. */
async function threeVersions(): Promise<void> {
  await world.save('demo:albania', 'albania', { tasks: ['first', 'second'], inProcess: ['plan'] });
  await world.save('demo:albania', 'albania', { tasks: ['first reworded', 'third'], inProcess: [] });
}

describe('restoring a version', () => {
  it('[L66] is a new version with the old text, in the sheet too, and items keep their identity where they still stand', async () => {
    await threeVersions();
    const desk = await drawn();
    expect(await desk.engine.restore({ row: 'albania', version: 2 })).toEqual({ outcome: 'saved', version: 4 });
    expect(await stored('albania')).toEqual({ version: 4, tasks: ['first', 'second'], inProcess: ['plan'] });
    expect([desk.shows('albania', TASKS), desk.shows('albania', 'Products in process')]).toEqual(['first\nsecond', 'plan']);
    const [newest] = await desk.engine.versions('albania', { limit: 1 });
    expect(newest).toMatchObject({ version: 4, by: 'demo:albania', route: 'addin' });
    expect(desk.posts).toEqual([1]);
    expect(await desk.engine.restore({ row: 'albania', version: 2 })).toEqual({ outcome: 'unchanged', version: 4 });
    expect(desk.posts).toEqual([1]);
  });

  it('[M58] lines that had gone are the same items again, and what is typed later is not taken for them', async () => {
    await threeVersions();
    const desk = await drawn();
    await desk.engine.restore({ row: 'albania', version: 2 });
    const life = async (itemId: string) => (await desk.engine.itemLife('albania', itemId)).map(({ version, change }) => `${version} ${change}`);
    expect(await life('2.2')).toEqual(['2 added', '3 removed', '4 returned']);
    expect(await life('2.3')).toEqual(['2 added', '3 removed', '4 returned']);
    expect(await life('2.1')).toEqual(['2 added', '3 removed', '4 returned']);

    desk.host.person.type(desk.cell('albania', TASKS), 'first');
    await desk.until(() => desk.shows('albania', '__rev').startsWith('5.'), 'taken out');
    desk.host.person.type(desk.cell('albania', TASKS), 'first\nsecond');
    await desk.until(() => desk.shows('albania', '__rev').startsWith('6.'), 'typed anew');
    expect(await life('2.2')).toEqual(['2 added', '3 removed', '4 returned', '5 removed']);
  });

  it('[L67] what was typed becomes a version first; what can’t be saved holds the restoring back, and nothing is lost', async () => {
    await threeVersions();
    const desk = await drawn();
    desk.host.person.type(desk.cell('albania', 'Accomplished Products'), 'typed just now');
    expect(await desk.engine.restore({ row: 'albania', version: 2 })).toEqual({ outcome: 'saved', version: 5 });
    const versions = await desk.engine.versions('albania', { limit: 5 });
    expect(versions.map(({ cells }) => (cells['accomplished'] as { text: string }[]).map(({ text }) => text))).toEqual([[], ['typed just now'], [], [], []]);

    desk.host.person.type(desk.cell('albania', TASKS), 'x'.repeat(32_767));
    desk.host.person.pasteBlock(desk.cell('albania', TASKS), [['a\u202eb']], { from: 'text' });
    await expect(desk.engine.restore({ row: 'albania', version: 3 })).rejects.toThrow('1 cell of this row is typed and not saved yet.');
    expect(desk.shows('albania', TASKS)).toBe('a\u202eb');
    expect((await stored('albania')).version).toBe(5);
  });

  it('[L68] the Secretariat restores any row with its reason, a member its own, an observer none', async () => {
    await threeVersions();
    const secretariat = await drawn('demo:secretariat');
    await expect(secretariat.engine.restore({ row: 'albania', version: 2 })).rejects.toMatchObject({ code: 'reason-required' });
    secretariat.engine.setReason('asked for by telephone');
    expect(await secretariat.engine.restore({ row: 'albania', version: 2 })).toMatchObject({ outcome: 'saved', version: 4 });
    expect((await secretariat.engine.versions('albania', { limit: 1 }))[0]).toMatchObject({ by: 'demo:secretariat', reason: 'asked for by telephone' });
    for (const token of ['demo:serbia', 'demo:observer']) {
      const other = await drawn(token);
      await expect(other.engine.restore({ row: 'albania', version: 2 })).rejects.toMatchObject({ code: 'not-yours' });
      await expect(other.engine.restore({ row: 'atlantis', version: 2 })).rejects.toMatchObject({ code: 'unknown-row' });
    }
    expect((await stored('albania')).version).toBe(4);
  });

  it('[L69] while the service is away nothing is put into the sheet, and a lost answer makes no second version', async () => {
    await threeVersions();
    const desk = await drawn();
    world.cut();
    await expect(desk.engine.restore({ row: 'albania', version: 2 })).rejects.toMatchObject({ name: 'ApiUnavailable' });
    expect(desk.shows('albania', TASKS)).toBe('first reworded\nthird');
    world.resume();
    await desk.until(() => desk.engine.view().connection.state === 'online', 'back');
    const lost = world.loseNextAnswer('POST /api/v1/grids/wbcti/edits');
    const restoring = desk.engine.restore({ row: 'albania', version: 2 });
    await lost;
    expect((await restoring).outcome).toBe('waiting');
    world.resume();
    await desk.until(() => desk.engine.view().pending.length === 0 && desk.shows('albania', '__rev').startsWith('4.'), 'saved once');
    expect(await stored('albania')).toEqual({ version: 4, tasks: ['first', 'second'], inProcess: ['plan'] });
  });

  it('[M75] where somebody changes the same line at that moment there is a question, and both texts are there', async () => {
    await world.save('demo:albania', 'albania', { tasks: ['Border plan 2027'] });
    await world.save('demo:albania', 'albania', { tasks: ['Border plan 2028'] });
    const desk = await drawn();
    const { look } = desk.port;
    let looks = 0;
    // The first look belongs to the round that catches up, the second one is what the restored text is compared with.
    desk.port.look = async (...open) => {
      const reading = await look(...open);
      if (++looks === 2) await world.save('demo:secretariat', 'albania', { tasks: ['Border plan 2029'] });
      return reading;
    };
    expect((await desk.engine.restore({ row: 'albania', version: 2 })).outcome).toBe('waiting');
    expect(desk.engine.view().conflicts).toMatchObject([{ column: 'tasks', ours: { text: 'Border plan 2027' }, theirs: { text: 'Border plan 2029' } }]);
    expect([(await stored('albania')).tasks, desk.shows('albania', TASKS)]).toEqual([['Border plan 2029'], 'Border plan 2027']);
  });
});

describe('the grid as it stood', () => {
  it('[L60] is drawn into a locked sheet of its own, with at most three requests, and says what it is', async () => {
    await threeVersions();
    const desk = await drawn();
    expect(await desk.host.countSyncs(() => desk.engine.showAsOf('2026-11-25'))).toBeLessThanOrEqual(3);
    const copy = desk.host.book.sheetNamed(COPY)!;
    expect(desk.host.book.active).toBe(copy);
    expect(copy.textAt(0, 0)).toBe('WBCTi Support Group – as it stood on 25 November 2026, not the current grid');
    expect(copy.textAt(1, 0)).toContain('TLP:AMBER');
    expect(copy.textAt(1, 0)).toContain('nothing that is typed into this sheet is sent');
    const header = Array.from({ length: 8 }, (_, col) => copy.textAt(3, col));
    expect(header).toEqual(['No', 'Support Group Members', TASKS, 'Decision making process', 'Accomplished Products', 'Products in process', 'Saved', '']);
    const albania = Array.from({ length: 19 }, (_, at) => 4 + at).find((row) => copy.textAt(row, 1).startsWith('Albania'))!;
    expect([copy.textAt(albania, 2), copy.textAt(albania, 6)]).toEqual(['first reworded\nthird', 'Version 3, 25 November 2026']);
    expect(copy.textAt(22, 0)).toBe('19');
    expect(Array.from({ length: 10 }, (_, at) => copy.textAt(24 + at, 0)).join('\n')).toContain('UNSCR 1244');
    expect(desk.host.person.type(`'${COPY}'!C${albania + 1}`, 'typed')).toMatchObject({ ok: false });
    expect(desk.host.book.tables).toHaveLength(1);
    expect(JSON.stringify([...copy.cells.values()])).not.toContain('__key');
  });

  it('[L61] drawing it again replaces it, also renamed, unprotected or smaller; another time is another sheet', async () => {
    await world.save('demo:albania', 'albania', { tasks: ['one'] });
    const desk = await drawn();
    await desk.engine.showAsOf('2026-11-25');
    desk.host.person.tabs.unprotect(COPY);
    desk.host.person.type(`'${COPY}'!C40`, 'a note of mine below');
    desk.host.person.tabs.rename(COPY, 'Old');
    await world.save('demo:albania', 'albania', { tasks: ['=two'] });
    expect(await desk.engine.showAsOf('2026-11-25')).toEqual({ sheet: 'Old' });
    expect(await desk.engine.showAsOf('2026-11-25')).toEqual({ sheet: 'Old' });
    const copy = desk.host.book.sheetNamed('Old')!;
    expect([copy.textAt(6, 2), copy.textAt(39, 2), copy.protection === null]).toEqual(['=two', '', false]);
    expect(desk.host.person.tabs.names()).toEqual(['Sheet1', SHEET, 'Old']);
    // The start of the demo is on this day: before it there was nothing.
    await expect(desk.engine.showAsOf('2026-11-24')).rejects.toThrow('it began later');
    desk.host.person.tabs.delete('Old');
    expect(await desk.engine.showAsOf('2026-11-25')).toEqual({ sheet: COPY });
  });

  it('[L62] a sheet of a person’s own with that name stays as it is', async () => {
    const desk = await drawn();
    desk.host.person.tabs.add();
    const own = desk.host.person.tabs.names().at(-1)!;
    desk.host.person.tabs.rename(own, COPY);
    desk.host.person.type(`'${COPY}'!A1`, 'mine');
    expect(await desk.engine.showAsOf('2026-11-25')).toEqual({ sheet: `${COPY}_2` });
    expect(desk.host.book.sheetNamed(COPY)!.textAt(0, 0)).toBe('mine');
  });

  it('[L63] the grid’s sheet, its hidden lines and its detection are not disturbed, whatever a person does to the copy', async () => {
    await threeVersions();
    const desk = await drawn();
    await desk.pass(3_000);
    const grid = () => JSON.stringify([...desk.host.book.sheetNamed(SHEET)!.cells]) + JSON.stringify([...desk.host.book.sheetNamed('__grid_base')!.cells]);
    const before = grid();
    await desk.engine.showAsOf('2026-11-25');
    await desk.pass(3_000);
    expect(grid()).toBe(before);

    const { person } = desk.host;
    person.tabs.unprotect(COPY);
    person.sort(`'${COPY}'!B5`, 'descending');
    person.type(`'${COPY}'!C7`, 'typed into the copy');
    person.type(`'${COPY}'!A4`, '__key');
    // Searched before the grid's sheet once that has lost its table.
    person.type('Sheet1!P1', '__key');
    person.tabs.rename(COPY, 'Mine now');
    await desk.pass(3_000);
    expect(grid()).toBe(before);
    expect([desk.posts, desk.engine.view().problems, desk.engine.view().workbook]).toEqual([[], [], 'grid']);

    person.tabs.unprotect(SHEET);
    person.tabs.convertTable('grid_wbcti_support_group');
    person.tabs.rename(SHEET, 'Zz');
    person.type(desk.cell('albania', TASKS), 'goes on');
    await desk.until(() => desk.engine.view().lastSaved?.version === 4, 'saved');
    const again = await world.open('demo:albania', { saved: await desk.close() });
    again.host.person.type(again.cell('albania', TASKS), 'and on');
    await again.until(() => again.engine.view().lastSaved?.version === 5, 'saved after reopening');
    expect(again.engine.view().problems).toEqual([]);
  });

  it('[L64] a quarter that goes on, a day to come and what is no time are refused, and no sheet is made', async () => {
    const desk = await drawn();
    await expect(desk.engine.showAsOf('2026-Q4')).rejects.toThrow('31 December 2026 is not over yet');
    await expect(desk.engine.showAsOf('2026-11-26')).rejects.toThrow('26 November 2026 is not over yet');
    await expect(desk.engine.showAsOf('yesterday')).rejects.toMatchObject({ code: 'invalid-input' });
    expect(desk.host.person.tabs.names()).toEqual(['Sheet1', SHEET]);
  });

  it('[L65] while a cell is being edited nothing is drawn, and the copy keeps its protection', async () => {
    const desk = await drawn();
    await desk.engine.showAsOf('2026-11-25');
    desk.host.person.startTyping(desk.cell('albania', TASKS));
    await expect(desk.engine.showAsOf('2026-11-25')).rejects.toMatchObject({ code: 'editing' });
    desk.host.person.commitTyping('typed');
    expect(desk.host.book.sheetNamed(COPY)!.protection).not.toBeNull();
    await desk.until(() => desk.engine.view().lastSaved?.version === 2, 'the typing is saved');
  });
});
