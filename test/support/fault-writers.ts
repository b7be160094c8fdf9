/**
 * Nineteen clients, one for each member, that write without pause while something breaks, as the add-in would: each edit changes two cells to
 * one mark that nobody else uses; an edit without an answer is sent again unchanged, with the same editId, until it has one. What was
 * acknowledged is remembered and held against the service afterwards.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { editOf } from './scenario.ts';
import { type Answer, clientOf } from './start-service.ts';

export const MEMBERS =
  'dg-near eu-jha albania bosnia-herzegovina kosovo montenegro north-macedonia serbia rcc austria slovenia unodc pcc-see dcaf france italy united-kingdom osce giz'.split(
    ' ',
  );

/** An edit that the service said it has saved. */
export interface Acknowledged {
  row: string;
  version: number;
  mark: string;
  cursor: number;
}

export interface WriterFigures {
  acknowledged: number;
  /** Edits that were acknowledged only when they were sent again. */
  retried: number;
  /** Answers `unavailable` (503). */
  unavailable: number;
  /** Requests that no answer came to. */
  unanswered: number;
  slowest503Ms: number;
}

export interface Writers {
  readonly figures: WriterFigures;
  readonly acknowledged: ReadonlyMap<string, Acknowledged>;
  /** Writes at these addresses until stopped; a client whose service is gone turns to the next address. */
  start(urls: readonly string[]): void;
  /** Resolves when each client has its last answer, or none. */
  stop(): Promise<void>;
  /** Sends again what is still in doubt, until all of it is acknowledged. */
  settle(url: string): Promise<void>;
}

type Edit = Record<string, unknown> & { editId: string; mark: string };
type Outcome = 'saved' | 'unavailable' | 'gone';

/** How long a client waits after a 503 or without an answer; the add-in waits longer. */
const WAIT_MS = 150;

/** `filler` makes each edit longer by so many characters. */
export function openWriters({ filler = 0 }: { filler?: number } = {}): Writers {
  const figures: WriterFigures = { acknowledged: 0, retried: 0, unavailable: 0, unanswered: 0, slowest503Ms: 0 };
  const acknowledged = new Map<string, Acknowledged>();
  const bases = new Map(MEMBERS.map((row) => [row, 1]));
  const inDoubt = new Map<string, { edit: Edit; sent: number }>();
  let running: { abort: AbortController; ended: Promise<unknown> } | undefined;
  let marks = 0;

  function nextEdit(row: string): Edit {
    const mark = `${row} ${++marks}`;
    const cells = { tasks: [mark, ...(filler > 0 ? ['x'.repeat(filler)] : [])], inProcess: [`${mark} beside`] };
    return { ...editOf(row, bases.get(row) ?? 1, cells), mark } as Edit;
  }

  async function send(url: string, row: string): Promise<Outcome> {
    const open = inDoubt.get(row) ?? { edit: nextEdit(row), sent: 0 };
    inDoubt.set(row, { ...open, sent: open.sent + 1 });
    const startedMs = performance.now();
    const answer = await post(url, { row, edit: open.edit });
    if (answer === undefined) {
      figures.unanswered += 1;
      return 'gone';
    }
    if (answer.status === 503) {
      figures.unavailable += 1;
      figures.slowest503Ms = Math.max(figures.slowest503Ms, performance.now() - startedMs);
      return 'unavailable';
    }
    note({ row, edit: open.edit, sent: open.sent, answer });
    return 'saved';
  }

  function note({ row, edit, sent, answer }: { row: string; edit: Edit; sent: number; answer: Answer }): void {
    expect(answer.status, answer.text.slice(0, 300)).toBe(200);
    const [result] = answer.json.results;
    expect(result, JSON.stringify(result).slice(0, 300)).toMatchObject({ editId: edit.editId, status: 'saved', row });
    expect(marksOf(result.cells)).toEqual([edit.mark, edit.mark]);
    acknowledged.set(edit.editId, { row, version: result.version, mark: edit.mark, cursor: answer.json.cursor });
    figures.acknowledged += 1;
    if (sent > 0) figures.retried += 1;
    bases.set(row, result.version);
    inDoubt.delete(row);
  }

  async function write(row: string, urls: readonly string[], signal: AbortSignal): Promise<void> {
    let at = MEMBERS.indexOf(row) % urls.length;
    while (!signal.aborted) {
      const outcome = await send(urls[at] ?? '', row);
      if (outcome === 'saved') continue;
      if (outcome === 'gone') at = (at + 1) % urls.length;
      await pause(WAIT_MS);
    }
  }

  return {
    figures,
    acknowledged,
    start(urls) {
      if (running) throw new Error('the writers are running');
      const abort = new AbortController();
      running = { abort, ended: Promise.all(MEMBERS.map((row) => write(row, urls, abort.signal))) };
      // A failed expectation is thrown by stop().
      running.ended.catch(() => undefined);
    },
    async stop() {
      const { abort, ended } = running ?? {};
      running = undefined;
      abort?.abort();
      await ended;
    },
    async settle(url) {
      const deadlineMs = performance.now() + 180_000;
      for (const row of [...inDoubt.keys()]) {
        while ((await send(url, row)) !== 'saved') {
          if (performance.now() > deadlineMs) throw new Error(`the edit of ${row} is not taken`);
          await pause(WAIT_MS);
        }
      }
    },
  };
}

/** Holds everything that was acknowledged, and nothing else, against what a service shows; its chain must verify. */
export async function expectNothingLost(url: string, { acknowledged }: Writers): Promise<void> {
  const observer = clientOf(url, 'observer');
  expect((await observer.get('/grids/wbcti/ledger/verify')).json).toMatchObject({ ok: true });
  const all = [...acknowledged.values()];
  for (const row of MEMBERS) {
    const shown = await versionsOf(url, row);
    const own = all.filter((one) => one.row === row);
    for (const { version, mark } of own) expect(shown.get(version), `${row} ${version}`).toBe(mark);
    // Neither a version that nobody was told of nor one edit saved twice.
    expect(
      [...shown.keys()].sort((a, b) => a - b),
      row,
    ).toEqual(Array.from({ length: own.length + 1 }, (_, index) => index + 1));
    expect(new Set(shown.values()).size, row).toBe(shown.size);
  }
}

/** The mark of each version of a row; fails where half of an edit is there. */
export async function versionsOf(url: string, row: string): Promise<Map<number, string>> {
  const versions: { version: number; cells: Cells }[] = (await clientOf(url, 'observer').get(`/grids/wbcti/rows/${row}/versions`)).json;
  return new Map(
    versions.map(({ version, cells }) => {
      const [mark, beside] = marksOf(cells);
      expect(mark, `${row} ${version} is half there`).toBe(beside);
      return [version, mark ?? ''];
    }),
  );
}

interface Cells {
  tasks: { text: string }[];
  inProcess: { text: string }[];
}

function marksOf({ tasks, inProcess }: Cells): (string | undefined)[] {
  return [tasks[0]?.text, inProcess[0]?.text.replace(/ beside$/, '')];
}

/** The answer, or nothing if the service went away before it came whole. */
async function post(url: string, { row, edit: { mark: _mark, ...edit } }: { row: string; edit: Edit }): Promise<Answer | undefined> {
  try {
    return await clientOf(url, row).post('/grids/wbcti/edits', { edits: [edit] });
  } catch (error) {
    if (error instanceof TypeError || (error as Error).name === 'SyntaxError') return undefined;
    throw error;
  }
}
