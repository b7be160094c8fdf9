/**
 * What the very hidden sheet `__grid_base` says besides the bases of rows: which grid this is and how it was drawn (the heading line), and what the
 * engine must not forget when Excel closes (the memory line): edits under way, open conflicts, marked cells. Untrusted when read back.
 */
import * as z from 'zod/mini';
import { Conflict, ConflictSide, Edit } from '#contract/edit.ts';
import { Marking } from '#contract/grid.ts';
import { Key, PersonId, Version } from '#contract/ids.ts';
import type { HiddenLine } from '../excel/sheet.ts';
import { packed, unpacked } from './base.ts';

const SCHEMA = 'support-group-grid/1';
const MEMORY = '*memory';

/** How the sheet was drawn. `ledger` is the hash of the grid's first entry: it tells one service's grid from another's of the same name. */
export const Heading = z.strictObject({
  grid: Key,
  sheet: Key,
  ledger: z.string(),
  cursor: z.int(),
  period: z.string(),
  /** Header text of each column, by key. */
  labels: z.record(z.string(), z.string()),
  /** The marking it was drawn with. */
  marking: z.optional(Marking),
  /** Row keys whose cells were unlocked. */
  unlocked: z.array(z.string()),
});
export type Heading = z.infer<typeof Heading>;

/** An edit on its way. `texts` are the cells as the sheet showed them. `attempted`: it may have arrived, so it must not change any more. */
const QueuedEdit = z.strictObject({ person: PersonId, edit: Edit, texts: z.record(z.string(), z.string()), attempted: z.boolean() });
export type QueuedEdit = z.infer<typeof QueuedEdit>;

/** The lines by which a cell shows an item in conflict. They are not sent, and nothing is written over them, until the person has chosen. */
const Held = z.strictObject({
  /** The lines that the sheet showed when it was last looked at, and the column they stood in. */
  shown: z.array(z.string()),
  shownIn: z.string(),
  /** The lines that it is to show, and where: the person's own, theirs where the person had deleted it, or what was chosen. */
  target: z.array(z.string()),
  column: z.string(),
  /** `decided`: chosen and not yet on its way. `lost`: the lines can't be found in the cell any more, which is set aside whole. */
  state: z.enum(['open', 'decided', 'lost']),
  /** Where the item stood in the service from which version on, oldest first: what it says in the text that a cell started from. */
  trail: z.array(z.strictObject({ version: Version, side: z.nullable(ConflictSide) })),
});
export type Held = z.infer<typeof Held>;

/** A conflict that waits for the person whose edit met it. `held` for an item; a cell of kind `text` conflicts whole. `line` counts from 1. */
const KeptConflict = z.extend(Conflict, {
  id: z.string(),
  row: z.string(),
  version: Version,
  person: PersonId,
  held: z.optional(Held),
  line: z.optional(z.int()),
});
export type KeptConflict = z.infer<typeof KeptConflict>;

const MarkedCell = z.strictObject({ row: z.string(), column: z.string(), mark: z.enum(['error', 'conflict']) });
export type MarkedCell = z.infer<typeof MarkedCell>;

export const Memory = z.strictObject({ queue: z.array(QueuedEdit), conflicts: z.array(KeptConflict), marks: z.array(MarkedCell) });
export type Memory = z.infer<typeof Memory>;

export const EMPTY_MEMORY: Memory = { queue: [], conflicts: [], marks: [] };

export const headingLine = (heading: Heading): HiddenLine => ({ key: SCHEMA, parts: packed(JSON.stringify(heading)) });

export const memoryLine = (memory: Memory): HiddenLine => ({ key: MEMORY, parts: packed(JSON.stringify(memory)) });

/** The hidden lines sorted by what they are. `heading` undefined: there is none that can be read. */
export function readNotes(lines: readonly HiddenLine[]): { heading: Heading | undefined; memory: Memory | 'damaged'; rows: HiddenLine[] } {
  const heading = z.safeParse(Heading, unpackedLine(lines, SCHEMA));
  const memory = z.safeParse(Memory, unpackedLine(lines, MEMORY));
  const hasMemory = lines.some(({ key }) => key === MEMORY);
  return {
    heading: heading.success ? heading.data : undefined,
    memory: memory.success ? memory.data : hasMemory ? 'damaged' : EMPTY_MEMORY,
    rows: lines.filter(({ key }) => key !== SCHEMA && key !== MEMORY),
  };
}

function unpackedLine(lines: readonly HiddenLine[], key: string): unknown {
  const line = lines.find((candidate) => candidate.key === key);
  return line ? unpacked(line.parts) : undefined;
}
