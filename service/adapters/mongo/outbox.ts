/**
 * The outbox in MongoDB, by inserts alone. Attempt n on a letter is `<letter>#<n>`, its end is `<letter>#<n>:done`; both are inserted once and
 * never changed. Attempt n + 1 exists only after the end of attempt n: the outcome, or `expired`, which the next claimer inserts after the
 * lease has run out. So a late outcome and a new attempt race for one key, and the attempt number is the fence.
 */
import { groupBy } from '../../application/group-by.ts';
import type { Outbox } from '../../application/ports.ts';
import type { MongoConnection } from './connection.ts';
import { insertedOnce } from './inserted-once.ts';
import { ATTEMPTS, collectionOf, ENDS, LETTERS, type StoredLetter, sound, summed } from './records.ts';

/** The outbox of an open connection. */
export function mongoOutbox(connection: MongoConnection): Outbox {
  const letters = collectionOf(connection.db, LETTERS);
  const attempts = collectionOf(connection.db, ATTEMPTS);
  const ends = collectionOf(connection.db, ENDS);

  /** The attempt that may be claimed now, if any; ends the one before it if its lease has run out. */
  async function freeAttempt({ _id: letter, grid }: StoredLetter, nowMs: number): Promise<number | undefined> {
    const last = await attempts.findOne({ letter }, { sort: { attempt: -1 } });
    if (last === null) return 1;
    sound(ATTEMPTS, last);
    const end = await ends.findOne({ _id: endId(letter, last.attempt) });
    if (end !== null) return sound(ENDS, end).outcome === undefined || end.outcome?.result === 'failed' ? last.attempt + 1 : undefined;
    if (last.untilMs > nowMs) return undefined;
    const isEnded = await insertedOnce(() => ends.insertOne(summed(ENDS, { _id: endId(letter, last.attempt), grid, letter, attempt: last.attempt })));
    // Somebody else ended it in the meantime; whether it is free now is theirs to use or the next call's to see.
    return isEnded ? last.attempt + 1 : undefined;
  }

  return {
    put: ({ letter, grid, reminder, person }) =>
      connection.run(async () => {
        await insertedOnce(() => letters.insertOne(summed(LETTERS, { _id: letter, grid, reminder, person })));
      }),

    list: (grid) =>
      connection.run(async () => {
        const [found, tried, ended] = await Promise.all([letters.find({ grid }).toArray(), attempts.find({ grid }).toArray(), ends.find({ grid }).toArray()]);
        for (const one of found) sound(LETTERS, one);
        for (const one of tried) sound(ATTEMPTS, one);
        for (const one of ended) sound(ENDS, one);
        const attemptsOf = groupBy(tried, ({ letter }) => letter);
        const endsOf = groupBy(
          ended.sort((a, b) => a.attempt - b.attempt),
          ({ letter }) => letter,
        );
        return found
          .sort((a, b) => (a._id < b._id ? -1 : 1))
          .map(({ _id: letter, reminder, person }) => ({
            letter,
            grid,
            reminder,
            person,
            attempts: Math.max(0, ...(attemptsOf.get(letter) ?? []).map(({ attempt }) => attempt)),
            outcomes: (endsOf.get(letter) ?? []).flatMap(({ outcome }) => outcome ?? []),
          }));
      }),

    claim: (letter, { owner, nowMs, leaseMs }) =>
      connection.run(async () => {
        const known = await letters.findOne({ _id: letter });
        const attempt = known === null ? undefined : await freeAttempt(sound(LETTERS, known), nowMs);
        if (known === null || attempt === undefined) return undefined;
        const lease = summed(ATTEMPTS, { _id: attemptId(letter, attempt), grid: known.grid, letter, attempt, owner, untilMs: nowMs + leaseMs });
        return (await insertedOnce(() => attempts.insertOne(lease))) ? attempt : undefined;
      }),

    settle: (letter, outcome) =>
      connection.run(async () => {
        const { attempt } = outcome;
        const claimed = await attempts.findOne({ _id: attemptId(letter, attempt) });
        if (claimed === null) return false;
        return insertedOnce(() => ends.insertOne(summed(ENDS, { _id: endId(letter, attempt), grid: sound(ATTEMPTS, claimed).grid, letter, attempt, outcome })));
      }),
  };
}

const attemptId = (letter: string, attempt: number): string => `${letter}#${attempt}`;
const endId = (letter: string, attempt: number): string => `${attemptId(letter, attempt)}:done`;
