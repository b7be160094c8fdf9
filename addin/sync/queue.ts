/**
 * The edits on their way to the service. At most one per row and person; one that was attempted may have arrived, so it keeps its id and content until
 * its answer is known; one that was not is replaced by what the sheet shows now. An edit belongs to the person who typed it.
 */
import type { Edit } from '#contract/edit.ts';
import type { Cells, Column } from '#contract/grid.ts';
import { inputOf, type NamedLine, namedLines, type Texts } from './cells.ts';
import type { RowChange } from './detect.ts';
import type { QueuedEdit } from './notes.ts';

export interface Reconciling {
  person: string;
  sheet: string;
  columns: readonly Column[];
  changes: readonly RowChange[];
  /** What the Secretariat gives as its reason; '' if nothing yet or none is needed. */
  reason: string;
  /** Cells of a version that is being restored, by row: their lines are sent with the ids that they had. */
  restored: ReadonlyMap<string, Cells>;
  newId: () => string;
}

/** The queue after a look at the sheet. */
export function reconcile(queue: readonly QueuedEdit[], context: Reconciling): QueuedEdit[] {
  const { person, changes } = context;
  const others = queue.filter((queued) => queued.person !== person);
  const attempted = queue.filter((queued) => queued.person === person && queued.attempted);
  const waiting = queue.filter((queued) => queued.person === person && !queued.attempted);
  const taken = new Set(attempted.map(({ edit }) => edit.row));
  const rows = new Set([...waiting.map(({ edit }) => edit.row), ...changes.map(({ row }) => row)]);
  const fresh = [...rows]
    .filter((row) => !taken.has(row))
    .flatMap((row) => {
      const before = waiting.find(({ edit }) => edit.row === row);
      const change = changes.find((candidate) => candidate.row === row);
      return freshEdit(row, { before, change, context }) ?? [];
    });
  return [...others, ...attempted, ...fresh];
}

/** The person's edits that may be sent. The Secretariat's need a reason. */
export function ready(queue: readonly QueuedEdit[], { person, needsReason }: { person: string; needsReason: boolean }): QueuedEdit[] {
  return queue.filter((queued) => queued.person === person && (!needsReason || queued.edit.reason !== undefined));
}

/** The queue with these edits marked as attempted or, when they certainly did not arrive, as not attempted. */
export function marked(queue: readonly QueuedEdit[], edits: readonly QueuedEdit[], { attempted }: { attempted: boolean }): QueuedEdit[] {
  const ids = new Set(edits.map(({ edit }) => edit.editId));
  return queue.map((queued) => (ids.has(queued.edit.editId) ? { ...queued, attempted } : queued));
}

function freshEdit(
  row: string,
  { before, change, context }: { before: QueuedEdit | undefined; change: RowChange | undefined; context: Reconciling },
): QueuedEdit | undefined {
  const { person, sheet, columns, reason, restored, newId } = context;
  const part = change?.parts[0];
  if (!part) return undefined;
  const { base, texts, wanted } = part;
  const textOf = (key: string): string => wanted?.[key] ?? texts[key] ?? '';
  // An edit that waits says of its lines what it was told, whatever else is typed meanwhile.
  const named = (key: string): NamedLine[] => namedLines(restored.get(row)?.[key] ?? before?.edit.cells[key]);
  const cells = Object.fromEntries(
    columns.filter(({ key }) => key in texts).map((column) => [column.key, inputOf(column, textOf(column.key), named(column.key))]),
  );
  const edit: Omit<Edit, 'editId'> = { sheet, row, base, cells, ...(reason === '' ? {} : { reason }) };
  if (before && sameEdit(before.edit, edit)) return sameTexts(before.texts, texts) ? before : { ...before, texts };
  return { person, edit: { editId: newId(), ...edit }, texts, attempted: false };
}

const sameTexts = (a: Texts, b: Texts): boolean => JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());

function sameEdit(edit: Edit, other: Omit<Edit, 'editId'>): boolean {
  const { editId: _, ...rest } = edit;
  const canonical = ({ cells, ...head }: Omit<Edit, 'editId'>): string =>
    JSON.stringify([head.sheet, head.row, head.base, head.reason, Object.entries(cells).sort(([a], [b]) => (a < b ? -1 : 1))]);
  return canonical(rest) === canonical(other);
}
