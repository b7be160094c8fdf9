/** Tables as they are found in a foreign file, counted while they grow so that a small file can't become a large answer. */
import { type FoundTable, UnreadableFile } from '../../application/documents.ts';

const LIMITS = { rows: 20_000, characters: 10_000_000 } as const;

/** No grid has more columns; what lies beyond is not read. */
export const MAX_COLUMNS = 256;

/** Collects rows of cell texts. Throws UnreadableFile `too-large-unpacked` beyond 20,000 rows or 10,000,000 characters. */
export interface TableCollector {
  /** Begins a table; it stays out if it gets no row with a word in it. */
  begin(): void;
  /** Adds a row; `line` is its place in the table or sheet, from 1. A row without a word stays out. Cells beyond the 256th are outside any grid and left out. */
  row(line: number, cells: readonly string[]): void;
  tables(): FoundTable[];
}

/** Makes an empty collector for one file. */
export function collectTables(): TableCollector {
  const drafts: FoundTable['rows'][] = [];
  let rows = 0;
  let characters = 0;
  return {
    begin() {
      drafts.push([]);
    },
    row(line, all) {
      const cells = all.slice(0, MAX_COLUMNS);
      if (cells.every((cell) => cell.trim() === '')) return;
      rows += 1;
      characters += cells.reduce((sum, cell) => sum + cell.length, 0);
      if (rows > LIMITS.rows || characters > LIMITS.characters) throw new UnreadableFile('too-large-unpacked');
      drafts.at(-1)?.push({ line, cells });
    },
    tables() {
      return drafts.flatMap(([first, ...others]) => (first ? [{ headers: first.cells, rows: others }] : []));
    },
  };
}
