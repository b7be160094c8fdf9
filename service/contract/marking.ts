/** Markings compared, and what an export is marked with. TLP 2.0 orders them from the widest audience to the narrowest. */
import { type Grid, type Item, Marking, type Row } from './grid.ts';

/** Reports whether a marking lets fewer people read than another. */
export function isNarrower(marking: Marking, than: Marking): boolean {
  return Marking.options.indexOf(marking) > Marking.options.indexOf(than);
}

/** The narrowest of some markings; the first if there is no other. */
export function narrowest(first: Marking, ...others: readonly (Marking | undefined)[]): Marking {
  return others.reduce<Marking>((found, marking) => (marking !== undefined && isNarrower(marking, found) ? marking : found), first);
}

/** The marking of a row as a client reads it. */
export const markingOfRow = (row: Pick<Row, 'marking'>, { definition }: Pick<Grid, 'definition'>): Marking => row.marking ?? definition.marking;

/** The items of a row that have a marking of their own, gaps included, in the order of its cells. */
export function markedItems({ cells }: Pick<Row, 'cells'>): (Item & { marking: Marking })[] {
  return Object.values(cells).flatMap((cell) =>
    typeof cell === 'string' ? [] : cell.flatMap((item) => (item.marking === undefined ? [] : [{ ...item, marking: item.marking }])),
  );
}

/** The narrowest marking of what is in the grid as its reader has it; what is withheld from the reader is not in it. */
export function highestMarking(grid: Pick<Grid, 'definition' | 'rows'>): Marking {
  const [first, ...others] = grid.rows
    .filter(({ withheld }) => !withheld)
    .flatMap((row) => [markingOfRow(row, grid), ...markedItems(row).flatMap(({ marking, withheld }) => (withheld ? [] : [marking]))]);
  return first === undefined ? grid.definition.marking : narrowest(first, ...others);
}
