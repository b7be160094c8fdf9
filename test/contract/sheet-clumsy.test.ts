/** Clumsy hands in Excel: whatever is done to the sheet, no word is lost or lands in another row. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BASE_SHEET } from '../../addin/excel/base-sheet.ts';
import { type Desk, startWorld, type World } from '../support/addin-world.ts';
import { contentsOf, openUnprotected, problemCodes, SHEET, savedAs } from '../support/desk-steps.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

const unprotected = (token?: string) => openUnprotected(world, token);
const contents = () => contentsOf(world);

/** Excel did what the hand did. */
const done = (outcome: unknown): void => expect(outcome).toEqual({ ok: true });

/** Types into the row and receives a change of another row; both must find their places. */
async function bothWays(desk: Desk, version = 2): Promise<void> {
  desk.host.person.type(desk.cell('albania', 'Tasks'), `albanian ${version}`);
  await savedAs(desk, 'albania', version);
  await world.save('demo:slovenia', 'slovenia', { inProcess: [`slovenian ${version}`] });
  await desk.until(() => desk.shows('slovenia', 'Products in process') === `slovenian ${version}`, 'received');
  const all = await contents();
  expect(all['albania']).toMatchObject({ tasks: `albanian ${version}` });
  expect(all['kosovo']).toMatchObject({ tasks: 'k1\nk2' });
  expect(all['serbia']).toMatchObject({ tasks: 's1' });
  expect(Object.values(all).filter(({ tasks }) => tasks !== '')).toHaveLength(3);
  expect(desk.shows('kosovo', 'Tasks')).toBe('k1\nk2');
}

/** How often a sentence with these words was said. */
const said = (desk: Desk, words: string): number => desk.engine.view().announcements.filter(({ sentence }) => sentence.includes(words)).length;

describe('rows', () => {
  it('[L11] sorted: identity is the key, not the position', async () => {
    const desk = await unprotected();
    expect(desk.host.person.sort(desk.cell('albania', 'Support Group Members'), 'descending')).toEqual({ ok: true });
    await bothWays(desk);
    expect(problemCodes(desk)).toEqual([]);
    expect(said(desk, 'The rows stand in another order now.')).toBe(1);
  });

  it('[L12] rows inserted above and within, and text typed into one: nothing moves, the stray text is said and not sent', async () => {
    const desk = await unprotected();
    done(desk.host.person.insert(`'${SHEET}'!1:2`));
    done(desk.host.person.insert(`'${SHEET}'!9:9`));
    desk.host.person.type(`'${SHEET}'!E9`, 'text without a row');
    await bothWays(desk);
    expect(desk.engine.view().problems).toMatchObject([{ kind: 'stray', code: 'sync.text-outside', sentence: expect.stringContaining('text without a row') }]);
    expect(desk.host.person.sees(`'${SHEET}'!E9`)).toBe('text without a row');
  });

  it('[L13] a deleted row deletes nothing in the grid; it is put back with one click, with what was typed in it and not yet sent', async () => {
    const desk = await unprotected();
    done(desk.host.person.delete(rowOf(desk, 'kosovo')));
    await desk.until(() => problemCodes(desk).includes('sync.missing-row'), 'said');
    world.cut();
    desk.host.person.type(desk.cell('albania', 'Tasks'), 'not yet sent');
    await desk.until(() => desk.engine.view().pending.length === 1 && desk.engine.view().connection.state === 'offline', 'waiting');
    await desk.pass(1_000);
    done(desk.host.person.delete(rowOf(desk, 'albania')));
    await desk.until(() => problemCodes(desk).filter((code) => code === 'sync.missing-row').length === 2, 'said too');
    for (const { id } of desk.engine.view().problems) await desk.engine.repair(id);
    expect(desk.shows('kosovo', 'Tasks')).toBe('k1\nk2');
    expect(desk.shows('albania', 'Tasks')).toBe('not yet sent');
    world.resume();
    await savedAs(desk, 'albania', 2);
    expect((await contents())['albania']).toMatchObject({ tasks: 'not yet sent' });
    expect(problemCodes(desk)).toEqual([]);
    expect(desk.host.book.tables[0]!.rect.rows).toBe(20);
  });

  it('[L14] a row copied over another: the copy is never sent, the lost row is offered back', async () => {
    const desk = await unprotected();
    desk.host.person.type(desk.cell('albania', 'Tasks'), 'original');
    await savedAs(desk, 'albania', 2);
    done(desk.host.person.copy(rowOf(desk, 'albania')));
    const place = rowOf(desk, 'serbia');
    done(desk.host.person.paste(place.replace(/!(\d+):.*/, '!A$1')));
    desk.host.person.type(place.replace(/!(\d+):.*/, '!E$1'), 'typed into the copy');
    await desk.until(() => problemCodes(desk).length === 2, 'copy and missing row');
    expect(problemCodes(desk).sort()).toEqual(['sync.copied-row', 'sync.missing-row']);
    await desk.pass(2_000);
    expect(await contents()).toMatchObject({ albania: { tasks: 'original' }, serbia: { tasks: 's1' } });
    expect(desk.host.person.sees(place.replace(/!(\d+):.*/, '!E$1'))).toBe('typed into the copy');
  });

  it('[L15] text typed into a row that is not mine is neither sent nor overwritten; one click puts the old text back', async () => {
    const desk = await unprotected();
    desk.host.person.type(desk.cell('kosovo', 'Tasks'), 'in the wrong row');
    desk.host.person.type(desk.cell('kosovo', 'Support Group Members'), 'another name');
    await desk.until(() => problemCodes(desk).length === 2, 'said');
    await world.save('demo:kosovo', 'kosovo', { tasks: ['k3'], inProcess: ['beside'] });
    await desk.until(() => desk.shows('kosovo', 'Products in process') === 'beside', 'the cell beside it follows');
    expect(desk.shows('kosovo', 'Tasks')).toBe('in the wrong row');
    expect((await contents())['kosovo']).toMatchObject({ tasks: 'k3' });
    for (const { id } of desk.engine.view().problems) await desk.engine.repair(id);
    await desk.until(() => desk.shows('kosovo', 'Tasks') === 'k3' && desk.shows('kosovo', 'Support Group Members').startsWith('Kosovo*: Ministry'), 'put back');
    expect(problemCodes(desk)).toEqual([]);
  });
});

describe('columns, sheets, tables', () => {
  it('[L16] columns inserted and moved: headers are the map', async () => {
    const desk = await unprotected();
    done(desk.host.person.insert(`'${SHEET}'!E:E`));
    await bothWays(desk);
    expect(problemCodes(desk)).toEqual([]);
    expect(said(desk, 'is none of the grid’s.')).toBe(1);
  });

  it('[L17] a deleted column deletes nothing in the grid; opening the grid again puts it back', async () => {
    const desk = await unprotected();
    done(desk.host.person.delete(`'${SHEET}'!E:E`));
    await desk.until(() => problemCodes(desk).includes('sync.missing-column'), 'said');
    await desk.pass(2_000);
    expect((await contents())['kosovo']).toMatchObject({ tasks: 'k1\nk2' });
    await desk.engine.openGrid();
    expect(desk.shows('kosovo', 'Tasks')).toBe('k1\nk2');
    await bothWays(desk);
    expect(problemCodes(desk)).toEqual([]);
  });

  it('[L18] the sheet renamed, the table made a plain range: the grid is found', async () => {
    const desk = await unprotected();
    done(desk.host.person.tabs.rename(SHEET, 'Ours'));
    await bothWays(desk);
    expect(said(desk, 'The grid is now in the sheet “Ours”.')).toBe(1);
    done(desk.host.person.tabs.convertTable('grid_wbcti_support_group'));
    expect(desk.host.book.tables).toEqual([]);
    await bothWays(desk, 3);
    expect(said(desk, 'The table is a plain range now.')).toBe(1);
    const again = await world.open('demo:albania', { saved: await desk.close() });
    await bothWays(again, 4);
    expect(await again.host.countSyncs(() => again.engine.openGrid())).toBeLessThanOrEqual(3);
  });

  it('[L19] the sheet copied: one of the two goes on, the other is left alone', async () => {
    const desk = await unprotected();
    done(desk.host.person.tabs.copy(SHEET));
    const copy = desk.host.book.active.name;
    done(desk.host.person.tabs.activate(SHEET));
    await bothWays(desk);
    desk.host.person.type(`'${copy}'!E7`, 'typed into the copy');
    await bothWays(desk, 3);
    expect(desk.host.person.sees(`'${copy}'!E7`)).toBe('typed into the copy');
    expect(said(desk, `The sheet “${copy}” holds a copy of the grid.`)).toBe(1);
  });

  it('[L20] the sheet deleted: nothing is deleted in the grid, and it can be opened again', async () => {
    const desk = await unprotected();
    done(desk.host.person.tabs.delete(SHEET));
    await desk.until(() => desk.engine.view().workbook === 'none', 'gone');
    await desk.engine.openGrid();
    await bothWays(desk);
  });

  it('[L21] the hidden sheet deleted: bases come from the service by the rows’ versions, and typed text is kept', async () => {
    const desk = await unprotected();
    desk.host.book.events.announcing = false;
    desk.host.person.type(desk.cell('albania', 'Tasks'), 'typed before');
    // Excel does not offer a very hidden sheet; LibreOffice saves it as a hidden one.
    desk.host.book.sheetNamed(BASE_SHEET)!.visibility = 'Hidden';
    expect([desk.host.person.tabs.unhide(BASE_SHEET), desk.host.person.tabs.delete(BASE_SHEET)]).toEqual([{ ok: true }, { ok: true }]);
    desk.host.book.events.announcing = true;
    await savedAs(desk, 'albania', 2);
    await desk.until(() => desk.host.book.sheetNamed(BASE_SHEET)?.visibility === 'VeryHidden', 'written anew');
    await bothWays(desk, 3);
    const said = desk.engine.view().announcements.filter(({ sentence }) => sentence.startsWith('The hidden notes of this workbook are gone'));
    expect(said).toHaveLength(1);
  });

  it('[L22] damaged hidden lines are reported and fetched, never guessed', async () => {
    const desk = await unprotected();
    await desk.pass(2_000);
    const hidden = desk.host.book.sheetNamed(BASE_SHEET)!;
    const at = Array.from({ length: 40 }, (_, row) => row).find((row) => hidden.textAt(row, 0) === 'albania')!;
    hidden.putContent(at, 3, { value: '~{"version":1,"cells":{"tasks":"forged"}}' });
    await bothWays(desk);
    expect(desk.engine.view().announcements.map(({ sentence }) => sentence)).toContainEqual(expect.stringContaining('Albania were damaged'));
  });

  it('[L23] a workbook that carries another grid is left alone', async () => {
    const desk = await unprotected();
    const other = await startWorld();
    try {
      const stranger = await other.open('demo:albania', { saved: await desk.close() });
      expect(stranger.engine.view().workbook).toBe('other');
      stranger.host.person.type(stranger.cell('albania', 'Tasks'), 'not for this service');
      await stranger.pass(2_000);
      expect(stranger.posts).toEqual([]);
      await expect(stranger.engine.openGrid()).rejects.toThrow('another grid');
    } finally {
      await other.close();
    }
  });

  it('[L24] several people have the workbook open: each add-in sends its own row, and locks stay everybody’s', async () => {
    const desk = await unprotected();
    desk.host.book.coauthored = true;
    await desk.engine.openGrid();
    desk.host.colleague.type(desk.cell('kosovo', 'Tasks'), 'typed by a co-author');
    await desk.pass(3_000);
    expect(desk.posts).toEqual([]);
    // Not my text, so no button of mine takes it away.
    expect(desk.engine.view().problems).toMatchObject([{ row: 'kosovo', column: 'tasks', sentence: expect.stringContaining('a colleague') }]);
    expect(desk.engine.view().problems[0]).not.toHaveProperty('repair');
    desk.host.person.type(desk.cell('albania', 'Tasks'), 'mine');
    await savedAs(desk, 'albania', 2);
    expect((await contents())['kosovo']).toMatchObject({ tasks: 'k1\nk2' });
    expect(desk.shows('kosovo', 'Tasks')).toBe('typed by a co-author');
  });

  it('[L25] undo after a save brings the sheet back to a state that is understood: no word is lost', async () => {
    const desk = await unprotected();
    await desk.engine.openGrid();
    desk.host.person.type(desk.cell('albania', 'Tasks'), 'first');
    await savedAs(desk, 'albania', 2);
    await desk.pass(1_000);
    desk.host.person.type(desk.cell('albania', 'Tasks'), 'second');
    await savedAs(desk, 'albania', 3);
    await desk.pass(1_000);
    done(desk.host.person.undo());
    await desk.pass(3_000);
    expect(desk.engine.view().conflicts).toEqual([]);
    expect(['first', 'second']).toContain((await contents())['albania']!['tasks']);
    expect(desk.shows('albania', 'Tasks')).toBe((await contents())['albania']!['tasks']);
  });

  it('[L26] an older state of a row, put back with its version, is brought up to date and not saved over the newer one', async () => {
    const desk = await unprotected();
    desk.host.person.type(desk.cell('albania', 'Tasks'), 'first');
    await savedAs(desk, 'albania', 2);
    await desk.pass(1_000);
    const rev = desk.shows('albania', '__rev');
    desk.host.person.type(desk.cell('albania', 'Tasks'), 'second');
    await savedAs(desk, 'albania', 3);
    await desk.pass(1_000);
    desk.host.person.type(desk.cell('albania', '__rev'), rev);
    desk.host.person.type(desk.cell('albania', 'Tasks'), 'first');
    await desk.until(() => desk.shows('albania', 'Tasks') === 'second' && desk.shows('albania', '__rev').startsWith('3.'), 'up to date');
    expect((await contents())['albania']).toMatchObject({ tasks: 'second' });
  });
});

function rowOf(desk: Desk, row: string): string {
  const line = /(\d+)$/.exec(desk.cell(row, 'Tasks'))![1];
  return `'${SHEET}'!${line}:${line}`;
}
