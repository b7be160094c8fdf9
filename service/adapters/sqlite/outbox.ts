/**
 * The outbox in SQLite. Each call is one transaction; the attempt number is the fence: once attempt n + 1 is claimed, an outcome of
 * attempt n comes too late.
 */
import type { DeliveryOutcome, LetterState, Outbox, OutboxLetter } from '../../application/ports.ts';
import type { Database } from './database.ts';

/** The outbox of an open database. */
export function sqliteOutbox(database: Database): Outbox {
  const put = database.statement('INSERT INTO letter (letter, grid, reminder, person) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING');
  const known = database.statement('SELECT 1 FROM letter WHERE letter = ?');
  const lettersOf = database.statement('SELECT letter, grid, reminder, person FROM letter WHERE grid = ? ORDER BY letter');
  const newestAttempt = database.statement('SELECT attempt, until_ms FROM attempt WHERE letter = ? ORDER BY attempt DESC LIMIT 1');
  const outcomesOf = database.statement('SELECT body FROM outcome WHERE letter = ? ORDER BY attempt');
  const outcomeOf = database.statement('SELECT body FROM outcome WHERE letter = ? AND attempt = ?');
  const claim = database.statement('INSERT INTO attempt (letter, attempt, owner, until_ms) VALUES (?, ?, ?, ?)');
  const settle = database.statement('INSERT INTO outcome (letter, attempt, body) VALUES (?, ?, ?) ON CONFLICT DO NOTHING');

  const newest = (letter: string) => newestAttempt.get(letter) as { attempt: number; until_ms: number } | undefined;
  const parse = (stored: unknown) => JSON.parse((stored as { body: string }).body) as DeliveryOutcome;

  /** The attempt that may be claimed now, if any. */
  function freeAttempt(letter: string, nowMs: number): number | undefined {
    if (known.get(letter) === undefined) return undefined;
    const last = newest(letter);
    if (last === undefined) return 1;
    const stored = outcomeOf.get(letter, last.attempt);
    const isFree = stored === undefined ? last.until_ms <= nowMs : parse(stored).result === 'failed';
    return isFree ? last.attempt + 1 : undefined;
  }

  return {
    put: ({ letter, grid, reminder, person }) =>
      database.write(() => {
        put.run(letter, grid, reminder, person);
      }),

    list: (grid) =>
      database.read(() =>
        (lettersOf.all(grid) as OutboxLetter[]).map(
          (letter): LetterState => ({ ...letter, attempts: newest(letter.letter)?.attempt ?? 0, outcomes: outcomesOf.all(letter.letter).map(parse) }),
        ),
      ),

    claim: (letter, { owner, nowMs, leaseMs }) =>
      database.write(() => {
        const attempt = freeAttempt(letter, nowMs);
        if (attempt !== undefined) claim.run(letter, attempt, owner, nowMs + leaseMs);
        return attempt;
      }),

    settle: (letter, outcome) =>
      database.write(() => {
        if (newest(letter)?.attempt !== outcome.attempt) return false;
        return settle.run(letter, outcome.attempt, JSON.stringify(outcome)).changes > 0;
      }),
  };
}
