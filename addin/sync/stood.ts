/**
 * The versions that have stood in the sheet since it was opened. By them an undo is told from typing: it takes the row's version mark back, and a row that then shows
 * just what an earlier version said was not typed. It counts as that version and is brought up to date; as typing it would be saved beside what took its place.
 */
import type { Column } from '#contract/grid.ts';
import { announce, type Voice } from './announce.ts';
import { type BaseRow, versionOfRev } from './base.ts';
import { editableColumns, type Texts } from './cells.ts';
import type { Head } from './heads.ts';
import type { SheetRow } from './rows.ts';
import type { EngineState } from './state.ts';

/** What has stood in one row: the newest version, the one that it named at the last look, and the texts of the last few. */
export interface Stood {
  newest: number;
  seen: number;
  texts: ReadonlyMap<number, Texts>;
}

const KEPT = 20;

/** The version that a row shows although it names an older one than stood there; none if it is as it should be, or shows something else. */
export function versionGoneBackTo(row: SheetRow, stood: Stood | undefined, columns: readonly Column[]): BaseRow | undefined {
  const named = versionOfRev(row.rev);
  if (!stood || named === undefined || named >= stood.newest) return undefined;
  const shows = (texts: Texts): boolean => editableColumns(columns).every(({ key }) => row.texts[key] === undefined || row.texts[key] === (texts[key] ?? ''));
  const found = [...stood.texts].findLast(([, texts]) => shows(texts));
  return found && { version: found[0], cells: found[1], older: {} };
}

/** Remembers what stands in the rows, and says where the sheet went back. */
export function noteStood(state: EngineState, voice: Voice, { rows, heads }: { rows: Iterable<SheetRow>; heads: ReadonlyMap<string, Head> }): void {
  for (const { key, at, rev } of rows) {
    const head = heads.get(key);
    const version = versionOfRev(rev);
    if (at === 0 || version === undefined || !head) continue;
    const before = state.stood.get(key);
    const isNew = version === head.version && !before?.texts.has(version);
    if (before?.seen === version && !isNew) continue;
    if (before && version < before.newest) announce(state, voice, 'sync.reverted', { member: head.name });
    const texts = isNew ? new Map([...(before?.texts ?? []), [version, head.texts] as const].slice(-KEPT)) : (before?.texts ?? new Map());
    state.stood.set(key, { newest: Math.max(version, before?.newest ?? 0), seen: version, texts });
  }
}
