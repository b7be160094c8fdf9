/** From sheet to service and back: two Excels, a service between them, and what must never be written over. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Desk, startWorld, type World } from '../support/addin-world.ts';
import { openDrawn, savedAs, storedRow } from '../support/desk-steps.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

const drawn = (token: string, options: Parameters<World['open']>[1] = {}): Promise<Desk> => openDrawn(world, token, options);
const stored = (row: string) => storedRow(world, row);
const PLAN = 'Border plan of the ministry';
const OURS = 'Border plan of the ministry, reworded here';
const THEIRS = 'Border plan of the ministry, told by telephone';

/** Albania’s sheet with one line, saved and seen. */
async function withPlan(): Promise<Desk> {
  await world.save('demo:albania', 'albania', { tasks: [PLAN] });
  return drawn('demo:albania');
}

const sentences = (desk: Desk): string[] => desk.engine.view().announcements.map(({ sentence }) => sentence);

describe('typing and receiving', () => {
  it('[Q1] what a member types is saved as a version and shown in the other workbooks, with the words who changed what', async () => {
    const slovenia = await drawn('demo:slovenia');
    const albania = await drawn('demo:albania');
    slovenia.host.person.type(slovenia.cell('slovenia', 'Products in process'), 'Action plan 2027\nTraining of trainers');
    await savedAs(slovenia, 'slovenia', 2);
    expect(await stored('slovenia')).toMatchObject({ version: 2, texts: { inProcess: 'Action plan 2027\nTraining of trainers' } });
    await albania.until(() => albania.shows('slovenia', 'Products in process') === 'Action plan 2027\nTraining of trainers', 'shown at Albania');
    expect(sentences(albania)).toEqual(['Slovenia: Products in process changed']);
    expect(sentences(slovenia)).toEqual([]);
    await albania.until(() => albania.shows('slovenia', 'Status 2026-Q4').startsWith('Edited, not submitted'), 'the status follows');
  });

  it('[Q2] a received change takes at most two requests to Excel: one to look, one to write', async () => {
    const desk = await drawn('demo:albania');
    await desk.pass(2_000);
    const before = desk.host.bridge.syncs;
    await world.save('demo:slovenia', 'slovenia', { tasks: ['new'] });
    await desk.until(() => desk.shows('slovenia', 'Tasks') === 'new', 'shown');
    expect(desk.host.bridge.syncs - before).toBeLessThanOrEqual(2);
    expect(desk.shows('slovenia', '__rev')).toMatch(/^2\.[0-9a-f]{8}$/);
  });

  it('[Q3] typing that no event announced is not written over by a received change', async () => {
    const desk = await withPlan();
    desk.host.book.events.announcing = false;
    desk.host.person.type(desk.cell('albania', 'Tasks'), OURS);
    await world.save('demo:secretariat', 'albania', { tasks: [THEIRS], decisionMaking: ['beside it'] });
    await desk.until(() => desk.shows('albania', 'Decision making process') === 'beside it', 'the untouched cell is updated');
    expect(desk.shows('albania', 'Tasks')).toBe(OURS);
    await desk.until(() => desk.engine.view().conflicts.length === 1, 'both changed the cell: a question');
    expect(desk.engine.view().conflicts[0]).toMatchObject({
      column: 'tasks',
      ours: { text: OURS },
      theirs: { text: THEIRS, by: 'demo:secretariat' },
    });
    expect(desk.shows('albania', 'Tasks')).toBe(OURS);
  });

  it('[Q4] text that comes between the look and the write is put back, and saved', async () => {
    const desk = await withPlan();
    await desk.pass(2_000);
    desk.host.book.events.announcing = false;
    let looked = 0;
    const stop = desk.host.bridge.onRecord(() => {
      if (++looked === 1) desk.host.person.type(desk.cell('albania', 'Tasks'), OURS);
    });
    await world.save('demo:secretariat', 'albania', { tasks: [THEIRS] });
    await desk.until(() => desk.engine.view().conflicts.length === 1, 'a question');
    stop();
    expect(desk.shows('albania', 'Tasks')).toBe(OURS);
    expect(desk.engine.view().conflicts[0]).toMatchObject({ base: { text: PLAN }, ours: { text: OURS }, theirs: { text: THEIRS } });
  });

  it('[Q5] while a person types in a cell nothing is written; what was typed is there afterwards', async () => {
    const desk = await withPlan();
    await desk.pass(2_000);
    desk.host.person.startTyping(desk.cell('albania', 'Tasks'));
    await world.save('demo:secretariat', 'albania', { tasks: [THEIRS] });
    await desk.pass(3_000);
    desk.host.person.commitTyping(OURS);
    await desk.until(() => desk.engine.view().conflicts.length === 1, 'a question');
    expect(desk.shows('albania', 'Tasks')).toBe(OURS);
  });

  it('[Q6] locked rows are written only when the person is idle, since it clears undo; one’s own row at once', async () => {
    const desk = await drawn('demo:albania');
    await desk.pass(2_000);
    desk.host.person.type(desk.cell('albania', 'Tasks'), 'mine');
    await world.save('demo:slovenia', 'slovenia', { tasks: ['theirs'] });
    await savedAs(desk, 'albania', 2);
    for (let n = 0; n < 30; n++) {
      desk.host.person.select(desk.cell('albania', n % 2 ? 'Tasks' : 'No'));
      await desk.pass(200);
    }
    expect(desk.shows('slovenia', 'Tasks')).toBe('');
    expect(desk.engine.view().grid?.rows.find(({ row }) => row === 'slovenia')?.version).toBe(2);
    await desk.pass(2_000);
    await desk.until(() => desk.shows('slovenia', 'Tasks') === 'theirs', 'written when idle');
    expect(sentences(desk).at(-1)).toContain('Undo starts anew');
  });

  it('[Q7] a block pasted by the Secretariat over several rows waits for a reason and goes in one request', async () => {
    const desk = await drawn('demo:secretariat');
    desk.host.person.pasteBlock(desk.cell('albania', 'Tasks'), '"a1\na2"\t"b1\nb2"\nc\td\n');
    await desk.until(() => desk.engine.view().pending.length === 2, 'two rows are pending');
    await desk.pass(2_000);
    expect(desk.engine.view().pending.map(({ row, columns, state }) => [row, columns, state])).toEqual([
      ['albania', ['tasks', 'decisionMaking'], 'reason-needed'],
      ['bosnia-herzegovina', ['tasks', 'decisionMaking'], 'reason-needed'],
    ]);
    expect(desk.posts).toEqual([]);
    desk.engine.setReason('by telephone, 25 November');
    await desk.until(() => desk.engine.view().pending.length === 0, 'saved');
    expect(desk.posts).toEqual([2]);
    expect((await stored('albania')).texts).toMatchObject({ tasks: 'a1\na2', decisionMaking: 'b1\nb2' });
    const [version] = await world.api('demo:secretariat').call('listVersions', { params: { grid: 'wbcti', row: 'bosnia-herzegovina' } });
    expect(version).toMatchObject({ version: 2, by: 'demo:secretariat', reason: 'by telephone, 25 November', route: 'addin' });
  });

  it('[Q8] a cell that is too long stays, marked, with the reason beside it; it is saved once it is short enough', async () => {
    const desk = await drawn('demo:albania');
    desk.host.person.pasteBlock(desk.cell('albania', 'Tasks'), [['bad\u200e', 'good']]);
    await savedAs(desk, 'albania', 2);
    await desk.until(() => desk.shows('albania', 'Status 2026-Q4').includes('U+200E'), 'reason beside the cell');
    expect((await stored('albania')).texts).toMatchObject({ tasks: '', decisionMaking: 'good' });
    expect(desk.engine.view().problems).toMatchObject([{ kind: 'error', code: 'bad-characters', row: 'albania', column: 'tasks' }]);
    const sheet = desk.host.book.sheetNamed('Support Group')!;
    expect(sheet.formatAt(6, 4).fillColor).toBe('#FBD5D5');
    desk.host.person.type(desk.cell('albania', 'Tasks'), 'no longer bad');
    await savedAs(desk, 'albania', 3);
    await desk.until(() => sheet.formatAt(6, 4).fillColor === '#E3F3E4' && desk.engine.view().problems.length === 0, 'unmarked');
  });

  it('[Q9] a wording is saved and corrected with one click', async () => {
    const desk = await drawn('demo:albania');
    desk.host.person.type(desk.cell('albania', 'Tasks'), 'Visit to Kosovo\nKosovo* stays');
    await savedAs(desk, 'albania', 2);
    const [problem] = desk.engine.view().problems;
    expect(problem).toMatchObject({ kind: 'warning', row: 'albania', column: 'tasks', proposal: { line: 1, text: 'Visit to Kosovo*' } });
    await desk.engine.correct(problem!.id);
    await savedAs(desk, 'albania', 3);
    expect(desk.shows('albania', 'Tasks')).toBe('Visit to Kosovo*\nKosovo* stays');
    await desk.until(() => desk.engine.view().problems.length === 0, 'no warning left');
  });

  it('[Q10] nothing happens, nothing is written: a look alone', async () => {
    const desk = await drawn('demo:albania');
    desk.host.person.type(desk.cell('albania', 'Tasks'), 'mine');
    await savedAs(desk, 'albania', 2);
    await desk.pass(3_000);
    const before = desk.host.bridge.syncs;
    desk.engine.wake();
    await desk.pass(500);
    expect(desk.host.bridge.syncs - before).toBe(1);
  });

  it('[Q29] the same words typed again, after somebody else changed them, are a new change', async () => {
    const desk = await drawn('demo:albania');
    desk.host.person.type(desk.cell('albania', 'Tasks'), 'mine');
    await savedAs(desk, 'albania', 2);
    await world.save('demo:secretariat', 'albania', { tasks: ['theirs'] });
    await desk.until(() => desk.shows('albania', 'Tasks') === 'theirs', 'received');
    await desk.pass(1_000);
    desk.host.person.type(desk.cell('albania', 'Tasks'), 'mine');
    await savedAs(desk, 'albania', 4);
    expect((await stored('albania')).texts).toMatchObject({ tasks: 'mine' });
    expect(desk.shows('albania', 'Tasks')).toBe('mine');
  });
});
