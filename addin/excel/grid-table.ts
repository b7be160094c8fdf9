/** The port of sheet.ts over Office.js: one Excel Table whose hidden key column tells the rows, beside the very hidden sheet of bases. */

import { drawCopy } from './copy.ts';
import { drawGrid } from './draw.ts';
import { watchWorkbook } from './events.ts';
import { lookAt, type Place, type Trail } from './locate.ts';
import { protectAgain } from './protect.ts';
import { type Reading, type SheetPort, SheetTrouble, type TroubleCode } from './sheet.ts';
import { writeStep } from './write.ts';

/** Makes the port. `excel` is the namespace of Office.js, passed in because tests load their own. */
export function createGridSheet({ excel }: { excel: typeof Excel }): SheetPort {
  const trail: Trail = { found: undefined, inVain: '', place: undefined };
  let lines = new Map<string, number>();
  let activating: string | undefined;

  // A look waits until a person has finished typing in a cell; a write must not, since it would then write over what was typed meanwhile.
  const run = async <T>(work: (context: Excel.RequestContext) => Promise<T>, { waits }: { waits: boolean }): Promise<T> => {
    try {
      return await excel.run({ delayForCellEdit: waits }, work);
    } catch (error) {
      throw asTrouble(error);
    }
  };

  const remember = (reading: Reading): void => {
    lines = new Map(reading.grid?.rows.map(({ key, line }) => [key, line - 1]));
  };

  return {
    async look(open) {
      const reading = await run((context) => lookAt(context, trail, lines, open), { waits: true });
      remember(reading);
      return reading;
    },
    async draw(reading, drawing) {
      const place = reading.place as Place;
      const { grid } = reading;
      const work = (context: Excel.RequestContext) => () => drawGrid(context, place, { drawing, grid });
      activating = place.grid?.sheetId ?? '*';
      const drawn = await run((context) => keepingProtection(context, { place, wasProtected: grid?.protected ?? false, work: work(context) }), {
        waits: false,
      });
      trail.found = { sheetId: drawn.sheetId, tableId: drawn.tableId };
      activating = drawn.sheetId;
      return { disturbed: drawn.disturbed };
    },
    async drawCopy(copy) {
      activating = '*';
      try {
        const { sheetId, name } = await run((context) => drawCopy(context, copy), { waits: false });
        activating = sheetId;
        return name;
      } catch (error) {
        activating = undefined;
        throw error;
      }
    },
    async write(reading, step) {
      const place = reading.place as Place;
      const { grid } = reading;
      if (!grid || !place.grid || !place.lines.exists) throw new SheetTrouble('gone', { reason: 'no grid', cause: undefined });
      const found = { ...place, grid: place.grid };
      const work = (context: Excel.RequestContext) => (): Promise<string[]> => writeStep(context, { place: found, grid, step });
      const disturbed = await run((context) => keepingProtection(context, { place, wasProtected: grid.protected && step.locked, work: work(context) }), {
        waits: false,
      });
      return { disturbed };
    },
    async select(reading, { at, header }) {
      const { grid } = reading.place as Place;
      if (!grid) throw new SheetTrouble('gone', { reason: 'no grid', cause: undefined });
      const column = header === undefined ? undefined : grid.columns.get(header);
      await run(
        async (context) => {
          const sheet = context.workbook.worksheets.getItem(grid.sheetId);
          activating = grid.sheetId;
          sheet.activate();
          sheet.getCell(at - 1, column ?? grid.firstColumn + 2).select();
          await context.sync();
        },
        { waits: true },
      );
    },
    async watch(listener) {
      const isOwnActivation = (sheetId: string): boolean => {
        const own = activating === sheetId || activating === '*';
        if (own) activating = undefined;
        return own;
      };
      try {
        return await watchWorkbook(excel, { listener, isOwnActivation });
      } catch (error) {
        throw asTrouble(error);
      }
    },
  };
}

/** Does the work; if it fails after the protection came off, puts it back. */
async function keepingProtection<T>(
  context: Excel.RequestContext,
  { place, wasProtected, work }: { place: Place; wasProtected: boolean; work: () => Promise<T> },
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // While a cell is being edited nothing of the batch was done.
    if (wasProtected && place.grid && asTrouble(error).code !== 'editing') await protectAgain(context, place.grid.sheetId);
    throw error;
  }
}

const CODES: Record<string, TroubleCode> = {
  InvalidOperationInCellEditMode: 'editing',
  AccessDenied: 'locked',
  ItemNotFound: 'gone',
  InvalidReference: 'gone',
};

function asTrouble(error: unknown): SheetTrouble {
  if (error instanceof SheetTrouble) return error;
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return new SheetTrouble(CODES[code] ?? 'failed', { reason: error instanceof Error ? error.message : String(error), cause: error });
}
