/**
 * How the property tests run, in one place: the runs of each property and the seed. fast-check prints seed, path and the shrunk counterexample of a failure;
 * `PROPERTY_SEED=<seed> npx vitest run test/property` plays it again, and `PROPERTY_RUNS=50000` makes a long run. A counterexample becomes a named unit test.
 */
import fc, { type IProperty } from 'fast-check';

/** Runs of one property; there are more than forty. */
const RUNS = wholeNumber('PROPERTY_RUNS', 600);

/** The seed; fixed, so that a red build is red for everybody. */
const SEED = wholeNumber('PROPERTY_SEED', 20_261_231);

/** The time a property may take: generous, since a long run is asked for on purpose. */
export const TIMEOUT_MS = 20_000 + RUNS * 20;

/** Checks that a property holds. */
export function holds<Ts>(property: IProperty<Ts>): void {
  fc.assert(property, { numRuns: RUNS, seed: SEED, endOnFailure: false, verbose: 1 });
}

function wholeNumber(name: string, fallback: number): number {
  const value = Number(process.env[name] ?? fallback);
  if (!Number.isSafeInteger(value)) throw new Error(`${name} must be a whole number`);
  return value;
}
