/** Office around the workbook: the start, the ribbon's buttons, the pane. Everything about cells is behind the port of sheet.ts. */
import { say } from '#contract/catalogue/say.ts';
import { OFFICE_WITHIN_MS } from '../config.ts';
import type { Timing } from '../sync/timing.ts';
import { createGridSheet } from './grid-table.ts';
import type { SheetPort } from './sheet.ts';

/** Office did not start the add-in, or it is one in which the add-in can't work; the sentence is ready to show. */
export class OfficeTrouble extends Error {
  constructor(key: 'office.not-answering' | 'office.not-excel' | 'office.too-old') {
    super(say(key, { seconds: OFFICE_WITHIN_MS / 1_000 }));
    this.name = 'OfficeTrouble';
  }
}

/** Waits for Office and takes the workbook. Rejects with OfficeTrouble. `language` is the one of Excel's own menus. */
export async function startOffice(timing: Timing): Promise<{ sheet: SheetPort; language: string }> {
  // Without office.js (its address is blocked, say) there is not even the name.
  if (typeof Office === 'undefined') throw new OfficeTrouble('office.not-answering');
  const { host } = await within(OFFICE_WITHIN_MS, Office.onReady(), timing);
  if (host !== Office.HostType.Excel) throw new OfficeTrouble('office.not-excel');
  if (!Office.context.requirements.isSetSupported('ExcelApi', '1.14')) throw new OfficeTrouble('office.too-old');
  return { sheet: createGridSheet({ excel: Excel }), language: Office.context.displayLanguage };
}

/** Gives the ribbon's buttons their work. The button is free again when the work has come to its end. */
export function associateCommands(commands: { syncGrid: () => Promise<void>; submitRow: () => Promise<void> }): void {
  const during =
    (work: () => Promise<void>) =>
    (event: Office.AddinCommands.Event): void => {
      void work().finally(() => event.completed());
    };
  Office.actions.associate('syncGrid', during(commands.syncGrid));
  Office.actions.associate('submitRow', during(commands.submitRow));
}

/** Brings the pane to the front. An Office without a shared runtime has no ribbon buttons either. */
export async function showPane(): Promise<void> {
  await Office.addin.showAsTaskpane();
}

async function within<T>(limitMs: number, work: Promise<T>, timing: Timing): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const callOff = timing.after(limitMs, () => reject(new OfficeTrouble('office.not-answering')));
    work.then(resolve, reject).finally(callOff);
  });
}
