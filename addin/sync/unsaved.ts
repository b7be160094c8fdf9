/** What of a member's typing the service does not have yet. */
import type { EngineState } from './state.ts';

/** How many cells of a member's rows are typed and not saved: wrong, refused, in conflict, or waiting. */
export function unsavedCells(state: EngineState, member: string): number {
  const rows = new Set(state.grid?.rows.filter((row) => row.member === member).map(({ row }) => row));
  const bad = state.problems.filter(({ row, kind }) => rows.has(row) && (kind === 'error' || kind === 'refused')).map(({ row, column }) => `${row}/${column}`);
  const asked = state.conflicts.filter(({ row }) => rows.has(row)).map(({ row, column }) => `${row}/${column}`);
  const waiting = [...state.typed].filter(([row]) => rows.has(row)).flatMap(([row, columns]) => columns.map((column) => `${row}/${column}`));
  const queued = state.queue.filter(({ edit }) => rows.has(edit.row)).flatMap(({ edit }) => Object.keys(edit.cells).map((column) => `${edit.row}/${column}`));
  return new Set([...bad, ...asked, ...waiting, ...queued]).size;
}
