/** What hands do with cells and rows in Excel besides typing: undo, paste, fill, cut, filter, open the file twice. Nothing is lost, and each says what became of it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Desk, startWorld, type World } from '../support/addin-world.ts';
import { contentsOf, openUnprotected, problemCodes, SHEET } from '../support/desk-steps.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

const unprotected = () => openUnprotected(world);
const contents = () => contentsOf(world);

/** The line of a row in the sheet. */
const lineOf = (desk: Desk, row: string) => Number(/(\d+)$/.exec(desk.cell(row, 'Tasks'))![1]);

const saved = (desk: Desk, version: number) => desk.until(() => desk.engine.view().lastSaved?.version === version, `saved as ${version}`);
const sentences = (desk: Desk): string[] => desk.engine.view().announcements.map(({ sentence }) => sentence);
/** One click on each problem that offers one. */
async function repairAll(desk: Desk): Promise<void> {
  for (const { id, repair } of desk.engine.view().problems) if (repair) await desk.engine.repair(id);
}

describe('undo', () => {
  it('[L25] after a save what is saved comes back, the person is told where an older text is, and no version is made', async () => {
    const desk = await unprotected();
    await desk.engine.openGrid();
    desk.host.person.type(desk.cell('albania', 'Tasks'), 'first');
    await saved(desk, 2);
    await desk.pass(1_000);
    desk.host.person.type(desk.cell('albania', 'Tasks'), 'second');
    await saved(desk, 3);
    await desk.pass(1_000);
    expect(sentences(desk)).toEqual([]);
    // Back to where "first" was typed and not yet saved.
    for (let steps = 0; !(desk.shows('albania', 'Tasks') === 'first' && desk.shows('albania', '__rev').startsWith('1.')) && steps < 9; steps++)
      desk.host.person.undo();
    expect([desk.shows('albania', 'Tasks'), desk.shows('albania', '__rev')]).toEqual(['first', expect.stringMatching(/^1\./)]);
    await desk.until(() => desk.shows('albania', 'Tasks') === 'second' && desk.shows('albania', '__rev').startsWith('3.'), 'as it is saved');
    await desk.pass(2_000);
    expect(sentences(desk)).toEqual([expect.stringMatching(/^Albania: the sheet went back behind what is saved, as Undo does/)]);
    expect((await contents())['albania']).toMatchObject({ tasks: 'second' });
    expect(desk.engine.view()).toMatchObject({ lastSaved: { version: 3 }, problems: [], conflicts: [], pending: [] });
  });
});

describe('several rows at once', () => {
  const gestures: [string, (desk: Desk, at: number) => unknown][] = [
    ['a block pasted over three rows', (desk, at) => desk.host.person.pasteBlock(`'${SHEET}'!E${at}`, [['mine'], ['mine'], ['mine']])],
    [
      'a cell filled down over three rows',
      (desk, at) => {
        desk.host.person.type(`'${SHEET}'!E${at}`, 'mine');
        return desk.host.person.fillDown(`'${SHEET}'!E${at}:E${at + 2}`);
      },
    ],
  ];
  it.each(gestures)('[L15] %s: my cell is saved, each of the others is said, not sent, and put back by one click', async (_, gesture) => {
    const desk = await unprotected();
    expect(gesture(desk, lineOf(desk, 'albania'))).toEqual({ ok: true });
    await saved(desk, 2);
    await desk.until(() => problemCodes(desk).length === 2, 'said');
    expect(desk.engine.view().problems.map(({ sentence }) => sentence)).toEqual([
      expect.stringMatching(/^Bosnia and Herzegovina, “Tasks”: this row belongs to another member, so your text was not sent\./),
      expect.stringMatching(/^Kosovo\*, “Tasks”: this row belongs to another member/),
    ]);
    expect(await contents()).toMatchObject({ albania: { tasks: 'mine' }, 'bosnia-herzegovina': { tasks: '' }, kosovo: { tasks: 'k1\nk2' } });
    await repairAll(desk);
    await desk.until(() => problemCodes(desk).length === 0, 'nothing left to say');
    expect([desk.shows('bosnia-herzegovina', 'Tasks'), desk.shows('kosovo', 'Tasks')]).toEqual(['', 'k1\nk2']);
  });

  it('[L14] whole rows filled down: the copies are said and not sent, the rows they covered are put back by one click each', async () => {
    const desk = await unprotected();
    desk.host.person.type(desk.cell('albania', 'Tasks'), 'mine');
    await saved(desk, 2);
    const at = lineOf(desk, 'albania');
    expect(desk.host.person.fillDown(`'${SHEET}'!${at}:${at + 2}`)).toEqual({ ok: true });
    const copies = ['sync.copied-row', 'sync.copied-row'];
    await desk.until(() => problemCodes(desk).length === 4, 'said');
    expect(problemCodes(desk).sort()).toEqual([...copies, 'sync.missing-row', 'sync.missing-row']);
    await repairAll(desk);
    await desk.until(() => problemCodes(desk).length === 2, 'put back');
    expect(problemCodes(desk)).toEqual(copies);
    expect(desk.shows('kosovo', 'Tasks')).toBe('k1\nk2');
    expect(await contents()).toMatchObject({ albania: { tasks: 'mine' }, kosovo: { tasks: 'k1\nk2' } });
  });

  it('[L31] a block pasted over the hidden columns too: nothing of it is sent, nothing is deleted, the rows are put back by one click each', async () => {
    const desk = await unprotected();
    desk.host.person.type(desk.cell('kosovo', '__rev'), desk.shows('kosovo', '__rev'));
    const at = lineOf(desk, 'albania');
    expect(
      desk.host.person.pasteBlock(
        `'${SHEET}'!A${at}`,
        ['one', 'two'].map((word) => Array.from({ length: 5 }, (_, n) => `${word} ${n}`)),
      ),
    ).toEqual({ ok: true });
    await desk.until(() => problemCodes(desk).length === 4, 'said');
    expect(desk.engine.view().problems.map(({ sentence }) => sentence)).toEqual([
      `Line ${at} of the sheet is a row that the grid does not know (“one 0”). It is not sent.`,
      `Line ${at + 1} of the sheet is a row that the grid does not know (“two 0”). It is not sent.`,
      expect.stringMatching(/^The row of Albania is no longer in this sheet\. Nothing was deleted in the grid/),
      expect.stringMatching(/^The row of Bosnia and Herzegovina is no longer in this sheet/),
    ]);
    await repairAll(desk);
    await desk.until(() => problemCodes(desk).length === 2, 'put back');
    desk.host.person.type(desk.cell('albania', 'Tasks'), 'typed in the row that was put back');
    await saved(desk, 2);
    expect(desk.host.person.sees(`'${SHEET}'!E${at}`)).toBe('one 4');
    expect(desk.posts).toEqual([1]);
  });

  it('[L13] a row cut and pasted over another: it goes on where it is now, and the other is put back by one click', async () => {
    const desk = await unprotected();
    desk.host.person.type(desk.cell('albania', 'Tasks'), 'mine');
    await saved(desk, 2);
    const at = lineOf(desk, 'albania');
    desk.host.person.cut(`'${SHEET}'!${at}:${at}`);
    expect(desk.host.person.paste(`'${SHEET}'!A${lineOf(desk, 'kosovo')}`)).toEqual({ ok: true });
    await desk.until(() => problemCodes(desk).length > 0, 'said');
    expect(problemCodes(desk)).toEqual(['sync.missing-row']);
    desk.host.person.type(desk.cell('albania', 'Tasks'), 'typed after the move');
    await saved(desk, 3);
    await repairAll(desk);
    await desk.until(() => problemCodes(desk).length === 0, 'put back');
    expect(desk.shows('kosovo', 'Tasks')).toBe('k1\nk2');
    expect(await contents()).toMatchObject({ albania: { tasks: 'typed after the move' }, kosovo: { tasks: 'k1\nk2' } });
  });

  it('[L13] a row cut and pasted far outside the grid is missed, not deleted, and comes back with its text', async () => {
    const desk = await unprotected();
    desk.host.person.type(desk.cell('albania', 'Tasks'), 'mine');
    await saved(desk, 2);
    const at = lineOf(desk, 'albania');
    desk.host.person.cut(`'${SHEET}'!${at}:${at}`);
    expect(desk.host.person.paste(`'${SHEET}'!A60`)).toEqual({ ok: true });
    await desk.until(() => problemCodes(desk).includes('sync.missing-row'), 'said');
    await repairAll(desk);
    await desk.until(() => problemCodes(desk).length === 0, 'put back');
    expect(desk.shows('albania', 'Tasks')).toBe('mine');
    expect((await contents())['albania']).toMatchObject({ tasks: 'mine' });
  });
});

it('[L11] filtered: rows out of sight are read and written like all others', async () => {
  const desk = await unprotected();
  const table = desk.host.book.tables[0];
  expect(desk.host.person.filter(table?.name ?? '', 'Support Group Members', [desk.shows('serbia', 'Support Group Members')])).toEqual({ ok: true });
  desk.host.person.type(desk.cell('albania', 'Tasks'), 'mine');
  await saved(desk, 2);
  await world.save('demo:kosovo', 'kosovo', { tasks: ['k3'] });
  await desk.until(() => desk.shows('kosovo', 'Tasks') === 'k3', 'received');
  expect(await contents()).toMatchObject({ albania: { tasks: 'mine' }, kosovo: { tasks: 'k3' } });
  expect(sentences(desk).filter((sentence) => sentence.startsWith('A filter hides rows of this sheet.'))).toHaveLength(1);
  expect(problemCodes(desk)).toEqual([]);
});

it('[Q13] one file opened twice: what waited in it is saved once, what each adds stays, and it is said that the other was there', async () => {
  const desk = await unprotected();
  world.cut();
  desk.host.person.type(desk.cell('albania', 'Tasks'), 'waiting');
  await desk.until(() => desk.engine.view().pending.length === 1 && desk.engine.view().connection.state === 'offline', 'waiting');
  await desk.pass(2_000);
  const file = await desk.close();
  const both = [await world.open('demo:albania', { saved: file }), await world.open('demo:albania', { saved: file })] as const;
  world.resume();
  await both[0].until(() => both.every(({ engine }) => engine.view().lastSaved?.version === 2 && engine.view().pending.length === 0), 'saved once');
  for (const [at, one] of both.entries()) one.host.person.type(one.cell('albania', 'Tasks'), `waiting\nfrom ${at}`);
  await both[0].until(() => both.every((one) => one.shows('albania', 'Tasks').split('\n').length === 3), 'both lines in both');
  expect((await contents())['albania']?.['tasks']?.split('\n').toSorted()).toEqual(['from 0', 'from 1', 'waiting']);
  expect(both.flatMap(sentences).filter((sentence) => sentence.includes('merged with yours')).length).toBeGreaterThan(0);
});
