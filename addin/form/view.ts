/** What the web form shows and what its page may ask of it. */
import type { Cells, Column, Grid, Row, WordingRule } from '#contract/grid.ts';
import type { Me } from '#contract/person.ts';
import type { Failure } from '../pane/failure.ts';
import type { Choice, OpenConflict } from '../sync/view.ts';
import type { Lists } from './lists.ts';

/** What the form shows. A new value replaces it whenever something changes. */
export interface FormView {
  link: 'starting' | 'up' | 'down' | 'signed-out';
  me: Me | undefined;
  /** Names of the people of the grid by id, as this reader may see them. */
  names: ReadonlyMap<string, string>;
  grid: Grid | undefined;
  row: Row | undefined;
  columns: Column[];
  wordingRules: WordingRule[];
  lists: Lists;
  changed: boolean;
  saving: boolean;
  conflicts: OpenConflict[];
  failure: Failure | undefined;
  /** Said once: saved, taken over, restored. */
  news: News | undefined;
  /** Somebody else's newer version, while there are changes here. */
  other: { by: string; version: number } | undefined;
  /** Something was decided about this row that the page above does not show yet. */
  outdated: boolean;
  /** When the draft that was found was last changed; absent once the person has gone on with it. */
  draftFromMs: number | undefined;
  /** This browser keeps no drafts. */
  draftless: boolean;
  reason: string;
}

export type News = { said: 'saved' | 'merged'; version: number } | { said: 'unchanged' } | { said: 'taken'; version: number; by: string };

/** What saving came to; `failed`: not known, or refused, and everything typed is still here. */
export type SaveOutcome = 'stored' | 'conflict' | 'failed';

export interface Form {
  view(): FormView;
  subscribe(listener: () => void): () => void;
  /** Takes what the person did to the lists. */
  edit(lists: Lists): void;
  setReason(reason: string): void;
  save(): Promise<SaveOutcome>;
  settle(conflictId: string, choice: Choice): Promise<void>;
  /** Takes the cells of an old version into the lists and saves them. */
  restore(cells: Cells): Promise<SaveOutcome>;
  /** Goes back to what is stored. */
  drop(): void;
  stop(): void;
}
