/**
 * One sheet of a foreign workbook as rows of text. Rows and cells may come without an address, but rows never out of order, no cell twice and
 * none outside Excel's grid: Excel itself would call such a file damaged.
 */
import { UnreadableFile } from '../../application/documents.ts';
import { MAX_COLUMNS, type TableCollector } from '../ooxml/found.ts';
import { readXml, type XmlElement } from '../ooxml/xml.ts';
import { unescapeText } from './escapes.ts';
import { type NumberKind, numberText } from './number-formats.ts';
import { stringText } from './shared-strings.ts';

/** Excel's own grid. */
const GRID = { columns: 16_384, rows: 1_048_576 } as const;

/** What cells refer to. */
export interface WorkbookValues {
  strings: readonly string[];
  numberKinds: readonly NumberKind[];
  from1904: boolean;
}

interface OpenCell {
  column: number;
  type: string;
  style: number;
  value: string;
}

/** Reads a sheet into the collector, in the order of its rows. */
export async function readSheet(part: AsyncIterable<Uint8Array>, { values, found }: { values: WorkbookValues; found: TableCollector }): Promise<void> {
  const inline = stringText();
  let cells = new Map<number, string>();
  let line = 0;
  let column = 0;
  let cell: OpenCell | undefined;
  let inValue = false;
  found.begin();
  await readXml(part, {
    open(element) {
      inline.open(element);
      if (element.name === 's:row') {
        line = rowNumber(element, line);
        column = 0;
        cells = new Map();
      }
      if (element.name === 's:c') {
        column = columnNumber(element, { line, column });
        inline.take();
        cell = { column, type: element.attributes.get('t') ?? 'n', style: Number(element.attributes.get('s') ?? 0), value: '' };
      }
      if (element.name === 's:v') inValue = true;
    },
    text(piece) {
      inline.text(piece);
      if (inValue && cell) cell.value += piece;
    },
    close(element) {
      inline.close(element);
      if (element.name === 's:v') inValue = false;
      if (element.name === 's:c' && cell) {
        keep(cells, { column: cell.column, text: cell.type === 'inlineStr' ? inline.take() : textOf(cell, values) });
        cell = undefined;
      }
      if (element.name === 's:row') found.row(line, dense(cells));
    },
  });
}

function rowNumber({ attributes }: XmlElement, previous: number): number {
  const number = attributes.has('r') ? Number(attributes.get('r')) : previous + 1;
  if (!Number.isInteger(number) || number <= previous || number > GRID.rows) throw new UnreadableFile('malformed');
  return number;
}

function columnNumber({ attributes }: XmlElement, previous: { line: number; column: number }): number {
  const address = attributes.get('r');
  if (address === undefined) return previous.column + 1;
  const [, letters = '', digits = ''] = /^([A-Z]{1,3})([1-9]\d{0,6})$/.exec(address) ?? [];
  const number = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  if (number < 1 || number > GRID.columns || Number(digits) !== previous.line) throw new UnreadableFile('malformed');
  return number;
}

function keep(cells: Map<number, string>, { column, text }: { column: number; text: string }): void {
  if (text === '' || column > MAX_COLUMNS) return;
  if (cells.has(column)) throw new UnreadableFile('malformed');
  cells.set(column, text);
}

function textOf({ type, style, value }: OpenCell, { strings, numberKinds, from1904 }: WorkbookValues): string {
  if (value === '') return '';
  if (type === 's') {
    const text = /^\d+$/.test(value) ? strings[Number(value)] : undefined;
    if (text === undefined) throw new UnreadableFile('malformed');
    return text;
  }
  if (type === 'b') return value === '1' || value === 'true' ? 'TRUE' : 'FALSE';
  if (type === 'n') return numberText(value, { kind: numberKinds[style] ?? 'plain', from1904 });
  return unescapeText(value);
}

function dense(cells: Map<number, string>): string[] {
  const last = Math.max(0, ...cells.keys());
  return Array.from({ length: last }, (_, index) => cells.get(index + 1) ?? '');
}
