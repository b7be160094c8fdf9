/** The shipped grid over a data folder, read as people read it: by the whole service over HTTP, or by the same use cases without it, which is quicker. */

import { readDefinitions } from '../../service/adapters/grid-files.ts';
import { openSigner } from '../../service/adapters/signing-key.ts';
import { openSqliteStore } from '../../service/adapters/sqlite/store.ts';
import { AppError } from '../../service/application/app-error.ts';
import { checkedLedger } from '../../service/application/checked-ledger.ts';
import { openGrid } from '../../service/application/grids.ts';
import { StoreUnavailable } from '../../service/application/ports.ts';
import { readChanges } from '../../service/application/read-changes.ts';
import { gridView, stateAsOf } from '../../service/application/read-grid.ts';
import { listVersions } from '../../service/application/read-versions.ts';
import { saveEdit } from '../../service/application/save-edits.ts';
import { verifyLedger } from '../../service/application/verify-ledger.ts';
import { FILES } from '../../service/files.ts';
import { MEMBERS } from './fault-writers.ts';
import { editOf } from './scenario.ts';
import { keepLog, SIGNING_SEED, startTestService } from './start-service.ts';

/** A grid that is open, whichever way. */
export interface GridUnderTest {
  /** Everything that people read, as JSON by name; what can't be read is left out. */
  shown(): Promise<Record<string, string>>;
  verify(): Promise<unknown>;
  /** The problem code that an edit of Serbia's row is refused with; undefined if it is saved. */
  refusal(): Promise<string | undefined>;
  close(): Promise<void>;
}

export interface OpenOptions {
  folder: string;
  now: string;
}

const GRID = 'wbcti';
const AS_OF = ['60', '2026-11-16T12:00:00.000Z'];

/** The whole service. Rejects as its start does. */
export async function openWhole({ folder, now }: OpenOptions): Promise<GridUnderTest> {
  const service = await startTestService({ dataDir: folder, now });
  const secretariat = service.as('secretariat');
  const paths = ['', '/changes', '/periods/2026-Q4', ...AS_OF.map((asOf) => `?asOf=${asOf}`), ...MEMBERS.map((row) => `/rows/${row}/versions`)];
  return {
    shown: () =>
      collect(paths, async (path) => {
        const { status, text } = await secretariat.get(`/grids/${GRID}${path}`);
        return status === 200 ? text : undefined;
      }),
    verify: async () => (await secretariat.get(`/grids/${GRID}/ledger/verify`)).json,
    refusal: async () => (await service.as('serbia').post(`/grids/${GRID}/edits`, { edits: [editOf('serbia', 1, { tasks: ['a'] })] })).json.code,
    close: () => service.close(),
  };
}

/** The use cases alone. Rejects as the opening of store and grid does. */
export async function openUseCases({ folder, now }: OpenOptions): Promise<GridUnderTest> {
  const log = keepLog();
  const store = openSqliteStore({ folder, log });
  const [definition] = readDefinitions([FILES.grids]);
  if (!definition) throw new Error('the shipped grid is missing');
  const open = await openGrid({ store, clock: { nowMs: () => Date.parse(now) }, log }, definition).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  const ledger = checkedLedger(store.ledger, (_grid, cursor) => open.committer.distrust(cursor));
  const deps = { grids: new Map([[GRID, open]]), ledger, signer: openSigner({ seed: SIGNING_SEED, folder }) };
  const reader = { role: 'secretariat' } as const;
  const stateAt = async (asOf: string | undefined) =>
    gridView((await stateAsOf(deps, { grid: GRID, asOf })).state, { today: open.today(), view: { reader, now: open.state() } });
  const readings = new Map<string, () => Promise<unknown>>([
    ['grid', () => stateAt(undefined)],
    ['changes', () => readChanges(deps, reader, { grid: GRID, after: 0 })],
    ...AS_OF.map((asOf) => [asOf, () => stateAt(asOf)] as const),
    ...MEMBERS.map((row) => [`versions of ${row}`, () => listVersions(deps, reader, { grid: GRID, row })] as const),
  ]);
  return {
    // An error is what the service answers with a problem.
    shown: () =>
      collect([...readings.keys()], async (name) => {
        const found = await readings
          .get(name)?.()
          .catch(() => undefined);
        return found === undefined ? undefined : JSON.stringify(found);
      }),
    verify: () => verifyLedger({ ...deps, ledger: store.ledger }, GRID),
    async refusal() {
      const edit = editOf('serbia', 1, { tasks: ['a'] }) as Parameters<typeof saveEdit>[2]['edit'];
      try {
        await saveEdit(deps, { person: 'demo-serbia', role: 'focal-point', member: 'serbia' }, { open, edit, route: 'addin' });
        return undefined;
      } catch (error) {
        if (error instanceof AppError) return error.code;
        if (error instanceof StoreUnavailable) return 'unavailable';
        throw error;
      }
    },
    async close() {
      await open.close();
      await store.close();
    },
  };
}

async function collect(names: readonly string[], read: (name: string) => Promise<string | undefined>): Promise<Record<string, string>> {
  const shown: Record<string, string> = {};
  for (const name of names) {
    const text = await read(name);
    if (text !== undefined) shown[name] = text;
  }
  return shown;
}
