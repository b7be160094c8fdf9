// What one cell is: its content, its format and its validation rule. All three are immutable values, so that a copy of the map of
// cells is a copy of the sheet (undo, saving). A format holds only what was set; the rest comes from row, column, sheet and DEFAULTS.

import type { ValidationRule } from './validation.ts';

/** A cell's value as Office.js gives it: "" is empty; an error is its text with `error` set on the cell. */
export type CellValue = string | number | boolean;

/** One side of a cell's border. */
export interface Border {
  readonly style: string;
  readonly weight: string;
  readonly color: string;
}

/** The sides of a cell that can carry a line, as the host stores them (RangeBorderCollection maps Inside* and Edge* to them). */
export const SIDES = ['top', 'bottom', 'left', 'right'] as const;
/** A side of a cell. */
export type Side = (typeof SIDES)[number];

/** Everything about a cell's looks and its lock, flat, so that layers merge key by key. Sizes are points, colours "#RRGGBB". */
export interface Format {
  readonly numberFormat: string;
  readonly locked: boolean;
  readonly formulaHidden: boolean;
  readonly wrapText: boolean;
  readonly horizontalAlignment: string;
  readonly verticalAlignment: string;
  readonly indentLevel: number;
  readonly shrinkToFit: boolean;
  readonly textOrientation: number;
  /** "" is no fill; Office.js reads it as "#FFFFFF". */
  readonly fillColor: string;
  readonly fontName: string;
  readonly fontSize: number;
  readonly fontColor: string;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly underline: string;
  readonly strikethrough: boolean;
  readonly top: Border;
  readonly bottom: Border;
  readonly left: Border;
  readonly right: Border;
}

/** A border that is not there. */
export const NO_BORDER: Border = { style: 'None', weight: 'Thin', color: '#000000' };

/** The format of a cell of a new workbook (style "Normal": locked, General, Calibri 11, bottom aligned). */
export const DEFAULTS: Format = {
  numberFormat: 'General',
  locked: true,
  formulaHidden: false,
  wrapText: false,
  horizontalAlignment: 'General',
  verticalAlignment: 'Bottom',
  indentLevel: 0,
  shrinkToFit: false,
  textOrientation: 0,
  fillColor: '',
  fontName: 'Calibri',
  fontSize: 11,
  fontColor: '#000000',
  bold: false,
  italic: false,
  underline: 'None',
  strikethrough: false,
  top: NO_BORDER,
  bottom: NO_BORDER,
  left: NO_BORDER,
  right: NO_BORDER,
};

/** What a cell holds: nothing, or a value, with the formula it comes from and the apostrophe typed before it. */
export interface Content {
  readonly value: CellValue;
  readonly formula?: string;
  readonly error?: true;
  readonly apostrophe?: true;
}

/** A cell that has something of its own. */
export interface Cell {
  readonly content?: Content;
  readonly format?: Partial<Format>;
  readonly rule?: ValidationRule;
}

/** Reports whether a cell has nothing of its own and need not be kept. */
export const isBlankCell = (cell: Cell): boolean => !cell.content && !cell.rule && Object.keys(cell.format ?? {}).length === 0;

/** What Office.js calls the type of a content. */
export function valueType(content: Content | undefined): 'Empty' | 'Error' | 'String' | 'Double' | 'Boolean' {
  if (!content || (content.value === '' && content.formula === undefined && !content.apostrophe)) return 'Empty';
  if (content.error) return 'Error';
  if (typeof content.value === 'number') return 'Double';
  return typeof content.value === 'boolean' ? 'Boolean' : 'String';
}
