/** How the consolidated workbook looks: readable on paper in black and white, so nothing is said by colour alone. */
import type { BorderSide, BorderStyle, CellStyle } from 'hucre';
import type { Marking } from '#contract/grid.ts';
import { FONT } from './text-height.ts';

const LINE: BorderSide = { style: 'thin', color: { rgb: '8A94A6' } };
const BOX: BorderStyle = { top: LINE, right: LINE, bottom: LINE, left: LINE };
const fill = (rgb: string): CellStyle => ({ fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb } } });

/** `@` keeps a text that begins with `=` or looks like a number a text, also after somebody has edited the cell. */
const TEXT = '@';

export const TITLE: CellStyle = { font: { ...FONT, size: 16, bold: true, color: { rgb: '1F3864' } }, alignment: { vertical: 'center' }, numFmt: TEXT };
export const AS_OF: CellStyle = { font: { ...FONT, color: { rgb: '44546A' } }, alignment: { vertical: 'top' }, numFmt: TEXT };
export const NOTE: CellStyle = { font: { ...FONT, color: { rgb: '333333' } }, alignment: { vertical: 'top', wrapText: true }, numFmt: TEXT };

export const HEADING: CellStyle = {
  ...fill('1F3864'),
  font: { ...FONT, bold: true, color: { rgb: 'FFFFFF' } },
  border: BOX,
  alignment: { vertical: 'center', wrapText: true },
  numFmt: TEXT,
};

/** The colours of TLP 2.0 (FIRST, “TLP colours in RGB”): coloured letters on black. */
const MARKING_COLOURS: Record<Marking, string> = {
  'TLP:CLEAR': 'FFFFFF',
  'TLP:GREEN': '33FF00',
  'TLP:AMBER': 'FFC000',
  'TLP:AMBER+STRICT': 'FFC000',
  'TLP:RED': 'FF2B2B',
};

/** The label that says who may see this takes at least so many characters. */
export const MARKING_CHARACTERS = 20;

/** The label that says who may see this. */
export function markingStyle(marking: Marking): CellStyle {
  return {
    ...fill('000000'),
    font: { ...FONT, size: 12, bold: true, color: { rgb: MARKING_COLOURS[marking] } },
    alignment: { horizontal: 'center', vertical: 'center' },
    numFmt: TEXT,
  };
}

/** A cell of the table. Every second member has a tint. */
export function bodyStyle({ banded, emphasis }: { banded: boolean; emphasis: 'none' | 'bold' | 'overdue' }): CellStyle {
  const colour = emphasis === 'overdue' ? { color: { rgb: '9C0006' } } : {};
  return {
    ...(banded ? fill('F3F6FB') : {}),
    font: { ...FONT, bold: emphasis !== 'none', ...colour },
    border: BOX,
    alignment: { vertical: 'top', wrapText: true },
    numFmt: TEXT,
  };
}

/** A member's number is a number, centred. */
export function numberStyle(banded: boolean): CellStyle {
  return { ...bodyStyle({ banded, emphasis: 'none' }), alignment: { horizontal: 'center', vertical: 'top' }, numFmt: '0' };
}

/** A date is a date, so that the table can be sorted by it. */
export function dateStyle({ banded, emphasis }: { banded: boolean; emphasis: 'none' | 'overdue' }): CellStyle {
  return { ...bodyStyle({ banded, emphasis }), alignment: { horizontal: 'center', vertical: 'top' }, numFmt: 'yyyy-mm-dd' };
}
