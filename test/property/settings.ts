/**
 * How the property tests run, in one place: the runs of each property and the seed. fast-check prints seed, path and the shrunk counterexample of a failure;
 * `PROPERTY_SEED=<seed> npx vitest run test/property` plays it again, `PROPERTY_RUNS=50000` makes a long run, `PROPERTY_LIMIT_MS` bounds the time of each property,
 * and `PROPERTY_FIGURES` names a file to which each writes what it did (run-million.mjs adds them up). A counterexample becomes a named unit test.
 */
import { appendFileSync } from 'node:fs';
import fc, { type IProperty, type RunDetails } from 'fast-check';
import { expect } from 'vitest';

/** Runs of one property; there are more than fifty. */
const RUNS = wholeNumber('PROPERTY_RUNS', 600);

/** The seed; fixed, so that a red build is red for everybody. */
export const SEED = wholeNumber('PROPERTY_SEED', 20_261_231);

const LIMIT_MS = wholeNumber('PROPERTY_LIMIT_MS', 0);
const FIGURES = process.env['PROPERTY_FIGURES'];

console.info(`properties: ${RUNS} runs each from seed ${SEED}`);

/** The time a property may take: generous, since a long run is asked for on purpose. */
export const TIMEOUT_MS = 120_000 + RUNS * 20 + LIMIT_MS;

/** Checks that a property holds. */
export function holds<Ts>(property: IProperty<Ts>): void {
  const limit = LIMIT_MS > 0 ? { interruptAfterTimeLimit: LIMIT_MS } : {};
  const reporter = (details: RunDetails<Ts>): void => {
    if (FIGURES) appendFileSync(FIGURES, `${JSON.stringify({ title: expect.getState().currentTestName, runs: details.numRuns, seed: SEED })}\n`);
    if (details.failed) throw new Error(fc.defaultReportMessage(details), { cause: details.errorInstance });
  };
  fc.assert(property, { numRuns: RUNS, seed: SEED, endOnFailure: false, verbose: 1, reporter, ...limit });
}

/** A setting of the surroundings. */
export function wholeNumber(name: string, fallback: number): number {
  const value = Number(process.env[name] ?? fallback);
  if (!Number.isSafeInteger(value)) throw new Error(`${name} must be a whole number`);
  return value;
}
