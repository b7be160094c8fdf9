/** Edits: what a person wants of one row, and what became of it. */
import * as z from 'zod/mini';
import { Cell, Cells } from './grid.ts';
import { Cursor, EditId, Instant, ItemId, Key, PersonId, Version } from './ids.ts';
import { Problem } from './problem.ts';

/** A cell on the way in. A list element is a line or `{ itemId, text }`; a known id wins over alignment. A string for a cell of kind `items` is split at its line breaks. */
export const CellInput = z.union([z.string(), z.array(z.union([z.string(), z.strictObject({ itemId: ItemId, text: z.string() })]))]);
export type CellInput = z.infer<typeof CellInput>;

/**
 * Proposed content for one row. Columns not named stay as they are.
 * Example: `{ editId: "6b0c…", sheet: "support-group", row: "albania", base: 1, cells: { inProcess: ["Action plan 2027", "Training of trainers"] } }`.
 */
export const Edit = z.strictObject({
  editId: EditId,
  sheet: Key,
  row: Key,
  base: Version,
  cells: z.record(z.string().check(z.maxLength(256)), CellInput),
  reason: z.optional(z.string().check(z.minLength(1), z.maxLength(1_000))),
});
export type Edit = z.infer<typeof Edit>;

export const MAX_EDITS_PER_REQUEST = 500;

export const EditsRequest = z.strictObject({
  edits: z.array(Edit).check(z.minLength(1), z.maxLength(MAX_EDITS_PER_REQUEST)),
});
export type EditsRequest = z.infer<typeof EditsRequest>;

/** One side of a conflict: an item's text or a cell's, and the column it stands in. */
export const ConflictSide = z.object({ text: z.string(), column: z.string() });
export type ConflictSide = z.infer<typeof ConflictSide>;

/** What ours and theirs changed differently; null is absent. Saved by nobody until a person chooses. */
export const Conflict = z.object({
  column: z.string(),
  itemId: z.optional(z.string()),
  base: z.nullable(ConflictSide),
  ours: z.nullable(ConflictSide),
  theirs: z.nullable(z.extend(ConflictSide, { version: Version, by: PersonId, at: Instant })),
});
export type Conflict = z.infer<typeof Conflict>;

/** Saved, but somebody should look. `line` counts from 1. */
export const Warning = z.object({
  code: z.string(),
  column: z.string(),
  line: z.int(),
  message: z.string(),
  proposal: z.optional(z.string()),
});
export type Warning = z.infer<typeof Warning>;

export const EditStatus = z.enum(['saved', 'merged', 'unchanged', 'conflict', 'refused']);
export type EditStatus = z.infer<typeof EditStatus>;

/** What became of one edit. `version` and `cells` are the row as it stands now; they are absent only when there is no such row. */
export const EditResult = z.object({
  editId: EditId,
  status: EditStatus,
  row: z.string(),
  version: z.optional(Version),
  cells: z.optional(Cells),
  conflicts: z.array(Conflict),
  warnings: z.array(Warning),
  problem: z.optional(Problem),
});
export type EditResult = z.infer<typeof EditResult>;

/** Results in the order of the request; 200 even if all are refused. */
export const EditsResponse = z.object({ cursor: Cursor, results: z.array(EditResult) });
export type EditsResponse = z.infer<typeof EditsResponse>;

/** One version of a row, newest first in a list. */
export const RowVersion = z.object({
  version: Version,
  at: Instant,
  by: PersonId,
  route: z.string(),
  reason: z.optional(z.string()),
  cells: z.record(z.string(), Cell),
});
export type RowVersion = z.infer<typeof RowVersion>;
