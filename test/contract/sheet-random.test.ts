/**
 * Random hands at two workbooks of one row: lines typed, reworded, moved and taken out, the service cut, files closed and opened, questions settled. The oracle is a
 * set of words that knows nothing of merging: each line carries words of its own, and each word that somebody wrote and nobody took out, by hand or by choice, must
 * stand in the stored row or in an open question; with nothing open every sheet is the stored row. `SHEET_SEED` and `SHEET_RUNS` play other runs.
 */
import { afterEach, describe, expect, it } from 'vitest';
import type { Choice, OpenConflict } from '../../addin/sync/view.ts';
import { type Desk, startWorld, type World } from '../support/addin-world.ts';

const LABELS = ['Tasks', 'Accomplished Products', 'Products in process'];
const RUNS = Number(process.env['SHEET_RUNS'] ?? 6);
const FIRST_SEED = Number(process.env['SHEET_SEED'] ?? 1);
const PHASES = 5;

let world: World | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

/** Mulberry32: the same numbers for the same seed. */
function chance(seed: number): { below: (n: number) => number; of: <T>(list: readonly T[]) => T } {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number): number => Math.floor(next() * n);
  return { below, of: (list) => list[below(list.length)] as (typeof list)[number] };
}

const split = (text: string): string[] => text.split('\n').filter((line) => line !== '');
const cells = (desk: Desk): string[][] => LABELS.map((label) => split(desk.shows('albania', label)));

/** One run; the words that were written and are nowhere any more, and what differs in the end. */
async function play(seed: number): Promise<{ lost: string[]; differs: unknown[]; faults: unknown[]; asked: number; settled: number }> {
  const { below, of } = chance(seed);
  world = await startWorld();
  const here = world;
  const tokens = below(2) === 0 ? ['demo:albania', 'demo:albania'] : ['demo:albania', 'demo:secretariat'];
  const written = new Set<string>();
  const takenOut = new Set<string>();
  let words = 0;
  let asked = 0;
  let settled = 0;
  const fresh = (): string => {
    const word = `w${seed}x${++words}q`;
    written.add(word);
    return word;
  };
  await here.save('demo:secretariat', 'albania', {
    tasks: [`Border plan of the ministry ${fresh()}`, `Training of the police ${fresh()}`],
    inProcess: [`Law on arms ${fresh()}`],
  });
  const desks: Desk[] = [];
  for (const token of tokens) {
    const desk = await here.open(token);
    await desk.engine.openGrid();
    desk.engine.setReason('agreed by telephone');
    desks.push(desk);
  }
  const note: string[] = [];

  const type = (desk: Desk, at: number, lines: string[]): void => {
    note.push(`${desks.indexOf(desk)} ${LABELS[at]} = ${JSON.stringify(lines)}`);
    // What a hand takes out of the cell that it sees is gone by its own doing.
    for (const word of wordsOf(desk.shows('albania', LABELS[at] ?? ''))) if (!lines.some((line) => line.includes(word))) takenOut.add(word);
    desk.host.person.type(desk.cell('albania', LABELS[at] ?? ''), lines.join('\n'));
  };
  const hands: ((desk: Desk) => Promise<void> | void)[] = [
    (desk) => {
      const at = below(3);
      const lines = cells(desk)[at] ?? [];
      type(desk, at, lines.toSpliced(below(lines.length + 1), 0, `Programme of common work number ${fresh()}`));
    },
    (desk) => {
      const at = below(3);
      const lines = cells(desk)[at] ?? [];
      const line = lines[below(Math.min(2, lines.length))];
      if (line !== undefined) type(desk, at, lines.with(lines.indexOf(line), `${line} ${fresh()}`));
    },
    (desk) => {
      const at = below(3);
      const lines = cells(desk)[at] ?? [];
      if (lines.length > 0) type(desk, at, lines.toSpliced(below(lines.length), 1));
    },
    (desk) => {
      const [from, to] = [below(3), below(3)];
      const lines = cells(desk)[from] ?? [];
      const line = lines[below(lines.length)];
      if (line === undefined || from === to) return;
      const known = new Set(takenOut);
      type(desk, from, lines.toSpliced(lines.indexOf(line), 1));
      type(desk, to, [...(cells(desk)[to] ?? []), line]);
      for (const word of wordsOf(line)) if (!known.has(word)) takenOut.delete(word);
    },
  ];
  const settle = async (desk: Desk, conflict: OpenConflict, choice: Choice): Promise<void> => {
    const dropped = { mine: [conflict.theirs], theirs: [conflict.ours], both: [], text: [conflict.ours, conflict.theirs] }[choice.keep];
    for (const word of dropped.flatMap((side) => wordsOf(side?.text ?? ''))) takenOut.add(word);
    note.push(`${desks.indexOf(desk)} settles ${conflict.id} ${JSON.stringify(choice)}`);
    await desk.engine.settle(conflict.id, choice);
  };
  const decide = async (desk: Desk): Promise<void> => {
    const conflict = of(desk.engine.view().conflicts);
    if (!conflict) return;
    settled++;
    const choice: Choice = conflict.twoPlaces
      ? of([{ keep: 'mine' }, { keep: 'theirs' }] as const)
      : of([
          () => ({ keep: 'mine' }) as const,
          () => ({ keep: 'theirs' }) as const,
          () => ({ keep: 'both' }) as const,
          () => ({ keep: 'text', text: `A new text ${fresh()}` }) as const,
        ])();
    await settle(desk, conflict, choice);
  };
  const reopen = async (desk: Desk): Promise<void> => {
    const at = desks.indexOf(desk);
    note.push(`${at} closes and opens`);
    const again = await here.open(tokens[at] ?? '', { saved: await desk.close() });
    again.engine.setReason('agreed by telephone');
    desks[at] = again;
  };
  const trouble = (error: unknown): never => {
    throw new Error(`seed ${seed}: ${note.join('\n')}`, { cause: error });
  };

  const wordsOf = (text: string): string[] => text.match(/w\d+x\d+q/g) ?? [];
  /** Words that nobody took out and that stand neither in the stored row nor in an open question. */
  const missing = async (): Promise<string[]> => {
    const { rows } = await here.api('demo:observer').call('readGrid', { params: { grid: 'wbcti' } });
    const stands = JSON.stringify([rows.find(({ row }) => row === 'albania')?.cells, desks.map(({ engine }) => engine.view().conflicts)]);
    return [...written].filter((word) => !stands.includes(word) && !takenOut.has(word));
  };
  for (let phase = 0; phase < PHASES; phase++) {
    // Cut off from each other both hands work on what they saw together; else on what has arrived.
    const away = below(3) > 0;
    if (away) here.cut();
    note.push(away ? 'cut' : 'together');
    for (const at of [0, 1, below(2)]) {
      const desk = desks[at] as Desk;
      for (let count = 1 + below(2); count > 0; count--) await Promise.resolve(of(hands)(desk)).catch(trouble);
      if (below(2) === 0) await desk.pass(below(1_500));
      if (below(6) === 0) await reopen(desk).catch(trouble);
    }
    here.resume();
    note.push('resume');
    await of(desks).pass(below(4_000));
    asked += desks.flatMap(({ engine }) => engine.view().conflicts).length;
    const asking = desks.filter(({ engine }) => engine.view().conflicts.length > 0);
    if (asking.length > 0 && below(3) > 0) await decide(of(asking)).catch(trouble);
  }
  here.resume();
  const idle = (): boolean => desks.every(({ engine }) => engine.view().pending.length === 0 && engine.view().connection.state === 'online');
  /** All is sent, and every workbook has heard of it: a stream that was cut is taken up again after some seconds. */
  const quiet = async (): Promise<void> => {
    for (let turn = 0; turn < 2; turn++) {
      await desks[0]?.until(idle, 'all is sent').catch(trouble);
      const { cursor } = await here.api('demo:observer').call('readGrid', { params: { grid: 'wbcti' } });
      await desks[0]?.until(() => desks.every(({ engine }) => (engine.view().grid?.cursor ?? 0) >= cursor), 'all is heard').catch(trouble);
      for (const desk of desks) await desk.pass(2_000);
    }
  };
  await quiet();
  // With nothing open both sheets are the stored row.
  for (let round = 0; round < 12 && desks.some(({ engine }) => engine.view().conflicts.length > 0); round++) {
    for (const desk of desks) {
      const [conflict] = desk.engine.view().conflicts;
      if (conflict) await settle(desk, conflict, { keep: of(['mine', 'theirs', 'both'] as const) }).catch(trouble);
      await quiet();
    }
  }
  const lost = await missing();
  const { rows } = await here.api('demo:observer').call('readGrid', { params: { grid: 'wbcti' } });
  const row = rows.find(({ row: key }) => key === 'albania');
  const stored = ['tasks', 'accomplished', 'inProcess'].map((column) => {
    const cell = row?.cells[column];
    return cell === undefined || typeof cell === 'string' ? [] : cell.map(({ text }) => text);
  });
  const differs = desks.flatMap((desk) =>
    JSON.stringify(cells(desk)) === JSON.stringify(stored) ? [] : [{ stored, shown: cells(desk), note, view: desk.engine.view().problems }],
  );
  if (desks.some(({ engine }) => engine.view().conflicts.length > 0)) differs.push({ stored, shown: [], note: [...note, 'still open'], view: [] });
  return {
    lost: lost.map((word) => `${word}: ${note.join(' | ')}`),
    differs,
    faults: desks.flatMap(({ faults }) => faults),
    asked,
    settled,
  };
}

describe('two workbooks and the service', { timeout: 120_000 }, () => {
  it.each(Array.from({ length: RUNS }, (_, at) => FIRST_SEED + at))(
    '[Q76] no word that anybody wrote is lost, and with nothing open both sheets are the stored row (seed %i)',
    async (seed) => {
      const { lost, differs, faults, asked, settled } = await play(seed);
      if (process.env['SHEET_RUNS']) console.info(`seed ${seed}: ${asked} asked, ${settled} settled`);
      expect({ seed, lost, differs, faults }).toEqual({ seed, lost: [], differs: [], faults: [] });
    },
  );
});
