/**
 * The tables of a foreign Word document as rows of text, as its reader sees them: each paragraph and each manual break is a line, tracked changes
 * count as accepted, hidden text, field codes and prompts of empty form fields are left out. List bullets and numbers are not text in Word and are not invented.
 * A table inside a cell becomes lines of that cell.
 */
import { type FoundTable, UnreadableFile } from '../../application/documents.ts';
import { collectTables } from '../ooxml/found.ts';
import type { OfficePackage } from '../ooxml/package.ts';
import { mainPart } from '../ooxml/relationships.ts';
import { readXml, type XmlElement } from '../ooxml/xml.ts';
import { isOn, visibleText } from './visible-text.ts';

/** A merge over more columns than this is no table of words. */
const MAX_SPAN = 256;

interface OpenCell {
  span: number;
  /** Continues the cell above it or before it: Word shows nothing of its own. */
  continued: boolean;
}

interface OpenRow {
  cells: string[];
  deleted: boolean;
}

/** Reads the tables of the document's body; `line` counts the rows of a table from 1. */
export async function readDocument(file: OfficePackage): Promise<FoundTable[]> {
  const found = collectTables();
  const words = visibleText();
  let tableDepth = 0;
  let line = 0;
  let row: OpenRow | undefined;
  let cell: OpenCell | undefined;

  const opened = (element: XmlElement): void => {
    if (element.depth === 1 && element.name !== 'w:document') throw new UnreadableFile('malformed');
    words.open(element);
    if (element.name === 'w:tbl') {
      tableDepth += 1;
      if (tableDepth === 1) found.begin();
      if (tableDepth === 1) line = 0;
    }
    if (tableDepth !== 1) return;
    if (element.name === 'w:tr') row = { cells: [], deleted: false };
    else if (element.name === 'w:tc') {
      cell = { span: 1, continued: false };
      words.take();
    } else if (row) readProperty(element, { row, cell });
  };

  const closed = (element: XmlElement): void => {
    words.close(element);
    if (element.name === 'w:tbl') tableDepth -= 1;
    if (tableDepth !== 1) return;
    if (element.name === 'w:tc' && cell && row) {
      row.cells.push(cell.continued ? '' : words.take(), ...blanks(cell.span - 1));
      cell = undefined;
    }
    if (element.name === 'w:tr' && row) {
      line += 1;
      if (!row.deleted) found.row(line, row.cells);
      row = undefined;
    }
  };

  await readXml(await file.open(await mainPart(file)), { open: opened, close: closed, text: words.text });
  return found.tables();
}

function readProperty({ name, parent, attributes }: XmlElement, { row, cell }: { row: OpenRow; cell: OpenCell | undefined }): void {
  const value = attributes.get('val');
  if (parent === 'w:trPr') {
    if (name === 'w:gridBefore') row.cells.push(...blanks(Number(value)));
    if (name === 'w:del') row.deleted = true;
  }
  if (parent !== 'w:tcPr' || !cell) return;
  if (name === 'w:gridSpan') cell.span = blanks(Number(value)).length || 1;
  // Without a value a merge continues (ECMA-376-1, 17.4.84).
  if (name === 'w:vMerge' || name === 'w:hMerge') cell.continued = value !== 'restart';
  if (name === 'w:cellDel' && isOn(attributes)) cell.continued = true;
}

function blanks(count: number): string[] {
  if (!Number.isInteger(count) || count > MAX_SPAN) throw new UnreadableFile('malformed');
  return Array.from({ length: Math.max(0, count) }, () => '');
}
