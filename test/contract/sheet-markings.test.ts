/** Markings in the sheet: gaps in words, that are never sent, and come and go while the sheet is open. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Desk, startWorld, type World } from '../support/addin-world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
  await world.save('demo:slovenia', 'slovenia', { tasks: ['open', 'secret', 'open too'] });
});
afterEach(() => world.close());

const drawn = async (token: string): Promise<Desk> => {
  const desk = await world.open(token);
  await desk.engine.openGrid();
  return desk;
};
const mark = (token: string, body: { marking: 'TLP:RED' | 'TLP:AMBER'; items?: string[]; reason?: string }) =>
  world.api(token).call('changeMarking', { params: { grid: 'wbcti', row: 'slovenia' }, body });
const WHOLE = 'open\nsecret\nopen too';
const GAP = 'open\n[withheld: TLP:RED]\nopen too';
const fileText = async (desk: Desk): Promise<string> => JSON.stringify(desk.host.save());

it('[A68] a narrowing takes the text out of open sheets, their hidden notes too, and the sheets say their highest marking; a widening brings it back', async () => {
  const [serbia, slovenia] = [await drawn('demo:serbia'), await drawn('demo:slovenia')];
  for (const desk of [serbia, slovenia]) expect(desk.shows('slovenia', 'Tasks')).toBe(WHOLE);
  await mark('demo:slovenia', { marking: 'TLP:RED', items: ['2.2'] });
  await serbia.until(() => serbia.shows('slovenia', 'Tasks') === GAP, 'the gap');
  await serbia.pass(2_000);
  expect(await fileText(serbia)).not.toContain('secret');
  expect(slovenia.shows('slovenia', 'Tasks')).toBe(WHOLE);
  const marking = (desk: Desk): string => desk.host.book.sheets.map((sheet) => sheet.textAt(1, 2)).join();
  await slovenia.until(() => marking(slovenia).includes('TLP:RED'), 'the sheet with the text is marked like it');
  expect(marking(serbia)).toContain('TLP:AMBER');
  await mark('demo:secretariat', { marking: 'TLP:AMBER', items: ['2.2'], reason: 'published' });
  await serbia.until(() => serbia.shows('slovenia', 'Tasks') === WHOLE, 'the text again');
  for (const desk of [serbia, slovenia]) expect([desk.posts, desk.faults, desk.engine.view().problems]).toEqual([[], [], []]);
});

it('[A68] a workbook that changes hands is drawn for who has it, and the words of gaps are never sent', async () => {
  await mark('demo:slovenia', { marking: 'TLP:RED', items: ['2.2'] });
  const desk = await drawn('demo:serbia');
  expect(desk.shows('slovenia', 'Tasks')).toBe(GAP);
  await desk.engine.signIn('demo:slovenia');
  await desk.until(() => desk.shows('slovenia', 'Tasks') === WHOLE, 'the member’s own text');
  await desk.engine.signIn('demo:serbia');
  await desk.until(() => desk.shows('slovenia', 'Tasks') === GAP, 'the gap again');
  await desk.pass(2_000);
  expect(await fileText(desk)).not.toContain('secret');
  expect(desk.posts).toEqual([]);
});

it('[A68] typed or pasted, they are an error in words beside the cell, and the other cells of the row are saved', async () => {
  await mark('demo:slovenia', { marking: 'TLP:RED', items: ['2.2'] });
  const desk = await drawn('demo:slovenia');
  desk.host.person.type(desk.cell('slovenia', 'Tasks'), GAP);
  desk.host.person.type(desk.cell('slovenia', 'Products in process'), 'Action plan');
  await desk.until(() => desk.engine.view().lastSaved?.version === 3, 'the good cell is saved');
  expect(desk.engine.view().problems).toMatchObject([{ kind: 'error', code: 'withheld-words', row: 'slovenia', column: 'tasks' }]);
  const { rows } = await world.api('demo:slovenia').call('readGrid', { params: { grid: 'wbcti' } });
  expect(rows.find(({ row }) => row === 'slovenia')?.cells['tasks']).toMatchObject([{ text: 'open' }, { text: 'secret' }, { text: 'open too' }]);
});
