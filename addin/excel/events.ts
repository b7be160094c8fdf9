/**
 * Excel's events as hints to look. They are not dependable (office-js issues 728, 669, 1110, 5347 …), so nothing is taken from them but the hint; what they
 * miss is found by looking anyway. Changes that the add-in made itself (`ThisLocalAddin`) give no hint.
 */
import type { Hint } from './sheet.ts';

/** Adds the handlers. Returns the way to take them off; they end by themselves with the runtime. */
export async function watchWorkbook(
  excel: typeof Excel,
  { listener, isOwnActivation }: { listener: (hint: Hint) => void; isOwnActivation: (sheetId: string) => boolean },
): Promise<() => Promise<void>> {
  return excel.run({ delayForCellEdit: true }, async (context) => {
    const { worksheets, tables } = context.workbook;
    const handlers = [
      worksheets.onChanged.add(async ({ triggerSource }) => {
        if (triggerSource !== 'ThisLocalAddin') listener('edited');
      }),
      worksheets.onSelectionChanged.add(async () => listener('selected')),
      worksheets.onActivated.add(async ({ worksheetId }) => {
        if (!isOwnActivation(worksheetId)) listener('activated');
      }),
      worksheets.onDeleted.add(async () => listener('moved')),
      worksheets.onRowSorted.add(async () => listener('moved')),
      tables.onDeleted.add(async () => listener('moved')),
    ];
    await context.sync();
    return async () => {
      // Handlers come off only with the context that added them.
      await excel.run(context, async () => {
        for (const handler of handlers) handler.remove();
        await context.sync();
      });
    };
  });
}
