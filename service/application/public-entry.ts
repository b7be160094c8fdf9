/** An entry as clients see it: no salts, commitments or fingerprints. */
import type { PublicEntry } from '#contract/entry.ts';
import type { Entry } from '../domain/entry.ts';

/** What clients read of an entry. */
export function publicEntry(entry: Entry): PublicEntry {
  const { cursor, at, by, route, kind, hash } = entry;
  const place = entry.kind === 'row.saved' ? { sheet: entry.sheet, row: entry.row, version: entry.version } : {};
  return { cursor, at, by, route, kind, ...place, content: publicContent(entry), hash };
}

function publicContent(entry: Entry): Record<string, unknown> {
  if (entry.kind !== 'row.saved') return { ...entry.content };
  const { cells, reason } = entry.content;
  return { cells, ...(reason === undefined ? {} : { reason }) };
}
