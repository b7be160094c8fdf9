/** The service away, the book closed, another person at the same file, and questions that wait for an answer. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NotPossible } from '../../addin/sync/actions.ts';
import { type Desk, startWorld, type World } from '../support/addin-world.ts';
import { openDrawn, savedAs, storedRow } from '../support/desk-steps.ts';
import { hasLibreOffice, throughLibreOffice } from '../support/libre-office.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

const drawn = (token: string): Promise<Desk> => openDrawn(world, token);
const stored = (row: string) => storedRow(world, row);
const returns = (desk: Desk): number => desk.engine.view().announcements.filter(({ sentence }) => sentence === 'The service is back.').length;
const waiting = (desk: Desk): number => desk.engine.view().pending.reduce((sum, { columns }) => sum + columns.length, 0);

describe('the service away', () => {
  it('[Q11] changes wait, are counted by cell, and are sent by themselves when the service is back', async () => {
    const desk = await drawn('demo:albania');
    world.cut();
    desk.host.person.pasteBlock(desk.cell('albania', 'Tasks'), [['one', 'two', 'three']]);
    await desk.until(() => desk.engine.view().connection.state === 'offline' && waiting(desk) === 3, 'three changes wait');
    await expect(desk.engine.syncNow()).rejects.toMatchObject({ name: 'ApiUnavailable', code: 'unavailable' });
    world.resume();
    await desk.until(() => waiting(desk) === 0 && desk.engine.view().connection.state === 'online', 'sent');
    expect(await stored('albania')).toMatchObject({ version: 2, texts: { tasks: 'one', decisionMaking: 'two', accomplished: 'three' } });
    expect(returns(desk)).toBe(1);
  });

  it.each([
    { what: 'the answer of a change, while reading had never failed', fail: 'edits', meanwhile: () => undefined },
    {
      what: 'taking back what could not be sent',
      fail: 'edits',
      meanwhile: (desk: Desk) => desk.host.person.type(desk.cell('albania', 'Tasks'), ''),
    },
    { what: 'reading alone, with nothing typed', fail: 'events', meanwhile: () => undefined },
  ] as const)('[Q11] who was told that the service is away is told once that it is back: $what', async ({ fail, meanwhile }) => {
    const desk = await drawn('demo:albania');
    await desk.pass(2_000);
    if (fail === 'events') world.cut();
    else {
      desk.refuse(/\/edits$/);
      desk.host.person.type(desk.cell('albania', 'Tasks'), 'typed');
    }
    await desk.until(() => desk.engine.view().connection.state === 'offline', 'told');
    expect(returns(desk)).toBe(0);
    meanwhile(desk);
    world.resume();
    desk.refuse(undefined);
    await desk.until(() => desk.engine.view().connection.state === 'online' && waiting(desk) === 0, 'back');
    expect(returns(desk)).toBe(1);
    await desk.pass(20_000);
    expect(returns(desk)).toBe(1);
  });

  it('[Q12] an edit whose answer was lost keeps its id and content, and is saved once', async () => {
    const desk = await drawn('demo:albania');
    await desk.pass(1_000);
    const lost = world.loseNextAnswer('/edits');
    desk.host.person.type(desk.cell('albania', 'Tasks'), 'first');
    await lost;
    desk.host.person.type(desk.cell('albania', 'Tasks'), 'second');
    await desk.until(() => desk.engine.view().pending.length === 0 && desk.engine.view().connection.state === 'online', 'both are saved');
    const versions = await world.api('demo:albania').call('listVersions', { params: { grid: 'wbcti', row: 'albania' } });
    expect(versions.map(({ version, cells }) => [version, cells['tasks']])).toMatchObject([
      [3, [{ text: 'second' }]],
      [2, [{ text: 'first' }]],
      [1, []],
    ]);
    expect(desk.engine.view().conflicts).toEqual([]);
  });

  it('[Q13] the queue is in the file: closed, reopened without the service, still counted; sent once it is there', async () => {
    const desk = await drawn('demo:albania');
    world.cut();
    desk.host.person.pasteBlock(desk.cell('albania', 'Tasks'), [['one', 'two', 'three']]);
    await desk.until(() => waiting(desk) === 3 && desk.engine.view().connection.state === 'offline', 'waiting');
    await desk.pass(2_000);
    const file = await desk.close();
    const again = await world.open('demo:albania', { saved: JSON.parse(JSON.stringify(file)) });
    expect(again.engine.view().workbook).toBe('grid');
    expect(waiting(again)).toBe(3);
    world.resume();
    await again.until(() => again.engine.view().connection.state === 'online' && waiting(again) === 0, 'sent');
    expect(await stored('albania')).toMatchObject({ version: 2, texts: { tasks: 'one', decisionMaking: 'two', accomplished: 'three' } });
  });

  it.skipIf(!hasLibreOffice)(
    `[Q13] saved by LibreOffice in between${hasLibreOffice ? '' : ' (skipped: no soffice)'}: queue, bases and questions are there`,
    async () => {
      await world.save('demo:secretariat', 'albania', { inProcess: ['Border plan', 'Training'] });
      const desk = await drawn('demo:albania');
      desk.host.book.events.announcing = false;
      desk.host.person.type(desk.cell('albania', 'Products in process'), 'Border plan, mine\nTraining');
      desk.host.book.events.announcing = true;
      await world.save('demo:secretariat', 'albania', { inProcess: ['Border plan, theirs', 'Training'] });
      await desk.until(() => desk.engine.view().conflicts.length === 1, 'asked');
      world.cut();
      const words = '=1+1 – “Ђорђе” 🚔 <b>&amp; _x000D_\n- second line';
      desk.host.person.type(desk.cell('albania', 'Tasks'), words);
      await desk.until(() => waiting(desk) === 1 && desk.engine.view().connection.state === 'offline', 'waiting');
      await desk.pass(2_000);
      const question = desk.engine.view().conflicts[0];
      const again = await world.open('demo:albania', { saved: throughLibreOffice(await desk.close()) });
      expect(again.engine.view().workbook).toBe('grid');
      expect([waiting(again), again.engine.view().conflicts.length]).toEqual([1, 1]);
      expect([again.shows('albania', 'Tasks'), again.shows('albania', 'Products in process')]).toEqual([words, 'Border plan, mine\nTraining']);
      world.resume();
      await again.until(() => again.engine.view().connection.state === 'online' && waiting(again) === 0, 'sent');
      expect(await stored('albania')).toMatchObject({ version: 4, texts: { tasks: words, inProcess: 'Border plan, theirs\nTraining' } });
      await again.engine.settle(question?.id ?? '', { keep: 'mine' });
      await savedAs(again, 'albania', 5);
      expect((await stored('albania')).texts).toMatchObject({ inProcess: 'Border plan, mine\nTraining' });
    },
  );

  it('[Q14] typed while the add-in was closed, and changed by others meanwhile: both are there', async () => {
    const desk = await drawn('demo:albania');
    const file = await desk.close();
    const without = await world.open('demo:albania', { saved: file });
    await without.engine.stop();
    without.host.person.type(without.cell('albania', 'Tasks'), 'typed without the add-in');
    await world.save('demo:secretariat', 'albania', { inProcess: ['by telephone'] });
    const again = await world.open('demo:albania', { saved: without.host.save() });
    await savedAs(again, 'albania', 3);
    expect((await stored('albania')).texts).toMatchObject({ tasks: 'typed without the add-in', inProcess: 'by telephone' });
    await again.until(() => again.shows('albania', 'Products in process') === 'by telephone', 'shown');
  });
});

describe('several persons at one file', () => {
  it('[Q15] the queue belongs to its person: kept and said under another identity, sent when that person is back', async () => {
    const desk = await drawn('demo:albania');
    world.cut();
    desk.host.person.type(desk.cell('albania', 'Tasks'), 'albanian words');
    await desk.until(() => waiting(desk) === 1 && desk.engine.view().connection.state === 'offline', 'waiting');
    await desk.engine.signIn('demo:secretariat').catch(() => undefined);
    world.resume();
    await desk.until(() => desk.engine.view().me?.role === 'secretariat', 'signed in');
    desk.engine.setReason('not mine');
    await desk.pass(3_000);
    expect(waiting(desk)).toBe(0);
    expect(desk.engine.view().problems).toMatchObject([{ kind: 'stray', code: 'sync.other-person', row: 'albania' }]);
    expect(desk.shows('albania', 'Tasks')).toBe('albanian words');
    expect((await stored('albania')).version).toBe(1);
    await desk.engine.signIn('demo:albania');
    await savedAs(desk, 'albania', 2);
    const [version] = await world.api('demo:albania').call('listVersions', { params: { grid: 'wbcti', row: 'albania' } });
    expect(version).toMatchObject({ by: 'demo:albania' });
    expect(desk.engine.view().problems).toEqual([]);
  });

  it('[Q16] signing in as another member opens that member’s cells and locks the others', async () => {
    const desk = await drawn('demo:albania');
    await desk.engine.signIn('demo:kosovo');
    await desk.until(() => desk.host.person.type(desk.cell('kosovo', 'Tasks'), 'mine now').ok, 'unlocked');
    expect(desk.host.person.type(desk.cell('albania', 'Tasks'), 'x').ok).toBe(false);
    await savedAs(desk, 'kosovo', 2);
  });

  it('[Q17] a refused identity is signed out, and nothing is lost', async () => {
    const desk = await drawn('demo:albania');
    await desk.engine.signIn('demo:nobody');
    expect(desk.engine.view().connection).toEqual({ state: 'signed-out' });
    await expect(desk.engine.openGrid()).rejects.toThrow();
    desk.host.person.type(desk.cell('albania', 'Tasks'), 'typed while signed out');
    await desk.pass(2_000);
    await desk.engine.signIn('demo:albania');
    await savedAs(desk, 'albania', 2);
  });
});

describe('conflicts', () => {
  const BASE = 'Border plan of the ministry';
  const MINE = 'Border plan of the ministry, mine';
  const THEIRS = 'Border plan of the ministry, theirs';

  async function inConflict(): Promise<Desk> {
    await world.save('demo:albania', 'albania', { tasks: [BASE, 'both'] });
    const desk = await drawn('demo:albania');
    await desk.pass(2_000);
    desk.host.book.events.announcing = false;
    desk.host.person.type(desk.cell('albania', 'Tasks'), `${MINE}\nboth`);
    await world.save('demo:secretariat', 'albania', { tasks: [THEIRS, 'both'] });
    desk.host.book.events.announcing = true;
    await desk.until(() => desk.engine.view().conflicts.length === 1, 'a question');
    await desk.until(() => desk.shows('albania', 'Status 2026-Q4').includes('somebody else changed a line of this cell too'), 'said beside the cell');
    return desk;
  }

  it.each([
    { choice: { keep: 'mine' }, text: `${MINE}\nboth`, version: 4 },
    { choice: { keep: 'theirs' }, text: `${THEIRS}\nboth`, version: 3 },
    { choice: { keep: 'both' }, text: `${THEIRS}\n${MINE}\nboth`, version: 4 },
    { choice: { keep: 'text', text: 'a third way' }, text: 'a third way\nboth', version: 4 },
  ] as const)('[Q18] a conflict keeps the person’s text until it is settled by $choice.keep', async ({ choice, text, version }) => {
    const desk = await inConflict();
    expect(desk.shows('albania', 'Tasks')).toBe(`${MINE}\nboth`);
    expect((await stored('albania')).texts['tasks']).toBe(`${THEIRS}\nboth`);
    await desk.engine.settle(desk.engine.view().conflicts[0]!.id, choice);
    await desk.until(
      () => desk.engine.view().conflicts.length === 0 && desk.engine.view().pending.length === 0 && desk.shows('albania', 'Tasks') === text,
      'settled',
    );
    expect(await stored('albania')).toMatchObject({ version, texts: { tasks: text } });
    await desk.until(() => !desk.shows('albania', 'Status 2026-Q4').includes('somebody else'), 'no longer said');
  });

  it('[Q19] a conflict survives closing the file, and a third change brings it up to date under the same id', async () => {
    const desk = await inConflict();
    const { id } = desk.engine.view().conflicts[0]!;
    await desk.pass(1_000);
    const again = await world.open('demo:albania', { saved: await desk.close() });
    expect(again.engine.view().conflicts).toMatchObject([{ id, line: 1, ours: { text: MINE }, theirs: { text: THEIRS, version: 3 } }]);
    await world.save('demo:secretariat', 'albania', { tasks: [`${THEIRS} again`, 'both', 'a new line'] });
    await again.until(() => again.engine.view().conflicts[0]?.theirs?.text === `${THEIRS} again`, 'up to date');
    expect(again.engine.view().conflicts).toMatchObject([{ id, version: 4, ours: { text: MINE }, base: { text: BASE } }]);
    await again.until(() => again.shows('albania', 'Tasks') === `${MINE}\nboth\na new line`, 'the other lines go on');
    await again.engine.settle(id, { keep: 'mine' });
    await savedAs(again, 'albania', 5);
    expect((await stored('albania')).texts).toMatchObject({ tasks: `${MINE}\nboth\na new line` });
  });

  it('[Q20] a question that answers itself is not asked any longer', async () => {
    const desk = await inConflict();
    desk.host.person.type(desk.cell('albania', 'Tasks'), `${THEIRS}\nboth`);
    await desk.until(() => desk.engine.view().conflicts.length === 0, 'the same now');
    await desk.pass(1_000);
    expect((await stored('albania')).version).toBe(3);
  });

  it('[Q21] a row with typed but unsaved cells is not submitted', async () => {
    const desk = await inConflict();
    const submit = () => desk.engine.submit({ period: '2026-Q4', member: 'albania', statement: 'updated', despiteWarnings: false });
    await expect(submit()).rejects.toThrow(NotPossible);
    await desk.engine.settle(desk.engine.view().conflicts[0]!.id, { keep: 'theirs' });
    const submission = await submit();
    expect(submission).toMatchObject({ member: 'albania', period: '2026-Q4', rowVersions: { albania: 3 } });
    await desk.until(() => desk.shows('albania', 'Status 2026-Q4').startsWith('Submitted on 25 November 2026'), 'status in words');
  });
});
