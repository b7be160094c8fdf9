/** Conflicts of single lines, from two Excels through the service and back: the line waits for its person, the rest of the cell lives on. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OpenConflict } from '../../addin/sync/view.ts';
import { type Desk, startWorld, type World } from '../support/addin-world.ts';
import { openDrawn, storedRow } from '../support/desk-steps.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

const TASKS = 'Tasks';
const DONE = 'Accomplished Products';
const WORK = 'Products in process';
const PLAN = 'Border plan of the ministry';
const MINE = 'Border plan of the ministry, mine';
const THEIRS = 'Border plan of the ministry, theirs';

async function drawn(token = 'demo:albania'): Promise<Desk> {
  const desk = await openDrawn(world, token);
  await desk.pass(2_000);
  return desk;
}

const stored = async (): Promise<Record<string, string>> => (await storedRow(world, 'albania')).texts;

/** What the Secretariat's overview shows of open questions. */
async function noted(): Promise<unknown> {
  const { members } = await world.api('demo:secretariat').call('readOverview', { params: { grid: 'wbcti' } });
  return members.find(({ member }) => member === 'albania')?.conflicts;
}

const type = (desk: Desk, label: string, ...lines: string[]) => desk.host.person.type(desk.cell('albania', label), lines.join('\n'));
const lines = (desk: Desk, label: string): string[] => desk.shows('albania', label).split('\n');
const shows = (desk: Desk, label: string, ...wanted: string[]) => desk.until(() => desk.shows('albania', label) === wanted.join('\n'), `${label}: ${wanted}`);
const asked = (desk: Desk): OpenConflict => desk.engine.view().conflicts[0]!;
const isAsked = (desk: Desk) => desk.until(() => desk.engine.view().conflicts.length === 1, 'a question');
const settled = (desk: Desk) => desk.until(() => desk.engine.view().conflicts.length === 0 && desk.engine.view().pending.length === 0, 'settled');
const sentences = (desk: Desk): string[] => desk.engine.view().announcements.map(({ sentence }) => sentence);
const telephone = (cells: Record<string, string[]>) => world.save('demo:secretariat', 'albania', cells);

/** What a person types meets what the Secretariat saved in the same moment. */
async function meeting({
  base,
  mine,
  theirs,
}: {
  base: Record<string, string[]>;
  mine: Record<string, string[]>;
  theirs: Record<string, string[]>;
}): Promise<Desk> {
  const labels: Record<string, string> = { tasks: TASKS, accomplished: DONE, inProcess: WORK };
  await telephone(base);
  const desk = await drawn();
  desk.host.book.events.announcing = false;
  for (const [column, wanted] of Object.entries(mine)) type(desk, labels[column]!, ...wanted);
  desk.host.book.events.announcing = true;
  await telephone(theirs);
  await desk.until(() => desk.engine.view().lastSaved !== undefined || desk.engine.view().conflicts.length > 0, 'answered');
  await desk.pass(1_000);
  return desk;
}
const collided = (mine: string[], theirs: string[]) => meeting({ base: { tasks: ['one', PLAN, 'two'] }, mine: { tasks: mine }, theirs: { tasks: theirs } });

describe('what does not conflict', () => {
  it('[Q62] two focal points add different lines to one cell: both cells show both lines, each once, and nobody is asked', async () => {
    const [first, second] = [await drawn(), await drawn()];
    world.cut();
    type(first, TASKS, 'from the first');
    type(second, TASKS, 'from the second');
    await first.until(
      () => [first, second].every(({ engine }) => engine.view().pending.length === 1 && engine.view().connection.state === 'offline'),
      'waiting',
    );
    world.resume();
    await first.until(() => [first, second].every((desk) => lines(desk, TASKS).length === 2), 'both show two lines');
    await first.pass(2_000);
    expect(lines(first, TASKS).toSorted()).toEqual(['from the first', 'from the second']);
    expect([first.shows('albania', TASKS), (await stored())['tasks']]).toEqual([second.shows('albania', TASKS), second.shows('albania', TASKS)]);
    expect([first, second].flatMap(({ engine }) => [...engine.view().conflicts, ...engine.view().problems, ...engine.view().pending])).toEqual([]);
  });

  it('[Q63] a harmless parallel change is announced with who and where, and not asked about', async () => {
    const desk = await meeting({ base: { tasks: ['one'] }, mine: { tasks: ['one', 'mine'] }, theirs: { tasks: ['one', 'by telephone'] } });
    expect(sentences(desk)).toContain(`Secretariat added a line to “${TASKS}”; merged with yours.`);
    expect(desk.engine.view().conflicts).toEqual([]);
    expect(lines(desk, TASKS).toSorted()).toEqual(['by telephone', 'mine', 'one']);
  });

  it('[Q63] a line in conflict is asked about and not announced as merged', async () => {
    const desk = await collided(['one', MINE, 'two'], ['one', THEIRS, 'two']);
    expect(desk.engine.view().conflicts).toHaveLength(1);
    expect(sentences(desk).filter((sentence) => sentence.includes('merged'))).toEqual([]);
  });

  it('[Q64] a product moved to Accomplished by one and reworded by the other is both', async () => {
    const desk = await meeting({
      base: { inProcess: [PLAN, 'training'], accomplished: [] },
      mine: { inProcess: ['training'], accomplished: [PLAN] },
      theirs: { inProcess: [THEIRS, 'training'] },
    });
    await shows(desk, DONE, THEIRS);
    await shows(desk, WORK, 'training');
    expect(desk.engine.view().conflicts).toEqual([]);
    expect(await stored()).toMatchObject({ accomplished: THEIRS, inProcess: 'training' });
  });
});

describe('one line in conflict', () => {
  it('[Q65] what does not conflict of the same cell is saved at once, and the card is about the line', async () => {
    const desk = await collided(['one', MINE, 'two', 'added by me'], ['one', THEIRS, 'two', 'added by them']);
    expect(asked(desk)).toMatchObject({
      column: 'tasks',
      line: 2,
      base: { text: PLAN },
      ours: { text: MINE },
      theirs: { text: THEIRS, by: 'demo:secretariat' },
    });
    expect((await stored())['tasks']?.split('\n').toSorted()).toEqual(['one', 'two', 'added by me', 'added by them', THEIRS].sort());
    expect(lines(desk, TASKS).toSorted()).toEqual(['one', 'two', 'added by me', 'added by them', MINE].sort());
  });

  it.each([
    { keep: 'mine', row: ['one', MINE, 'two', 'typed on', 'received'] },
    { keep: 'theirs', row: ['one', THEIRS, 'two', 'typed on', 'received'] },
    { keep: 'both', row: ['one', THEIRS, MINE, 'two', 'typed on', 'received'] },
  ] as const)('[Q66] the other lines live on while it is open: typed ones are saved, received ones shown; then $keep', async ({ keep, row }) => {
    const desk = await collided(['one', MINE, 'two'], ['one', THEIRS, 'two']);
    const { id } = asked(desk);
    expect(await noted()).toMatchObject({ count: 1 });
    type(desk, TASKS, 'one', MINE, 'two', 'typed on');
    await desk.until(() => desk.engine.view().lastSaved?.version === 4, 'saved');
    expect((await stored())['tasks']).toBe(`one\n${THEIRS}\ntwo\ntyped on`);
    await telephone({ tasks: ['one', THEIRS, 'two', 'typed on', 'received'] });
    await shows(desk, TASKS, 'one', MINE, 'two', 'typed on', 'received');
    expect(asked(desk)).toMatchObject({ id, ours: { text: MINE } });
    await desk.engine.settle(id, { keep });
    await settled(desk);
    await shows(desk, TASKS, ...row);
    expect((await stored())['tasks']).toBe(row.join('\n'));
    // Also who took theirs, and so had nothing to save, has told the service that nothing is open.
    while ((await noted()) !== undefined) await desk.pass(200);
  });

  it('[Q67] what is typed in the cell and not yet noticed when the choice is made is not lost by it', async () => {
    const desk = await collided(['one', MINE, 'two'], ['one', THEIRS, 'two']);
    desk.host.book.events.announcing = false;
    type(desk, TASKS, 'one', MINE, 'two', 'typed in silence');
    await desk.engine.settle(asked(desk).id, { keep: 'theirs' });
    await settled(desk);
    await shows(desk, TASKS, 'one', THEIRS, 'two', 'typed in silence');
    expect((await stored())['tasks']).toBe(`one\n${THEIRS}\ntwo\ntyped in silence`);
  });

  it('[Q68] the line typed anew is the same question with other words, and theirs is not written over', async () => {
    const desk = await collided(['one', MINE, 'two'], ['one', THEIRS, 'two']);
    const { id } = asked(desk);
    type(desk, TASKS, 'one', `${MINE} and reworded`, 'two', 'new');
    await desk.until(() => asked(desk)?.ours?.text === `${MINE} and reworded`, 'ours follows');
    await desk.pass(1_000);
    expect(asked(desk).id).toBe(id);
    expect((await stored())['tasks']).toBe(`one\n${THEIRS}\ntwo\nnew`);
    await desk.engine.settle(id, { keep: 'mine' });
    await settled(desk);
    expect((await stored())['tasks']).toBe(`one\n${MINE} and reworded\ntwo\nnew`);
  });

  it('[Q70] a line that can’t be told any more sets its cell aside: nothing is written or sent until the choice, nothing lost by it', async () => {
    const desk = await collided(['one', MINE, 'two'], ['one', THEIRS, 'two']);
    type(desk, TASKS, 'one', 'wholly different words', 'two');
    await desk.until(() => asked(desk)?.lost === true, 'lost');
    await telephone({ tasks: ['one', THEIRS, 'two', 'received'] });
    await desk.pass(2_000);
    expect(lines(desk, TASKS)).toEqual(['one', 'wholly different words', 'two']);
    expect(desk.shows('albania', 'Status 2026-Q4')).toContain('can’t be found in this cell any more');
    await desk.engine.settle(asked(desk).id, { keep: 'theirs' });
    await settled(desk);
    await desk.until(() => lines(desk, TASKS).length === 5, 'all of it');
    expect((await stored())['tasks']?.split('\n').toSorted()).toEqual(['one', 'two', 'received', 'wholly different words', THEIRS].sort());
    expect(lines(desk, TASKS)).toEqual((await stored())['tasks']?.split('\n'));
  });

  it('[Q71] a third change while it is open is shown as theirs, and one that answers it ends it', async () => {
    const desk = await collided(['one', MINE, 'two'], ['one', THEIRS, 'two']);
    const { id } = asked(desk);
    await telephone({ tasks: ['one', 'two'], inProcess: [`${THEIRS}, third`] });
    await desk.until(() => asked(desk)?.theirs?.column === 'inProcess' || asked(desk)?.theirs === null, 'up to date');
    expect(asked(desk).id).toBe(id);
    expect(lines(desk, TASKS)).toEqual(['one', MINE, 'two']);
    await telephone({ tasks: ['one', MINE, 'two'], inProcess: [] });
    await desk.pass(2_000);
    if (desk.engine.view().conflicts.length > 0) await desk.engine.settle(id, { keep: 'theirs' });
    await settled(desk);
    expect(lines(desk, TASKS)).toEqual((await stored())['tasks']?.split('\n'));
  });

  it('[M59] of several versions that come at once the one that changed the line is named, not the newest', async () => {
    const desk = await collided(['one', MINE, 'two'], ['one', THEIRS, 'two']);
    world.cut();
    await desk.until(() => desk.engine.view().connection.state === 'offline', 'away');
    await telephone({ tasks: ['one', `${THEIRS}, third`, 'two'] });
    const { version } = (await world.api('demo:observer').call('readGrid', { params: { grid: 'wbcti' } })).rows.find(({ row }) => row === 'albania')!;
    for (const line of ['by the member', 'once more']) await world.save('demo:albania', 'albania', { accomplished: [line] });
    world.resume();
    await desk.until(() => asked(desk)?.theirs?.text === `${THEIRS}, third` && asked(desk)?.theirs?.by === 'demo:secretariat', 'named');
    expect(asked(desk)).toMatchObject({ version: version + 2, theirs: { version }, ours: { text: MINE } });
    await desk.engine.settle(asked(desk).id, { keep: 'mine' });
    await settled(desk);
    expect((await stored())['tasks']).toBe(['one', MINE, 'two'].join('\n'));
  });

  it('[Q71] theirs changed after the choice and before it was sent: it is asked again, nothing is overwritten', async () => {
    const desk = await collided(['one', MINE, 'two'], ['one', THEIRS, 'two']);
    world.cut();
    await desk.until(() => desk.engine.view().connection.state === 'offline', 'away');
    await desk.engine.settle(asked(desk).id, { keep: 'mine' });
    await telephone({ tasks: ['one', `${THEIRS}, third`, 'two'] });
    world.resume();
    await desk.until(() => asked(desk)?.theirs?.text === `${THEIRS}, third`, 'asked again');
    expect(asked(desk)).toMatchObject({ ours: { text: MINE } });
    expect((await stored())['tasks']).toBe(`one\n${THEIRS}, third\ntwo`);
    expect(lines(desk, TASKS)).toEqual(['one', MINE, 'two']);
  });
});

describe('taken out on one side', () => {
  it.each([
    { keep: 'mine', row: ['one', 'two'] },
    { keep: 'theirs', row: ['one', THEIRS, 'two'] },
  ] as const)('[Q72] I took it out, they changed it: the cell shows theirs until I keep $keep', async ({ keep, row }) => {
    const desk = await collided(['one', 'two'], ['one', THEIRS, 'two']);
    expect(asked(desk)).toMatchObject({ ours: null, theirs: { text: THEIRS }, line: 2 });
    expect(lines(desk, TASKS)).toEqual(['one', THEIRS, 'two']);
    await telephone({ tasks: ['one', `${THEIRS} again`, 'two'] });
    await shows(desk, TASKS, 'one', `${THEIRS} again`, 'two');
    await desk.engine.settle(asked(desk).id, { keep });
    await settled(desk);
    const wanted = row.map((line) => (line === THEIRS ? `${THEIRS} again` : line));
    await shows(desk, TASKS, ...wanted);
    expect((await stored())['tasks']).toBe(wanted.join('\n'));
  });

  it.each([
    { keep: 'mine', row: ['one', MINE, 'two', 'typed on'] },
    { keep: 'theirs', row: ['one', 'two', 'typed on'] },
  ] as const)('[Q72] they took it out, I changed it: the cell keeps mine until I keep $keep', async ({ keep, row }) => {
    const desk = await collided(['one', MINE, 'two'], ['one', 'two']);
    expect(asked(desk)).toMatchObject({ ours: { text: MINE }, theirs: null });
    type(desk, TASKS, 'one', MINE, 'two', 'typed on');
    await desk.until(() => desk.engine.view().lastSaved?.version === 4, 'saved');
    expect((await stored())['tasks']).toBe('one\ntwo\ntyped on');
    await desk.engine.settle(asked(desk).id, { keep });
    await settled(desk);
    await shows(desk, TASKS, ...row);
    expect((await stored())['tasks']).toBe(row.join('\n'));
  });
});

describe('one item taken out here and moved there', () => {
  it.each([
    { keep: 'mine', done: 'earlier' },
    { keep: 'theirs', done: `earlier\n${PLAN}` },
  ] as const)('[Q72] I took it out of one cell, they moved it to another: I am asked, and keep $keep', async ({ keep, done }) => {
    const desk = await meeting({
      base: { inProcess: [PLAN, 'training'], accomplished: ['earlier'] },
      mine: { inProcess: ['training'] },
      theirs: { inProcess: ['training'], accomplished: ['earlier', PLAN] },
    });
    expect(asked(desk)).toMatchObject({ ours: null, theirs: { text: PLAN, column: 'accomplished' } });
    await desk.engine.settle(asked(desk).id, { keep });
    await settled(desk);
    await shows(desk, DONE, done);
    expect(await stored()).toMatchObject({ accomplished: done, inProcess: 'training' });
  });
});

describe('one item moved to two columns', () => {
  it.each([
    { keep: 'mine', tasks: PLAN, done: '' },
    { keep: 'theirs', tasks: '', done: PLAN },
  ] as const)('[Q69] the item stands where I put it until I choose $keep, and then once', async ({ keep, tasks, done }) => {
    const desk = await meeting({
      base: { tasks: [], inProcess: [PLAN, 'training'] },
      mine: { inProcess: ['training'], tasks: [PLAN] },
      theirs: { inProcess: ['training'], accomplished: [PLAN] },
    });
    expect(asked(desk)).toMatchObject({ twoPlaces: true, column: 'tasks', ours: { column: 'tasks' }, theirs: { column: 'accomplished' } });
    expect([TASKS, DONE, WORK].map((label) => desk.shows('albania', label))).toEqual([PLAN, '', 'training']);
    type(desk, DONE, 'typed beside it');
    await desk.until(() => desk.engine.view().pending.length === 0 && desk.engine.view().lastSaved !== undefined, 'saved');
    expect((await stored())['accomplished']?.split('\n').toSorted()).toEqual([PLAN, 'typed beside it'].sort());
    await desk.engine.settle(asked(desk).id, { keep });
    await settled(desk);
    await desk.pass(1_000);
    const now = await stored();
    expect([now['tasks'], now['accomplished']?.split('\n').toSorted().join('\n')]).toEqual([
      tasks,
      [done, 'typed beside it'].filter(Boolean).sort().join('\n'),
    ]);
    expect([TASKS, DONE, WORK].map((label) => desk.shows('albania', label))).toEqual([now['tasks'], now['accomplished'], 'training']);
  });
});

describe('where an open question lives on', () => {
  it('[Q73] closing and opening the file, with what was typed in between', async () => {
    const desk = await collided(['one', MINE, 'two'], ['one', THEIRS, 'two']);
    const { id } = asked(desk);
    const closed = await world.open('demo:albania', { saved: await desk.close() });
    await closed.engine.stop();
    type(closed, TASKS, 'one', MINE, 'two', 'typed while the add-in was closed');
    const again = await world.open('demo:albania', { saved: closed.host.save() });
    await again.until(() => again.engine.view().lastSaved?.version === 4, 'saved');
    expect(asked(again)).toMatchObject({ id, line: 2, ours: { text: MINE }, theirs: { text: THEIRS } });
    expect((await stored())['tasks']).toBe(`one\n${THEIRS}\ntwo\ntyped while the add-in was closed`);
    await again.engine.settle(id, { keep: 'mine' });
    await settled(again);
    expect((await stored())['tasks']).toBe(`one\n${MINE}\ntwo\ntyped while the add-in was closed`);
  });

  it('[Q74] a question belongs to its person: another one at the same file is told of it, and neither answers nor overwrites it', async () => {
    const desk = await collided(['one', MINE, 'two'], ['one', THEIRS, 'two']);
    await desk.engine.signIn('demo:secretariat');
    desk.engine.setReason('by telephone');
    await desk.until(() => desk.engine.view().problems.some(({ code }) => code === 'sync.others-conflict'), 'told');
    expect(desk.engine.view().conflicts).toEqual([]);
    type(desk, TASKS, 'one', MINE, 'two', 'by the Secretariat');
    await desk.until(() => desk.engine.view().lastSaved?.version === 4, 'saved');
    expect((await stored())['tasks']).toBe(`one\n${THEIRS}\ntwo\nby the Secretariat`);
    expect(lines(desk, TASKS)).toEqual(['one', MINE, 'two', 'by the Secretariat']);
    await desk.engine.signIn('demo:albania');
    await isAsked(desk);
    expect(asked(desk)).toMatchObject({ ours: { text: MINE }, theirs: { text: THEIRS } });
    await desk.engine.settle(asked(desk).id, { keep: 'mine' });
    await settled(desk);
    expect((await stored())['tasks']).toBe(`one\n${MINE}\ntwo\nby the Secretariat`);
  });

  it('[Q75] a row that was deleted in the sheet comes back with the line that waits', async () => {
    const desk = await collided(['one', MINE, 'two'], ['one', THEIRS, 'two']);
    desk.host.person.tabs.unprotect('Support Group');
    const line = /(\d+)$/.exec(desk.cell('albania', TASKS))![1];
    desk.host.person.delete(`'Support Group'!${line}:${line}`);
    await desk.until(() => desk.engine.view().problems.some(({ code }) => code === 'sync.missing-row'), 'said');
    await telephone({ tasks: ['one', THEIRS, 'two', 'received'] });
    await desk.pass(1_000);
    await desk.engine.repair(desk.engine.view().problems.find(({ code }) => code === 'sync.missing-row')!.id);
    await shows(desk, TASKS, 'one', MINE, 'two', 'received');
    expect(asked(desk)).toMatchObject({ ours: { text: MINE } });
    expect((await stored())['tasks']).toBe(`one\n${THEIRS}\ntwo\nreceived`);
  });
});
