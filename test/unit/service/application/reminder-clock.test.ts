/** Reminders that run by themselves: never two runs at a time, on through failures, an orderly end. */
import { afterEach, describe, expect, test } from 'vitest';
import { StoreUnavailable } from '../../../../service/application/ports.ts';
import { startReminderClock } from '../../../../service/application/reminder-clock.ts';
import { keepingLog, openReminderWorld, type ReminderWorld } from '../../../support/reminder-world.ts';

let world: ReminderWorld | undefined;
afterEach(() => world?.close());

describe('the clock of the service', () => {
  const settled = async (done: () => boolean): Promise<void> => {
    const deadline = Date.now() + 30_000;
    while (!done() && Date.now() < deadline) await new Promise((resolve) => setImmediate(resolve));
    expect(done()).toBe(true);
  };

  test('[O20] runs at once and again, never two at a time, and goes on after a failure that it logs', async () => {
    const log = keepingLog();
    let runs = 0;
    let under = 0;
    let most = 0;
    const clock = startReminderClock({
      everyMs: 1,
      log,
      run: async () => {
        runs += 1;
        under += 1;
        most = Math.max(most, under);
        await new Promise((resolve) => setTimeout(resolve, 5));
        under -= 1;
        if (runs === 2) throw new StoreUnavailable(new Error('cut'));
      },
    });
    expect(runs).toBe(1);
    await settled(() => runs >= 4);
    await clock.stop();
    expect(most).toBe(1);
    expect(log.lines).toEqual([{ level: 'error', fields: { err: expect.any(StoreUnavailable) }, message: expect.any(String) }]);
  });

  test('[O21] stopping waits for the letters under way and starts no others', async () => {
    const opened = await openReminderWorld({ date: '2026-12-17' });
    world = opened;
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    let waiting = 0;
    opened.beforeTaking(() => {
      waiting += 1;
      return gate;
    });
    const clock = startReminderClock({
      everyMs: 1,
      log: opened.log,
      run: async (signal) => void (await opened.sender.run('wbcti', { by: 'system', when: 'due', signal })),
    });
    await settled(() => waiting === 4);
    const stopped = clock.stop();
    release();
    await stopped;
    expect(opened.delivered).toHaveLength(4);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(opened.delivered).toHaveLength(4);
  });
});
