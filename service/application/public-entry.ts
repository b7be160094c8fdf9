/** An entry as a client sees it: no salts, commitments or fingerprints, and of a row's words and of what is said to one member what this reader may see. */
import type { PublicEntry } from '#contract/entry.ts';
import { readsWhole } from '../domain/audience.ts';
import { openContent } from '../domain/confidential.ts';
import type { Entry } from '../domain/entry.ts';
import { shownCells } from '../domain/withheld.ts';
import { sightOf, type View } from './read-grid.ts';

/** What a reader is shown of an entry, by the markings of the state as it stands now. */
export function publicEntry(entry: Entry, view: View): PublicEntry {
  const { cursor, at, by, route, kind, hash } = entry;
  return { cursor, at, by, route, kind, ...placeOf(entry), content: publicContent(entry, view), hash };
}

/** The row that an entry is about. */
export function rowOfEntry(entry: Entry): string | undefined {
  if (entry.kind === 'row.saved') return entry.row;
  return entry.kind === 'marking.changed' ? entry.content.row : undefined;
}

function placeOf(entry: Entry): Pick<PublicEntry, 'sheet' | 'row' | 'version'> {
  if (entry.kind === 'row.saved') return { sheet: entry.sheet, row: entry.row, version: entry.version };
  return entry.kind === 'marking.changed' ? { row: entry.content.row } : {};
}

function publicContent(entry: Entry, view: View): Record<string, unknown> {
  if (entry.kind === 'marking.changed') {
    const { reason, ...content } = entry.content;
    return { ...content, ...shownReason(reason, { row: content.row, view }) };
  }
  if (entry.kind !== 'row.saved') return openContent(entry, view.reader);
  return { ...shownVersion(entry, view) };
}

/** The cells and the reason of a version as a reader may see them. */
export function shownVersion({ row, content }: Entry & { kind: 'row.saved' }, view: View): { cells: typeof content.cells; reason?: string } {
  const sight = sightOf(view, row);
  // A row of the ledger is in the state that was folded from it; if it were not, nobody could tell who may read it.
  if (!sight) return { cells: {} };
  return { cells: shownCells(content.cells, sight), ...shownReason(content.reason, { row, view }) };
}

/** A reason may speak of any line of its row: it is for those who may read all of it. */
function shownReason(reason: string | undefined, { row, view }: { row: string; view: View }): { reason?: string } {
  const sight = sightOf(view, row);
  return reason !== undefined && sight && readsWhole(sight.reader, sight.head, sight.definition) ? { reason } : {};
}
