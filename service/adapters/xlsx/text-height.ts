/**
 * How high a cell must be for its text. Excel computes heights of wrapped cells when somebody edits them, not when a program writes them, so they are
 * computed here from the widths of Arial: everywhere either installed or replaced by a font of the same widths (Liberation Sans, Helvetica).
 */

/** The font of the workbook; column widths count its digits. */
export const FONT = { name: 'Arial', size: 10 } as const;

/** A row can't be higher in Excel, in points. */
export const MAX_ROW_POINTS = 409;

/** The height of a line of FONT in Excel. */
export const LINE_POINTS = 12.75;
const PADDING_POINTS = 4;

/** Words are laid out a little differently on screen, on paper and by each program: this much of the width is counted on. */
const SAFE_WIDTH = 0.96;

/** The height in points that a wrapped text of FONT needs in a column of some characters; `bold` letters are wider. */
export function textPoints(text: string, { widthCharacters, bold = false }: { widthCharacters: number; bold?: boolean }): number {
  const available = widthCharacters * DIGIT * SAFE_WIDTH;
  const scale = bold ? 1.06 : 1;
  const lines = text.split('\n').reduce((sum, line) => sum + wrappedLines(line, available / scale), 0);
  return lines * LINE_POINTS + PADDING_POINTS;
}

/** A line breaks at blanks and after hyphens; a word wider than the column breaks anywhere. */
function wrappedLines(line: string, available: number): number {
  let lines = 1;
  let used = 0;
  for (const word of line.split(/(?<=[ \-–—])/)) {
    const width = widthOf(word.trimEnd());
    if (used > 0 && used + width > available) {
      lines += 1;
      used = 0;
    }
    lines += Math.max(0, Math.ceil(width / available) - 1);
    used = (width > available ? width % available : used + width) + (word.length - word.trimEnd().length) * BLANK;
  }
  return lines;
}

const widthOf = (text: string): number => [...text.normalize('NFD')].reduce((sum, character) => sum + characterWidth(character), 0);

/** Thousandths of the font size. A letter with a mark is as wide as the letter; scripts that are not listed get the width of their widest letters. */
function characterWidth(character: string): number {
  const known = WIDTHS.get(character);
  if (known !== undefined) return known;
  if (/\p{M}/u.test(character)) return 0;
  if (/[\u0370-\u052f]/.test(character)) return /\p{Lu}/u.test(character) ? 740 : 620;
  return 1000;
}

const DIGIT = 556;
const BLANK = 278;

const WIDTHS = new Map(
  Object.entries({
    191: "'",
    222: 'ijl‘’‚',
    260: '|',
    278: ' !,./:;[\\]ftI\u00a0',
    333: '()-`r“”„‑',
    350: '•',
    355: '"',
    389: '*',
    469: '^',
    500: 'JckszvxyŠ',
    556: '#$0123456789?L_abdeghnopqu–€',
    584: '+<=>~',
    611: 'FTZ',
    667: '&ABEKPSVXY',
    722: 'CDHNRUw',
    778: 'GOQ',
    833: 'Mm',
    889: '%',
    944: 'W',
    1000: '—…',
    1015: '@',
  }).flatMap(([width, characters]) => [...characters].map((character): [string, number] => [character, Number(width)])),
);
