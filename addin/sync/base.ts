/**
 * The base of a row: what its cells in this sheet started from, and how it lies in the very hidden sheet.
 *
 *     line   row key | rev | check | chunk | chunk …      rev = "<version>.<check>", also in the row's `__rev` cell
 *     chunk  "~" + at most 30,000 characters of the JSON   (so that no cell begins with = + - @ or ')
 *
 * A cell that the person has changed keeps the version it started from while the rest of its row moves on (`older`): else the next edit would start
 * from a text that the person never saw, and overwrite it without a question.
 * Everything read back is untrusted: a line that is not exactly what was written is `damaged`, never guessed.
 */
import * as z from 'zod/mini';
import { Version } from '#contract/ids.ts';
import type { HiddenLine } from '../excel/sheet.ts';
import type { Texts } from './cells.ts';

const Start = z.strictObject({ version: Version, text: z.string() });
const Base = z.strictObject({ version: Version, cells: z.record(z.string(), z.string()), older: z.optional(z.record(z.string(), Start)) });

/** What a row's cells started from; `older` holds the columns that started from an earlier version than the rest. */
export interface BaseRow {
  version: number;
  cells: Texts;
  older: Record<string, { version: number; text: string }>;
}

/** The version and text that one cell started from. */
export function startOf(base: BaseRow, column: string): { version: number; text: string } {
  return base.older[column] ?? { version: base.version, text: base.cells[column] ?? '' };
}

/** What stands in the row's `__rev` cell while its cells belong to this base. */
export const revOf = (base: BaseRow): string => `${base.version}.${checkOf(jsonOf(base))}`;

/** The version that a `__rev` names, if it is one. */
export function versionOfRev(rev: string): number | undefined {
  const found = /^([1-9]\d{0,8})\.[0-9a-f]{8}$/.exec(rev);
  return found ? Number(found[1]) : undefined;
}

/** The hidden line of a row. */
export function baseLine(row: string, base: BaseRow): HiddenLine {
  const json = jsonOf(base);
  return { key: row, parts: [revOf(base), ...packed(json)] };
}

/** Reads a row's line; `damaged` if anything about it does not fit. */
export function readBaseLine(line: HiddenLine): BaseRow | 'damaged' {
  const [rev, ...rest] = line.parts;
  const parsed = z.safeParse(Base, unpacked(rest));
  if (!parsed.success) return 'damaged';
  const base: BaseRow = { version: parsed.data.version, cells: parsed.data.cells, older: parsed.data.older ?? {} };
  return rev === revOf(base) ? base : 'damaged';
}

const MARK = '~';
const CHUNK_CHARACTERS = 30_000;

/** A JSON text as parts of a line: its check, then its chunks. */
export function packed(json: string): string[] {
  const chunks: string[] = [];
  for (let at = 0; at < json.length; ) {
    // A pair of surrogates is not torn apart: half of one is not a character that a file can hold.
    const high = json.charCodeAt(at + CHUNK_CHARACTERS - 1);
    const length = high >= 0xd800 && high <= 0xdbff ? CHUNK_CHARACTERS - 1 : CHUNK_CHARACTERS;
    chunks.push(MARK + json.slice(at, at + length));
    at += length;
  }
  return [checkOf(json), ...chunks];
}

/** The value behind the parts of a line; undefined if check, mark or JSON do not fit. */
export function unpacked(parts: readonly string[]): unknown {
  const [check, ...rest] = parts;
  const chunks = rest.filter((chunk) => chunk !== '');
  const json = chunks.map((chunk) => chunk.slice(MARK.length)).join('');
  if (!chunks.every((chunk) => chunk.startsWith(MARK)) || check !== checkOf(json)) return undefined;
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** FNV-1a (32 bits, over UTF-16 units) as 8 hex digits: finds damage and mix-ups, not malice. */
export function checkOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

function jsonOf({ version, cells, older }: BaseRow): string {
  const sorted = (record: Record<string, unknown>): [string, unknown][] => Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify({
    version,
    cells: Object.fromEntries(sorted(cells)),
    ...(Object.keys(older).length > 0 ? { older: Object.fromEntries(sorted(older)) } : {}),
  });
}
