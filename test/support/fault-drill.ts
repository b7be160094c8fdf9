/** What the fault drills share: how long they are, folders and processes that end with the test, chance from a seed, figures. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach } from 'vitest';
import { type ServiceProcess, spawnService } from './service-process.ts';

/** `FAULTS=long`, set by test/fault/run-long.mjs, makes the drills as long as the issue asks for; `npm test` runs their short form. */
export const IS_LONG = process.env['FAULTS'] === 'long';

/** The short or the long number. */
export const sized = (short: number, long: number): number => (IS_LONG ? long : short);

/** The seed of a run: printed, and given back by FAULT_SEED to repeat it. The same each time in `npm test`, so that a red build is red for everybody; the long drills look elsewhere. */
export const SEED = Number(process.env['FAULT_SEED'] ?? (IS_LONG ? Date.now() % 1_000_000 : 261_231));

/** Numbers from 0 to below 1 that follow from the seed (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One line of figures, for whoever reads the test's output. */
export function tellFigures(title: string, figures: Record<string, number | string>): void {
  const text = Object.entries(figures).map(([name, value]) => `${name} ${typeof value === 'number' ? Math.round(value * 10) / 10 : value}`);
  console.info(`FAULTS ${title}: ${text.join(', ')}`);
}

/** Folders and service processes of one test file, gone after each test and at the end. */
export function useDrill(name: string): { newFolder(): string; start(settings: Record<string, string>): ServiceProcess } {
  const root = mkdtempSync(join(tmpdir(), `grid-${name}-`));
  const running = new Set<ServiceProcess>();
  let folders = 0;
  afterEach(async () => {
    for (const { child } of running) child.kill('SIGKILL');
    await Promise.all([...running].map(({ ended }) => ended));
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  return {
    newFolder: () => join(root, `data-${++folders}`),
    start(settings) {
      const service = spawnService(settings);
      running.add(service);
      void service.ended.then(() => running.delete(service));
      return service;
    },
  };
}

/** Resolves when the condition holds; rejects after `waitMs`. */
export async function until(holds: () => boolean | Promise<boolean>, waitMs: number): Promise<void> {
  const deadlineMs = performance.now() + waitMs;
  while (!(await holds())) {
    if (performance.now() > deadlineMs) throw new Error(`not within ${waitMs} ms`);
    await pause(10);
  }
}
