/**
 * Two years of nineteen members, eight quarters: early, late, twice, never, withdrawn, more time, excused, joining and leaving; the clock moves in odd steps, nobody
 * looks for weeks, processes are killed while mails are on their way. What has to come of it is counted from the script alone.
 */
import { afterEach, describe, expect, it } from 'vitest';
import { IS_LONG, sized, tellFigures } from '../support/fault-drill.ts';
import { describeOnMongo } from '../support/mongo-servers.ts';
import { count, type ExpectedStep } from '../support/quarters/count.ts';
import { openPlay, type Play, type SeenStep, shippedMembers } from '../support/quarters/play.ts';
import { QUARTERS, writeScript } from '../support/quarters/script.ts';

/** The same each time, so that `npm test` is; another by FAULT_SEED. */
const SCRIPT_SEED = Number(process.env['FAULT_SEED'] ?? 20261104);
let stage: Play | undefined;
afterEach(async () => {
  await stage?.close();
  stage = undefined;
});

async function playThrough(
  title: string,
  { processes, settings, seed, stepHours }: { processes: 1 | 2; settings: Record<string, string>; seed: number; stepHours: number },
): Promise<void> {
  const startedMs = performance.now();
  const script = writeScript(seed, { keys: shippedMembers(), stepHours });
  const play = await openPlay(script, { processes, settings });
  stage = play;
  const counted = count(script);
  let expectedMails = 0;
  let doubled = 0;
  for (const step of script.steps) {
    const want = counted.next().value as ExpectedStep;
    const seen = await play.step(step);
    const acts = step.acts.map((act, at) => ({ ...act, taken: seen.taken[at] }));
    expect({ at: step.at, acts }).toEqual({ at: step.at, acts: step.acts.map((act, at) => ({ ...act, taken: want.taken[at] })) });
    const mails = once(seen);
    doubled += seen.mails.length - mails.length;
    expect({ at: step.at, mails: mails.map(({ to, about }) => ({ to, about })) }).toEqual({ at: step.at, mails: want.mails });
    expectedMails += want.mails.length;
    for (const quarter of want.quarters.slice(-3)) {
      const { json } = await play.as('observer').get(`/grids/wbcti/periods/${quarter.quarter}`);
      expect({ at: step.at, ...figuresOf(json) }).toEqual({ at: step.at, ...quarter });
    }
  }
  const { json: verified } = await play.as('observer').get('/grids/wbcti/ledger/verify');
  expect(verified.ok).toBe(true);
  expect(play.figures.kills).toBeGreaterThan(1);
  tellFigures(`two years, ${title}`, {
    seed,
    quarters: QUARTERS,
    steps: script.steps.length,
    acts: play.figures.acts,
    kills: play.figures.kills,
    'mails due and sent': expectedMails,
    'sent twice after a kill': doubled,
    seconds: (performance.now() - startedMs) / 1_000,
  });
}

/** The mails without those that came twice; only after a kill may one come twice, and then with the same Message-ID. */
function once({ mails, killed }: SeenStep): SeenStep['mails'] {
  const byId = new Map(mails.map((mail) => [mail.messageId, mail]));
  if (!killed) expect(byId.size).toBe(mails.length);
  return [...byId.values()].sort((a, b) => (a.to < b.to ? -1 : 1));
}

// biome-ignore lint/suspicious/noExplicitAny: what the service says is what is tested
function figuresOf(report: any) {
  const named = (wanted: (each: { overdue: boolean; state: string }) => boolean): string[] =>
    report.members
      .filter(wanted)
      .map(({ member }: { member: string }) => member)
      .sort();
  const { period: quarter, expected, received, receivedOnTime } = report;
  return { quarter, expected, received, receivedOnTime, overdue: named(({ overdue }) => overdue), excused: named(({ state }) => state === 'excused') };
}

describe('two years of a grid', { timeout: sized(600_000, 3_600_000) }, () => {
  it('[C100] one process on SQLite, killed now and then: each reminder due is sent, none after an answer, none twice without a crash, and the rates are right', () =>
    playThrough('SQLite', { processes: 1, settings: {}, seed: SCRIPT_SEED, stepHours: sized(560, 70) }));

  // The short form runs on one kind of server: the quicker of the two stand-ins, or a replica set. What servers do differently is the suite of the store.
  const needs = IS_LONG ? {} : { changeStreams: true };
  describeOnMongo(
    'two processes on one database',
    (mongo) => {
      it('[C101] racing and killed at random: each reminder due is sent, none after an answer, none twice without a crash, and the rates are right', () =>
        playThrough('MongoDB', { processes: 2, settings: { MONGODB_URI: mongo().newUri() }, seed: SCRIPT_SEED + 1, stepHours: sized(560, 110) }));
    },
    needs,
  );
});
