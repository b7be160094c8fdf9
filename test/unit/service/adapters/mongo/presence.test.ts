import { describe, expect, it } from 'vitest';
import { NoAnswer } from '../../../../../service/adapters/mongo/failure.ts';
import { Presence } from '../../../../../service/adapters/mongo/presence.ts';
import { keepLog } from '../../../../support/start-service.ts';

const never = (): Promise<never> => new Promise(() => undefined);

/** A presence whose pings are answered as long as `answers` says so. */
function presence(server: { answers: boolean }) {
  const log = keepLog();
  let pings = 0;
  const ping = async (): Promise<unknown> => {
    pings++;
    return server.answers ? {} : never();
  };
  return { log, pings: () => pings, watched: new Presence({ ping, log, longSilenceMs: 60_000, onLongSilence: () => undefined }) };
}

describe('whether MongoDB is there', () => {
  it('[S116] a call that waits for a slow disk is waited for, as long as pings are answered', async () => {
    const { watched, pings } = presence({ answers: true });
    // The disk is done when the second doubt has been settled.
    const slow = new Promise<string>((resolve) => {
      const look = setInterval(() => {
        if (pings() < 2) return;
        clearInterval(look);
        resolve('written');
      }, 10);
    });
    expect(await watched.within(slow)).toBe('written');
    expect(watched.isAway).toBe(false);
    watched.close();
  });

  it('[S116] when a ping is not answered either, every call under way is given up, and it is there again once one is', async () => {
    const server = { answers: false };
    const { watched, log } = presence(server);
    const [one, two] = [watched.within(never()), watched.within(never())];
    await expect(one).rejects.toBeInstanceOf(NoAnswer);
    await expect(two).rejects.toBeInstanceOf(NoAnswer);
    expect(watched.isAway).toBe(true);
    server.answers = true;
    await expect.poll(() => watched.isAway).toBe(false);
    expect(await watched.within(Promise.resolve('again'))).toBe('again');
    expect(log.lines.filter((line) => line.includes('MongoDB does not answer'))).toHaveLength(1);
    expect(log.lines.filter((line) => line.includes('MongoDB answers again'))).toHaveLength(1);
    watched.close();
  });

  it('[S116] one call with bad luck takes nobody else’s answer away', async () => {
    const { watched } = presence({ answers: true });
    watched.missed(new NoAnswer(1));
    expect(watched.isAway).toBe(false);
    expect(await watched.within(Promise.resolve('another'))).toBe('another');
    watched.close();
  });
});
