/**
 * Clients on a bad network, over HTTP against the service as it is wired: whatever is dropped, repeated and reordered, they all come to see the same row, and no
 * text that anybody typed is lost, invented or doubled. `CLIENT_RUNS=2000 PROPERTY_SEED=7 npx vitest run test/property/clients.test.ts` makes a long run.
 */
import { afterAll, describe, expect, test } from 'vitest';
import { openMongoStore } from '../../service/adapters/mongo/store.ts';
import { playRun, type RunFigures } from '../support/model-run.ts';
import { PATIENT } from '../support/mongo/patient.ts';
import { describeOnMongo } from '../support/mongo-servers.ts';
import { keepLog, startTestService, type TestService } from '../support/start-service.ts';
import { SEED, wholeNumber } from './settings.ts';

const RUNS = wholeNumber('CLIENT_RUNS', 40);
const ROWS = ['albania', 'austria', 'kosovo', 'serbia', 'unodc', 'osce', 'giz', 'rcc'];

/** Plays runs on rows round robin; a failure names the seed with which it is played again alone. */
async function playRuns(service: TestService, { runs, store }: { runs: number; store: string }): Promise<void> {
  const total: Partial<RunFigures> = {};
  for (let run = 0; run < runs; run++) {
    const seed = SEED + run;
    const row = ROWS[run % ROWS.length] ?? '';
    const figures = await playRun({ url: service.url, row, seed, steps: 80 }).catch((error: unknown) => {
      throw new Error(`CLIENT_RUNS=${run + 1} PROPERTY_SEED=${SEED}, run with seed ${seed} on ${row}`, { cause: error });
    });
    for (const [name, count] of Object.entries(figures)) total[name as keyof RunFigures] = (total[name as keyof RunFigures] ?? 0) + count;
  }
  console.info(`${store}: ${runs} runs from seed ${SEED}: ${JSON.stringify(total)}`);
  expect(await service.as('secretariat').get('/grids/wbcti/ledger/verify')).toMatchObject({ json: { ok: true } });
}

describe('on SQLite', () => {
  let service: TestService | undefined;
  afterAll(() => service?.close());

  test('[M45] two to six clients on a bad network see the same in the end, and nothing is lost', { timeout: 30_000 + RUNS * 2_000 }, async () => {
    service = await startTestService();
    await playRuns(service, { runs: RUNS, store: 'SQLite' });
  });
});

describeOnMongo('clients on a bad network', (mongo) => {
  test('[M45] two to six clients on a bad network see the same in the end, and nothing is lost', { timeout: 60_000 + RUNS * 2_000 }, async () => {
    const uri = mongo().newUri();
    const store = await openMongoStore({ uri, log: keepLog(), waits: PATIENT });
    const service = await startTestService({ settings: { MONGODB_URI: uri }, overrides: { store } });
    await playRuns(service, { runs: Math.ceil(RUNS / 15), store: 'MongoDB' }).finally(() => service.close());
  });
});
