/** A session that ends, and who goes, while the add-in is at work in the workbook. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ApiProblem, type Client } from '../../addin/api/client.ts';
import { demoTokens } from '../../addin/api/sign-in.ts';
import { type SheetPort, SheetTrouble } from '../../addin/excel/sheet.ts';
import { createEngine, type RunningEngine } from '../../addin/sync/engine.ts';
import { type Desk, startWorld, type World } from '../support/addin-world.ts';
import { openDrawn } from '../support/desk-steps.ts';
import { handClock } from '../support/hand-clock.ts';

let world: World;
const running: RunningEngine[] = [];
beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  for (const engine of running.splice(0)) await engine.stop();
  await world.close();
});

/** Another engine at the same workbook, whose parts a test has in hand. The first one has left. */
async function engineAt(desk: Desk, { sheet = {}, api = {} }: { sheet?: Partial<SheetPort>; api?: Partial<Client> } = {}) {
  await desk.engine.stop();
  const tokens = demoTokens({ initial: 'demo:albania' });
  const used: (string | undefined)[] = [];
  const faults: unknown[] = [];
  const clock = handClock();
  const engine = createEngine({
    sheet: { ...desk.port, ...sheet },
    api: { ...world.api('demo:albania'), ...api },
    tokens: { ...tokens, use: (token) => void used.push(token) },
    timing: clock,
    language: 'en',
    report: (error) => faults.push(error),
  });
  running.push(engine);
  return { engine, clock, used, faults };
}

/** Something that is held up until it is let go. `reached` resolves once somebody waits there. */
function gate(): { pass: () => Promise<void>; reached: Promise<void>; open: () => void } {
  let [open, reach] = [(): void => undefined, (): void => undefined];
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  return {
    reached,
    open: () => open(),
    pass() {
      reach();
      return opened;
    },
  };
}

describe('a session that ends', () => {
  it('[Q90] asking for everything at once says so at once, also where nobody is signed in any more', async () => {
    const desk = await world.open('demo:albania');
    await desk.engine.signIn('demo:nobody');
    await expect(desk.engine.syncNow()).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(desk.engine.view().connection).toEqual({ state: 'signed-out' });
  });

  it('[Q90] an edit that comes too late for the session waits, and the pane says “signed out” and of no other trouble', async () => {
    const desk = await openDrawn(world, 'demo:albania');
    desk.tokens.use('demo:nobody');
    desk.host.person.type(desk.cell('albania', 'Tasks'), 'too late');
    await desk.until(() => desk.engine.view().connection.state === 'signed-out', 'signed out');
    await desk.pass(20_000);
    expect([desk.engine.view().announcements, desk.faults]).toEqual([[], []]);
    await desk.engine.signIn('demo:albania');
    await desk.until(() => desk.engine.view().lastSaved?.version === 2, 'saved');
  });

  it('[Q90] nobody is forgotten in the middle of a write: the next person begins when it has come to its end', async () => {
    const desk = await openDrawn(world, 'demo:albania');
    const [writing, leaving] = [gate(), gate()];
    const real = world.api('demo:albania');
    const call: Client['call'] = async (name, options) => {
      if (name !== 'signOut') return real.call(name, options);
      await leaving.pass();
      return undefined as never;
    };
    let held = false;
    const { engine, used } = await engineAt(desk, {
      api: { call },
      sheet: {
        async write(reading, step) {
          if (held) await writing.pass();
          return desk.port.write(reading, step);
        },
      },
    });
    await engine.start();
    const gone = engine.signOut();
    await leaving.reached;
    held = true;
    desk.host.person.type(desk.cell('albania', 'Tasks'), 'on the way out');
    engine.wake();
    await writing.reached;
    leaving.open();
    for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
    expect([used, engine.view().me?.person]).toEqual([[], 'demo:albania']);
    writing.open();
    await gone;
    expect(used).toEqual([undefined]);
  });
});

it('[Q5] who begins to type while the add-in starts holds up a write, and not the start', async () => {
  const desk = await openDrawn(world, 'demo:albania');
  await desk.engine.stop();
  await world.save('demo:albania', 'albania', { tasks: ['came meanwhile'] });
  let refused = 0;
  const { engine, clock, faults } = await engineAt(desk, {
    sheet: {
      write(reading, step) {
        if (refused++ === 0) return Promise.reject(new SheetTrouble('editing', { reason: 'typing', cause: undefined }));
        return desk.port.write(reading, step);
      },
    },
  });
  await engine.start();
  expect([engine.view().connection.state, refused]).toEqual(['online', 1]);
  await desk.until(() => {
    clock.advance(100);
    return desk.shows('albania', 'Tasks') === 'came meanwhile';
  }, 'written after all');
  expect(faults).toEqual([]);
});

it('[Q91] an operator at the pane is connected and called an operator', async () => {
  const desk = await openDrawn(world, 'demo:albania');
  const call: Client['call'] = async (name) => {
    if (name === 'me') return { person: 'p-op', role: 'operator', auth: 'code' } as never;
    throw new ApiProblem({ code: 'forbidden', detail: 'not for you' });
  };
  const { engine, faults } = await engineAt(desk, { api: { call } });
  await engine.start();
  expect(engine.view()).toMatchObject({ connection: { state: 'online' }, me: { role: 'operator' }, grid: undefined });
  expect(faults).toEqual([]);
});
