/**
 * Notes which questions a person's edits left open, beside the answer and never in its way: no edit waits for a note or fails with it. Notes of one row and
 * person are written in the order of the edits; reading waits for those under way in this process.
 */
import type { EditResult } from '#contract/edit.ts';
import type { ConflictNote } from '../domain/open-conflicts.ts';
import type { Clock, ConflictNotes, Log } from './ports.ts';

/** The notes as the application writes and reads them. */
export interface ConflictKeeper {
  /** Notes what became of edits; returns at once. `notBefore` is the instant of the newest entry that they may have led to. */
  note(grid: string, edits: { person: string; results: readonly EditResult[]; notBefore: string }): void;
  /** All notes of a grid. Rejects with StoreUnavailable. */
  list(grid: string): Promise<ConflictNote[]>;
  /** Removes all notes of a person. Rejects with StoreUnavailable. */
  forget(grid: string, person: string): Promise<void>;
  /** Resolves once no write is under way. */
  settled(): Promise<void>;
}

/** Opens the notes of a store. */
export function conflictKeeper({ notes, clock, log }: { notes: ConflictNotes; clock: Clock; log: Log }): ConflictKeeper {
  /** By grid, row and person: the last write under way. */
  const underWay = new Map<string, Promise<void>>();

  function enqueue(key: string, write: () => Promise<void>): void {
    const turn: Promise<void> = (underWay.get(key) ?? Promise.resolve())
      .then(write)
      .catch((error: unknown) => log.warn({ err: error }, 'an open conflict could not be noted; the overview may show one too many or too few'))
      .then(() => {
        if (underWay.get(key) === turn) underWay.delete(key);
      });
    underWay.set(key, turn);
  }

  const settled = async (): Promise<void> => {
    await Promise.all(underWay.values());
  };

  return {
    settled,
    note(grid, { person, results, notBefore }) {
      // A version that was saved with the question must not look like one that settled it.
      const at = new Date(Math.max(clock.nowMs(), Date.parse(notBefore) || 0)).toISOString();
      for (const { row, status, conflicts } of results) {
        if (status === 'refused') continue;
        const count = conflicts.length;
        enqueue(`${grid}/${row}/${person}`, () => (count > 0 ? notes.put(grid, { row, person, count, at }) : notes.clear(grid, { row, person })));
      }
    },
    async list(grid) {
      await settled();
      return notes.list(grid);
    },
    async forget(grid, person) {
      await settled();
      await notes.forget(grid, person);
    },
  };
}
