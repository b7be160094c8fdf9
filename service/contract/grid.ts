/** The definition of a grid (a file in service/grids or GRIDS_DIR) and the grid as a client reads it. */
import * as z from 'zod/mini';
import { Cursor, Instant, Key, LocalDate, Period, PersonId, Version } from './ids.ts';
import { RowStatus } from './period.ts';
import type { Role } from './person.ts';

/** What Excel itself allows in one cell: 32,767 characters and 253 line breaks. */
export const EXCEL_CELL_LIMITS = { maxCharacters: 32_767, maxLines: 254 } as const;

/**
 * A column of a sheet. `source` says where its content comes from: `edit` (members write it), or `member-number` and
 * `member-name` (from the definition; nobody edits it in the sheet).
 */
export const Column = z.strictObject({
  key: Key,
  label: z.string().check(z.minLength(1), z.maxLength(120)),
  kind: z.enum(['items', 'text']),
  source: z._default(z.enum(['edit', 'member-number', 'member-name']), 'edit'),
  limits: z.strictObject({
    maxCharacters: z.int().check(z.positive(), z.lte(EXCEL_CELL_LIMITS.maxCharacters)),
    maxLines: z.int().check(z.positive(), z.lte(EXCEL_CELL_LIMITS.maxLines)),
  }),
  widthCharacters: z._default(z.int().check(z.positive(), z.lte(120)), 30),
});
export type Column = z.infer<typeof Column>;

/** A table of a grid; its rows are the members. */
export const SheetDefinition = z.strictObject({
  sheet: Key,
  title: z.string().check(z.minLength(1), z.maxLength(31)),
  columns: z.array(Column).check(z.minLength(1), z.maxLength(40)),
});
export type SheetDefinition = z.infer<typeof SheetDefinition>;

/** Whom a step may write to: people of the member (one of these roles at least), and the Secretariat. */
const StageRole = z.enum(['focal-point', 'deputy', 'head', 'lead', 'secretariat'] as const satisfies readonly Role[]);

/**
 * One step of the reminder ladder: days from the due date, negative before it. `to` are the roles that it writes to; by default focal points and leads, at an
 * escalation also deputies, heads and the Secretariat (whose people read it in their summary of the day).
 */
export const Stage = z.strictObject({
  stage: z.enum(['before-due', 'due-soon', 'overdue-1', 'overdue-2', 'escalation']),
  daysFromDue: z.int().check(z.gte(-90), z.lte(90)),
  to: z.optional(
    z.array(StageRole).check(
      z.maxLength(5),
      z.refine((roles) => roles.some((role) => role !== 'secretariat')),
    ),
  ),
});
export type Stage = z.infer<typeof Stage>;

/** A ladder: its steps in the order of their days, each name once. */
const Stages = z.array(Stage).check(z.minLength(1), z.maxLength(10));

/** One organisation of the Support Group. `from` and `to` are the first and last day of membership; `stages` is a ladder of its own instead of the grid's. */
export const Member = z.strictObject({
  member: Key,
  no: z.int().check(z.positive()),
  name: z.string().check(z.minLength(1), z.maxLength(300)),
  shortName: z.string().check(z.minLength(1), z.maxLength(40)),
  kind: z.enum(['eu', 'western-balkans', 'member-state', 'organisation']),
  from: LocalDate,
  to: z.optional(LocalDate),
  stages: z.optional(Stages),
});
export type Member = z.infer<typeof Member>;

/**
 * A wording the grid asks for, as a warning with a one-click correction: where `word` stands as a whole word and is not followed by
 * `suffix`, the suffix is proposed. Example: `{ rule: "kosovo-asterisk", word: "Kosovo", suffix: "*" }`.
 */
export const WordingRule = z.strictObject({
  rule: Key,
  word: z.string().check(z.minLength(1), z.maxLength(60)),
  suffix: z.string().check(z.minLength(1), z.maxLength(10)),
});
export type WordingRule = z.infer<typeof WordingRule>;

/** When the grid's periods are due and closed, in whole days; quarters of the calendar in the grid's time zone. */
export const Calendar = z.strictObject({
  every: z.literal('quarter'),
  firstPeriod: Period,
  dueDaysAfterEnd: z._default(z.int().check(z.gte(-60), z.lte(60)), 0),
  closesDaysAfterDue: z._default(z.int().check(z.gte(0), z.lte(80)), 30),
  stages: Stages,
});
export type Calendar = z.infer<typeof Calendar>;

/** Markings of TLP 2.0, from the widest audience to the narrowest. */
export const Marking = z.enum(['TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER', 'TLP:AMBER+STRICT', 'TLP:RED']);
export type Marking = z.infer<typeof Marking>;

/** A grid as configuration: everything that tells one grid from another. */
export const GridDefinition = z.strictObject({
  grid: Key,
  title: z.string().check(z.minLength(1), z.maxLength(120)),
  organisation: z.string().check(z.minLength(1), z.maxLength(200)),
  timeZone: z.string().check(z.minLength(1), z.maxLength(60)),
  calendar: Calendar,
  marking: z._default(Marking, 'TLP:AMBER'),
  sheets: z.array(SheetDefinition).check(z.minLength(1), z.maxLength(10)),
  members: z.array(Member).check(z.minLength(1), z.maxLength(10_000)),
  notes: z._default(z.array(z.string().check(z.maxLength(2_000))), []),
  footnotes: z._default(z.array(z.string().check(z.maxLength(2_000))), []),
  wordingRules: z._default(z.array(WordingRule), []),
});
export type GridDefinition = z.infer<typeof GridDefinition>;

/**
 * One line of a cell of kind `items` as it stands. `marking` is its own; it narrows the row's and never widens it. `withheld`: a gap where its reader
 * may not see; its text is empty and its marking says why.
 */
export const Item = z.strictObject({ itemId: z.string(), text: z.string(), marking: z.optional(Marking), withheld: z.optional(z.literal(true)) });
export type Item = z.infer<typeof Item>;

/** A cell on the way out: kind `items` → items, kind `text` → string, `""` when empty. */
export const Cell = z.union([z.string(), z.array(Item)]);
export type Cell = z.infer<typeof Cell>;

/** Cells of a row by column key; only columns of source `edit`. */
export const Cells = z.record(z.string(), Cell);
export type Cells = z.infer<typeof Cells>;

/**
 * A row as it stands. `updatedAt` and `updatedBy` are of its newest version. `marking`: without one it is the definition's. `withheld`: its reader may
 * see none of its text.
 */
export const Row = z.object({
  sheet: Key,
  row: Key,
  member: Key,
  version: Version,
  cells: Cells,
  updatedAt: Instant,
  updatedBy: PersonId,
  status: RowStatus,
  marking: z.optional(Marking),
  withheld: z.optional(z.literal(true)),
});
export type Row = z.infer<typeof Row>;

/** A grid as it stands at a cursor, for one audience. `period` is the oldest period that is not closed. */
export const Grid = z.object({
  grid: Key,
  cursor: Cursor,
  period: Period,
  today: LocalDate,
  definition: GridDefinition,
  rows: z.array(Row),
});
export type Grid = z.infer<typeof Grid>;

/** A line of `GET /grids`. */
export const GridSummary = z.object({ grid: Key, title: z.string(), sheets: z.array(Key) });
export type GridSummary = z.infer<typeof GridSummary>;
