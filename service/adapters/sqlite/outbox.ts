/**
 * The outbox in SQLite. Each call is one transaction; the attempt number is the fence: once attempt n + 1 is claimed, an outcome of
 * attempt n comes too late.
 */
import type { LetterState, Outbox } from '../../application/ports.ts';
import type { Database } from './database.ts';
import { attemptIn, attemptSum, letterIn, letterSum, outcomeIn, outcomeSum } from './records.ts';

/** The outbox of an open database. */
export function sqliteOutbox(database: Database): Outbox {
  const put = database.statement('INSERT INTO letter (letter, grid, reminder, person, sum) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING');
  const known = database.statement('SELECT * FROM letter WHERE letter = ?');
  const lettersOf = database.statement('SELECT * FROM letter WHERE grid = ? ORDER BY letter');
  const newestAttempt = database.statement('SELECT * FROM attempt WHERE letter = ? ORDER BY attempt DESC LIMIT 1');
  const outcomesOf = database.statement('SELECT * FROM outcome WHERE letter = ? ORDER BY attempt');
  const outcomeOf = database.statement('SELECT * FROM outcome WHERE letter = ? AND attempt = ?');
  const claim = database.statement('INSERT INTO attempt (letter, attempt, owner, until_ms, sum) VALUES (?, ?, ?, ?, ?)');
  const settle = database.statement('INSERT INTO outcome (letter, attempt, body, sum) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING');

  const newest = (letter: string) => {
    const stored = newestAttempt.get(letter);
    return stored === undefined ? undefined : attemptIn(stored);
  };

  /** The attempt that may be claimed now, if any. */
  function freeAttempt(letter: string, nowMs: number): number | undefined {
    const stored = known.get(letter);
    if (stored === undefined) return undefined;
    letterIn(stored);
    const last = newest(letter);
    if (last === undefined) return 1;
    const ended = outcomeOf.get(letter, last.attempt);
    const isFree = ended === undefined ? last.until_ms <= nowMs : outcomeIn(ended).result === 'failed';
    return isFree ? last.attempt + 1 : undefined;
  }

  return {
    put: ({ letter, grid, reminder, person }) =>
      database.write(() => {
        put.run(letter, grid, reminder, person, letterSum({ letter, grid, reminder, person }));
      }),

    list: (grid) =>
      database.read(() =>
        lettersOf
          .all(grid)
          .map(letterIn)
          .map((letter): LetterState => ({ ...letter, attempts: newest(letter.letter)?.attempt ?? 0, outcomes: outcomesOf.all(letter.letter).map(outcomeIn) })),
      ),

    claim: (letter, { owner, nowMs, leaseMs }) =>
      database.write(() => {
        const attempt = freeAttempt(letter, nowMs);
        const row = { letter, attempt: attempt ?? 0, owner, until_ms: nowMs + leaseMs };
        if (attempt !== undefined) claim.run(letter, attempt, owner, row.until_ms, attemptSum(row));
        return attempt;
      }),

    settle: (letter, outcome) =>
      database.write(() => {
        if (newest(letter)?.attempt !== outcome.attempt) return false;
        return settle.run(letter, outcome.attempt, JSON.stringify(outcome), outcomeSum(letter, outcome)).changes > 0;
      }),
  };
}
