/** How a cell looks: the host's format and the style of its table, as CSS properties. */
import { holds } from '../host/address.ts';
import type { Book } from '../host/book.ts';
import type { Border, Format } from '../host/cells.ts';
import type { Sheet } from '../host/sheet.ts';
import { bodyRect, type Table } from '../host/table.ts';

/** CSS properties of one cell, by name. */
export type Look = Record<string, string>;

/** The properties that a look may set; drawing takes away those that a new look does not name. */
const TABLE_ACCENT = '#2f6db5';
const TABLE_BAND = '#e8f0fa';
const TABLE_LINE = '#9dbfe6';

/** Finds the look of a cell, at a zoom (1 is 100 %). */
export function lookOf(book: Book, sheet: Sheet, { row, col, zoom }: { row: number; col: number; zoom: number }): Look {
  const format = sheet.formatAt(row, col);
  const table = book.tables.find((each) => each.sheetId === sheet.id && holds(each.rect, row, col));
  return {
    // First, so that a line that the table or the format draws is seen over the fill.
    ...(format.fillColor === '' ? {} : { 'border-color': format.fillColor }),
    ...alignment(sheet, { row, col, format }),
    ...(table ? tableLook(table, row) : {}),
    ...fontLook(format, zoom),
    ...fillLook(format),
    ...borders(format),
  };
}

const HORIZONTAL: Record<string, string> = { Left: 'left', Center: 'center', Right: 'right', Justify: 'justify', CenterAcrossSelection: 'center' };
const VERTICAL: Record<string, string> = { Top: 'top', Center: 'middle', Bottom: 'bottom', Justify: 'top' };

function alignment(sheet: Sheet, { row, col, format }: { row: number; col: number; format: Format }): Look {
  const value = sheet.content(row, col)?.value;
  const general = typeof value === 'number' ? 'right' : typeof value === 'boolean' ? 'center' : 'left';
  return {
    'text-align': HORIZONTAL[format.horizontalAlignment] ?? general,
    'vertical-align': VERTICAL[format.verticalAlignment] ?? 'bottom',
    'white-space': format.wrapText ? 'pre-wrap' : 'nowrap',
    ...(format.indentLevel > 0 ? { 'padding-left': `${3 + format.indentLevel * 9}px` } : {}),
  };
}

function fontLook(format: Format, zoom: number): Look {
  const lines = [format.underline === 'None' ? '' : 'underline', format.strikethrough ? 'line-through' : ''].filter(Boolean).join(' ');
  return {
    'font-family': `"${format.fontName.replaceAll(/["\\]/g, '')}", Calibri, Carlito, "Segoe UI", sans-serif`,
    'font-size': `${((format.fontSize * zoom * 4) / 3).toFixed(1)}px`,
    ...(format.bold ? { 'font-weight': '700' } : {}),
    ...(format.italic ? { 'font-style': 'italic' } : {}),
    ...(lines === '' ? {} : { 'text-decoration': lines }),
    ...(format.fontColor === '#000000' ? {} : { color: format.fontColor }),
  };
}

const fillLook = ({ fillColor }: Format): Look => (fillColor === '' ? {} : { 'background-color': fillColor });

const WIDTHS: Record<string, string> = { Hairline: '1px', Thin: '1px', Medium: '2px', Thick: '3px' };
const STYLES: Record<string, string> = {
  Continuous: 'solid',
  Dash: 'dashed',
  DashDot: 'dashed',
  DashDotDot: 'dashed',
  Dot: 'dotted',
  Double: 'double',
  SlantDashDot: 'dashed',
};

function borders(format: Format): Look {
  const line = (side: 'top' | 'bottom' | 'left' | 'right', border: Border): Look =>
    border.style === 'None' ? {} : { [`border-${side}`]: `${WIDTHS[border.weight] ?? '1px'} ${STYLES[border.style] ?? 'solid'} ${border.color}` };
  return { ...line('top', format.top), ...line('bottom', format.bottom), ...line('left', format.left), ...line('right', format.right) };
}

/** The built-in styles come in families; the preview draws each family in one way. */
function tableLook(table: Table, row: number): Look {
  if (!/^TableStyle(Light|Medium|Dark)/.test(table.style)) return {};
  const strong = !table.style.startsWith('TableStyleLight');
  const body = bodyRect(table);
  if (row < body.row)
    return strong ? { 'background-color': TABLE_ACCENT, 'border-color': TABLE_ACCENT, color: '#ffffff', 'font-weight': '700' } : { 'font-weight': '700' };
  const banded = table.showBandedRows && (row - body.row) % 2 === 0;
  return { ...(banded ? { 'background-color': TABLE_BAND } : {}), 'border-bottom': `1px solid ${TABLE_LINE}` };
}
