/**
 * What a person rearranged in the sheet without changing a word of it: another order, a filter, a column of its own, another name, a plain range. None of it touches the
 * grid; a person who wonders is told so, once each time.
 */
import type { Drawing, GridReading } from '../excel/sheet.ts';
import { announce, type Voice } from './announce.ts';
import type { EngineState } from './state.ts';

/** How the sheet was arranged at the last look. */
export interface Arrangement {
  sheetName: string;
  /** Keys of the rows and headers of the grid's columns, as they stood. */
  rows: string[];
  columns: string[];
  /** Headers that are none of the grid's. */
  added: string[];
  filtered: boolean;
  plain: boolean;
}

/** Says what is arranged otherwise than at the last look. `labels`: the headers of the grid's columns. */
export function noticeArrangement(state: EngineState, voice: Voice, { grid, labels }: { grid: GridReading; labels: readonly string[] }): void {
  const before = state.arrangement;
  const now = arrangementOf(grid, labels);
  state.arrangement = now;
  if (!before) return;
  if (isReordered(before.rows, now.rows)) announce(state, voice, 'sync.sorted');
  if (isReordered(before.columns, now.columns)) announce(state, voice, 'sync.columns-moved');
  for (const label of now.added) if (!before.added.includes(label)) announce(state, voice, 'sync.own-column', { label });
  if (now.filtered && !before.filtered) announce(state, voice, 'sync.filtered');
  if (now.sheetName !== before.sheetName) announce(state, voice, 'sync.renamed', { sheet: now.sheetName });
  if (now.plain && !before.plain) announce(state, voice, 'sync.plain-range');
}

/** How a sheet stands that was drawn just now. */
export function drawnArrangement({ sheetTitle, rows, columns }: Drawing): Arrangement {
  return { sheetName: sheetTitle, rows: rows.map(({ key }) => key), columns: columns.map(({ label }) => label), added: [], filtered: false, plain: false };
}

function arrangementOf({ sheetName, headers, rows, filtered, plain }: GridReading, labels: readonly string[]): Arrangement {
  const columns = headers.filter((header) => labels.includes(header));
  const added = headers.filter((header) => !labels.includes(header));
  return { sheetName, rows: rows.map(({ key }) => key).filter((key) => key !== ''), columns, added, filtered, plain };
}

/** Reports whether what stands in both stands in another order. */
function isReordered(before: readonly string[], now: readonly string[]): boolean {
  const both = [...new Set(before)].filter((one) => now.includes(one));
  const places = both.map((one) => now.indexOf(one));
  return places.some((place, at) => place < (places[at - 1] ?? place));
}
