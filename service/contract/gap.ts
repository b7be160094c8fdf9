/**
 * A marked gap in words: what stands where a reader may not see an item, one by one in the add-in's sheet, counted in a workbook. The words are known again when
 * they come back, in a pasted cell or a returned file: they are nobody's text and are never saved.
 */
import { say } from './catalogue/say.ts';
import { type Cells, type Item, Marking } from './grid.ts';

/** The line that stands for one withheld item: `[withheld: TLP:RED]`. */
export const gapLine = (marking: Marking, language = 'en'): string => say('sheet.withheld', { marking }, language);

/** The text of an item as its reader may see it: the words of a gap where it is withheld. */
export const textOrGap = ({ text, withheld, marking = 'TLP:RED' }: Pick<Item, 'text' | 'marking' | 'withheld'>): string => (withheld ? gapLine(marking) : text);

/** The cells with the words of gaps where there are gaps, for showing. */
export function withGapWords(cells: Cells): Cells {
  return Object.fromEntries(
    Object.entries(cells).map(([column, cell]) => [column, typeof cell === 'string' ? cell : cell.map((item) => ({ ...item, text: textOrGap(item) }))]),
  );
}

/** The lines of a cell in a workbook: withheld items of one marking that follow each other are one line, `2 items withheld (TLP:RED)`. */
export function linesWithGaps(items: readonly Item[]): string[] {
  const lines: string[] = [];
  let open: { marking: Marking; count: number } | undefined;
  const close = (): void => {
    if (open) lines.push(say('workbook.withheld', open));
    open = undefined;
  };
  for (const { text, withheld, marking = 'TLP:RED' } of items) {
    if (!withheld) {
      close();
      lines.push(text);
      continue;
    }
    if (open?.marking !== marking) close();
    open = { marking, count: (open?.count ?? 0) + 1 };
  }
  close();
  return lines;
}

/** What a line stands for, if it is the words of a gap. */
export function gapIn(line: string): { marking: Marking; count: number } | undefined {
  if (!line.includes('TLP:')) return undefined;
  const words = line.trim();
  const count = Number(/^\d{1,3}(?= )/.exec(words)?.[0] ?? 1);
  const marking = Marking.options.find((one) => words === gapLine(one) || words === say('workbook.withheld', { marking: one, count }));
  return marking && { marking, count };
}
