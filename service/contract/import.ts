/** What a file (.xlsx or .docx) would give each row. */
import * as z from 'zod/mini';
import { Key, Version } from './ids.ts';
import { Problem } from './problem.ts';

/** One cell that the file would change: the lines that come and the lines that go. */
export const ImportedCell = z.object({ column: z.string(), before: z.array(z.string()), after: z.array(z.string()) });

export const ImportedRow = z.object({
  row: Key,
  member: Key,
  name: z.string(),
  /** How the member was recognised: by its name, by its number, or both. */
  matchedBy: z.enum(['name', 'number', 'name-and-number']),
  cells: z.array(ImportedCell),
  status: z.enum(['would-change', 'unchanged', 'saved', 'merged', 'conflict', 'refused']),
  version: z.optional(Version),
  problem: z.optional(Problem),
});
export type ImportedRow = z.infer<typeof ImportedRow>;

/** `unmatched` are table rows in which no member was recognised; `missing` are members the file does not name. */
export const ImportReport = z.object({
  applied: z.boolean(),
  format: z.enum(['xlsx', 'docx']),
  rows: z.array(ImportedRow),
  unmatched: z.array(z.object({ line: z.int(), text: z.string() })),
  missing: z.array(Key),
});
export type ImportReport = z.infer<typeof ImportReport>;
