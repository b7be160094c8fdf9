/**
 * Sheet protection without a password: a guard rail for the hand that slips, nothing more; the service decides.
 * Formats stay free, so that marking a cell of one's own row needs no unprotecting, which would clear the person's undo
 * (learn.microsoft.com/office/dev/add-ins/excel/excel-add-ins-undo-capabilities). So do row heights, column widths and filters.
 */

const OPTIONS: Excel.WorksheetProtectionOptions = {
  allowFormatCells: true,
  allowFormatColumns: true,
  allowFormatRows: true,
  allowAutoFilter: true,
  selectionMode: 'Normal',
};

/** Queues protecting the sheet. Only for a sheet known to be unprotected: Excel refuses it otherwise (office-js issue 6784). */
export function queueProtect(sheet: Excel.Worksheet): void {
  sheet.protection.protect(OPTIONS);
}

/** Puts the protection back after a batch that took it off and failed. */
export async function protectAgain(context: Excel.RequestContext, sheetId: string): Promise<void> {
  const sheet = context.workbook.worksheets.getItemOrNullObject(sheetId);
  sheet.protection.load('protected');
  await context.sync();
  if (sheet.isNullObject || sheet.protection.protected) return;
  queueProtect(sheet);
  await context.sync();
}

/** Queues the locks of all cells: everything locked but these blocks. Only on an unprotected sheet. */
export function queueLocks(sheet: Excel.Worksheet, open: readonly Excel.Range[]): void {
  sheet.getRange().format.protection.locked = true;
  for (const range of open) range.format.protection.locked = false;
}
