/**
 * The file that carries a whole store to another one: JSON lines. A header with the version of the format, then for each grid its entries exactly
 * as stored (salts too) and its people and letters, and an end line with what must have been there: a file that was cut or changed is told before
 * anything is written. Saved states are not in it: they can be folded again.
 *
 *   {"format":"support-group-grid/ledger","formatVersion":1,"exportedAt":"…"}
 *   {"grid":"wbcti","entry":{…}}   {"grid":"wbcti","person":{…}}   {"grid":"wbcti","letter":{…}}
 *   {"end":{"entries":213,"people":19,"letters":4,"grids":[{"grid":"wbcti","cursor":213,"hash":"…"}],"sha256":"…"}}       of all lines before
 */
import { createHash } from 'node:crypto';
import { type Entry, FIRST_HASH } from '../domain/entry.ts';
import { follows } from './chain.ts';
import type { DirectoryPerson, LetterState } from './ports.ts';

const FORMAT = 'support-group-grid/ledger';
const FORMAT_VERSION = 1;

/** What a line between header and end carries. */
export type Carried = { grid: string } & (
  | { entry: Entry; person?: undefined; letter?: undefined }
  | { person: DirectoryPerson; entry?: undefined; letter?: undefined }
  | { letter: LetterState; entry?: undefined; person?: undefined }
);

/** How much a file carries. */
export interface Carriage {
  entries: number;
  people: number;
  letters: number;
  grids: { grid: string; cursor: number; hash: string }[];
}

/** Why a file can't be imported; each reason has its sentence (`cli.transfer-…`). */
export class TransferRefused extends Error {
  readonly reason: 'other' | 'newer' | 'cut' | 'changed' | 'chain';
  readonly params: Record<string, string | number>;
  constructor(reason: TransferRefused['reason'], params: Record<string, string | number> = {}) {
    super(`the transfer file can’t be used: ${reason}`);
    this.name = 'TransferRefused';
    this.reason = reason;
    this.params = params;
  }
}

/** Counts lines and what they carry, and follows each grid's chain; the writer and the reader of a file use the same one. */
export function openTally() {
  const digest = createHash('sha256');
  const tips = new Map<string, { cursor: number; hash: string }>();
  const counts = { entries: 0, people: 0, letters: 0 };
  return {
    line: (text: string): void => {
      digest.update(text).update('\n');
    },
    /** Reports the cursor at which an entry does not fit. */
    carried({ grid, entry, person }: Carried): number | undefined {
      if (entry === undefined) {
        counts[person === undefined ? 'letters' : 'people'] += 1;
        return undefined;
      }
      const tip = tips.get(grid) ?? { cursor: 0, hash: FIRST_HASH };
      if (!follows(entry, tip)) return tip.cursor + 1;
      tips.set(grid, { cursor: entry.cursor, hash: entry.hash });
      counts.entries += 1;
      return undefined;
    },
    carriage: (): Carriage => ({ ...counts, grids: [...tips].map(([grid, tip]) => ({ grid, ...tip })) }),
    sha256: (): string => digest.copy().digest('hex'),
  };
}

/** The first line of a file. */
export const headerLine = (exportedAt: string): string => JSON.stringify({ format: FORMAT, formatVersion: FORMAT_VERSION, exportedAt });

/** The last one. */
export const endLine = (carriage: Carriage, sha256: string): string => JSON.stringify({ end: { ...carriage, sha256 } });

/** Reads a whole file and says what it carries; throws TransferRefused. */
export async function checkTransfer(lines: AsyncIterable<string>): Promise<Carriage> {
  const tally = openTally();
  let number = 0;
  let end: string | undefined;
  let broken: number | undefined;
  for await (const line of lines) {
    number += 1;
    if (number === 1) checkHeader(line);
    if (broken !== undefined) throw new TransferRefused('changed', { line: broken });
    if (end !== undefined) throw new TransferRefused('changed', { line: number });
    if (line.startsWith('{"end":')) {
      end = line;
      if (line !== endLine(tally.carriage(), tally.sha256())) throw new TransferRefused('changed', { line: number });
      continue;
    }
    tally.line(line);
    // No JSON: the last piece of a file that was cut within a line, unless more follows.
    if (number > 1 && !carriesWell(tally, { line, number })) broken = number;
  }
  if (number === 0) throw new TransferRefused('other');
  if (end === undefined) throw new TransferRefused('cut');
  return tally.carriage();
}

/** What the lines of a checked file carry, in order. */
export async function* carriedBy(lines: AsyncIterable<string>): AsyncGenerator<Carried> {
  let number = 0;
  for await (const line of lines) {
    number += 1;
    if (number > 1 && !line.startsWith('{"end":')) yield JSON.parse(line) as Carried;
  }
}

function checkHeader(line: string): void {
  const { format, formatVersion } = (parsed(line) ?? {}) as { format?: unknown; formatVersion?: unknown };
  if (format !== FORMAT || typeof formatVersion !== 'number') throw new TransferRefused('other');
  if (formatVersion > FORMAT_VERSION) throw new TransferRefused('newer');
}

/** Counts what a line carries; reports whether it holds anything. Throws TransferRefused where the chain breaks. */
function carriesWell(tally: ReturnType<typeof openTally>, { line, number }: { line: string; number: number }): boolean {
  const carried = parsed(line) as Carried | undefined;
  if (carried === undefined) return false;
  const bad = tally.carried(carried);
  if (bad !== undefined) throw new TransferRefused('chain', { line: number, grid: carried.grid, cursor: bad });
  return true;
}

/** The object that a line holds, if it holds one. */
function parsed(line: string): object | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
