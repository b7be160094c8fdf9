/**
 * The grid as it stood, drawn into a worksheet of its own: text only, all of it locked, without table, key and version, so that nothing can take it for the grid. It is
 * found again by a hidden name of the workbook, which follows the sheet when a person renames it; a sheet of a person's own with the same name stays. Three requests:
 * where it is, everything, the row heights.
 */
import { freeName } from './canvas.ts';
import { guarded } from './layout.ts';
import { protectAgain, queueLocks, queueProtect } from './protect.ts';
import type { CopyDrawing } from './sheet.ts';
import { styleColumn, styleCopy, styleHeader, stylePage, styleTitle } from './style.ts';

const HEADER_ROW = 3;

/** Draws the copy, over the one of the same key if there is one, and brings it to the front. Returns its sheet. */
export async function drawCopy(context: Excel.RequestContext, copy: CopyDrawing): Promise<{ sheetId: string; name: string }> {
  const found = await findCopy(context, copy.key);
  try {
    return await writeCopy(context, copy, found);
  } catch (error) {
    if (found.standing?.protected) await protectAgain(context, found.standing.id);
    throw error;
  }
}

interface Found {
  sheetNames: string[];
  /** The name is there, perhaps without its sheet. */
  named: boolean;
  standing: { id: string; protected: boolean } | undefined;
}

async function findCopy(context: Excel.RequestContext, key: string): Promise<Found> {
  const { worksheets, names } = context.workbook;
  const name = names.getItemOrNullObject(key);
  const { worksheet } = name.getRangeOrNullObject();
  worksheets.load('items/name');
  name.load('name');
  worksheet.load('id');
  worksheet.protection.load('protected');
  await context.sync();
  const stands = !name.isNullObject && !worksheet.isNullObject;
  return {
    sheetNames: worksheets.items.map((sheet) => sheet.name),
    named: !name.isNullObject,
    standing: stands ? { id: worksheet.id, protected: worksheet.protection.protected } : undefined,
  };
}

async function writeCopy(context: Excel.RequestContext, copy: CopyDrawing, { standing, named, sheetNames }: Found): Promise<{ sheetId: string; name: string }> {
  const { worksheets, names } = context.workbook;
  const sheet = standing ? worksheets.getItem(standing.id) : worksheets.add(freeName(copy.sheetTitle, sheetNames));
  if (standing?.protected) sheet.protection.unprotect();
  if (standing) sheet.getRange().clear('All');
  const corner = sheet.getCell(0, 0);
  if (!standing) {
    if (named) names.getItem(copy.key).delete();
    names.add(copy.key, corner).visible = false;
  }
  const width = copy.columns.length;
  writeBlock(corner, [[copy.title]]);
  writeBlock(sheet.getCell(1, 0), [[copy.subtitle]]);
  styleTitle(corner, sheet.getCell(1, 0));
  const header = sheet.getRangeByIndexes(HEADER_ROW, 0, 1, width);
  writeBlock(header, [copy.columns.map(({ label }) => label)]);
  styleHeader(header);
  const body = sheet.getRangeByIndexes(HEADER_ROW + 1, 0, copy.rows.length, width);
  writeBlock(body, copy.rows);
  styleCopy(sheet, body);
  for (const [at, column] of copy.columns.entries()) styleColumn(sheet.getRangeByIndexes(0, at, 1, 1), column.widthCharacters);
  for (const [at, note] of copy.notes.entries()) writeBlock(sheet.getCell(HEADER_ROW + copy.rows.length + 2 + at, 0), [[note]]);
  sheet.freezePanes.freezeRows(HEADER_ROW + 1);
  stylePage(sheet, { headerRow: HEADER_ROW, subtitle: `${copy.title} · ${copy.subtitle}` });
  queueLocks(sheet, []);
  await context.sync();

  body.format.autofitRows();
  queueProtect(sheet);
  sheet.activate();
  corner.select();
  sheet.load('id,name');
  await context.sync();
  return { sheetId: sheet.id, name: sheet.name };
}

function writeBlock(range: Excel.Range, lines: readonly (readonly string[])[]): void {
  range.numberFormat = lines.map((line) => line.map(() => '@'));
  range.values = lines.map((line) => line.map(guarded));
}
