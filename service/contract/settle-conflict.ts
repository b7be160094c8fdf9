/**
 * What a person's choices make of a row in conflict: one rule for the web form with and without its script. Pure. An edit that starts from the version in which the
 * conflict was shown carries the result, so a third change in the meantime is asked about and not overwritten.
 */
import type { CellInput, ConflictSide } from './edit.ts';
import type { Cells, Item } from './grid.ts';

/** How a person settles one conflict. `text` replaces both sides. */
export type SettleChoice = { keep: 'mine' } | { keep: 'theirs' } | { keep: 'both' } | { keep: 'text'; text: string };

/** A conflict as far as settling needs it. */
export interface ConflictSides {
  column: string;
  itemId?: string | undefined;
  base: ConflictSide | null;
  ours: ConflictSide | null;
  theirs: ConflictSide | null;
}

/** A conflict with what was chosen. */
export interface SettledConflict {
  conflict: ConflictSides;
  choice: SettleChoice;
}

/** Reports whether ours and theirs were moved to different columns: then the choice is one of place, and both can't stand. */
export function isMovedApart({ base, ours, theirs }: Pick<ConflictSides, 'base' | 'ours' | 'theirs'>): boolean {
  return ours !== null && theirs !== null && ours.column !== theirs.column && ours.column !== base?.column;
}

/** Where from and where to a line was moved that the other side took out, and who moved it; none where that is not the question. */
export function movedAndTakenOut({
  base,
  ours,
  theirs,
}: Pick<ConflictSides, 'base' | 'ours' | 'theirs'>): { who: 'i' | 'they'; from: string; to: string } | undefined {
  const there = ours ?? theirs;
  if (!base || !there || (ours && theirs) || there.column === base.column) return undefined;
  return { who: ours ? 'i' : 'they', from: base.column, to: there.column };
}

/** Reports whether *keep both* makes sense: two texts of a list that can stand beside each other. */
export function mayKeepBoth(conflict: ConflictSides): boolean {
  return conflict.itemId !== undefined && !!conflict.ours?.text && !!conflict.theirs?.text && !isMovedApart(conflict);
}

/** The cells of an edit that carries the choices; columns that they leave as they are stored are not named. `cells` are those of the version shown. */
export function settledCells(cells: Cells, settled: readonly SettledConflict[]): Record<string, CellInput> {
  const lists = new Map(Object.entries(cells).flatMap(([column, cell]) => (Array.isArray(cell) ? [[column, cell as Line[]] as const] : [])));
  const edited: Record<string, CellInput> = {};
  for (const { conflict, choice } of settled) {
    if (choice.keep === 'theirs') continue;
    if (conflict.itemId === undefined) {
      edited[conflict.column] = settledText(conflict, choice);
      continue;
    }
    for (const [column, lines] of settledLists(lists, { conflict, choice })) {
      lists.set(column, lines);
      edited[column] = lines.map(inputOf);
    }
  }
  return edited;
}

type Line = Item | { text: string };

const isItem = (line: Line, itemId: string | undefined): boolean => 'itemId' in line && line.itemId === itemId;
const inputOf = (line: Line): string | { itemId: string; text: string } => ('itemId' in line ? { itemId: line.itemId, text: line.text } : line.text);

function settledText({ ours, theirs }: ConflictSides, choice: SettleChoice): string {
  const [mine, other] = [ours?.text ?? '', theirs?.text ?? ''];
  if (choice.keep === 'text') return choice.text;
  return choice.keep === 'both' ? [other, mine].filter((text) => text !== '').join('\n') : mine;
}

/** The lists that one choice changes. */
function settledLists(lists: ReadonlyMap<string, readonly Line[]>, { conflict, choice }: SettledConflict): [string, Line[]][] {
  const { itemId = '', ours, theirs, column: named } = conflict;
  const stands = [...lists].find(([, lines]) => lines.some((line) => isItem(line, itemId)))?.[0];
  const text = choice.keep === 'text' ? choice.text : (ours?.text ?? '');
  const mine = ours?.column ?? named;
  const inColumn = (column: string): readonly Line[] => lists.get(column) ?? [];
  if (choice.keep === 'both') return withSecond(inColumn(stands ?? mine), { column: stands ?? mine, itemId, text });
  const others = (column: string): Line[] => inColumn(column).filter((line) => !isItem(line, itemId));
  const wanted = isMovedApart(conflict) || theirs === null ? mine : (stands ?? mine);
  if (stands === undefined) return text.trim() === '' ? [] : [[wanted, [...inColumn(wanted), { text }]]];
  if (text.trim() === '') return [[stands, others(stands)]];
  if (stands === wanted) return [[stands, inColumn(stands).map((line) => (isItem(line, itemId) ? { itemId, text } : line))]];
  return [
    [stands, others(stands)],
    [wanted, [...inColumn(wanted), { itemId, text }]],
  ];
}

/** Mine as a line of its own behind theirs. */
function withSecond(lines: readonly Line[], { column, itemId, text }: { column: string; itemId: string; text: string }): [string, Line[]][] {
  const at = lines.findIndex((line) => isItem(line, itemId));
  return text === '' ? [] : [[column, lines.toSpliced(at < 0 ? lines.length : at + 1, 0, { text })]];
}
