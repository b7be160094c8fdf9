/** What the pane may ask of the history: versions, the life of an item, restoring a version through the sheet, the grid as it stood in a sheet of its own. */
import { type SentenceKey, say, sayShortDate } from '#contract/catalogue/say.ts';
import { textOrGap, withGapWords } from '#contract/gap.ts';
import type { Cells, Column } from '#contract/grid.ts';
import { ApiProblem } from '../api/client.ts';
import { copyOf, lastDayOf } from './as-of.ts';
import { editableColumns, type Texts, textsOf } from './cells.ts';
import type { EngineCore } from './engine.ts';
import { mayEdit } from './state.ts';
import type { Survey } from './survey.ts';
import { unsavedCells } from './unsaved.ts';
import type { HistoryActions, Restored } from './view.ts';

/** What these actions share with the others. */
export interface HistoryMeans {
  gridName(): string;
  no(key: SentenceKey, params?: Record<string, string | number>): Error;
  /** Looks at the sheet, lets `change` ask for texts in it, then runs a round. */
  afterLook(change: (seen: Survey) => void): Promise<void>;
  /** Asks for a text in a cell, where it still shows what this look has seen. */
  put(seen: Survey, cell: { row: string; column: string; text: string }): void;
}

/** Makes the actions. */
export function createHistory({ state, ports, serially, round }: EngineCore, { gridName, no, afterLook, put }: HistoryMeans): HistoryActions {
  const { api, sheet, language } = ports;

  function rowNow(row: string): { version: number; member: string } {
    const found = state.grid?.rows.find((each) => each.row === row);
    if (!found) throw new ApiProblem({ code: 'unknown-row', detail: say('unknown-row', { row }, language) });
    return found;
  }

  /** Refuses what would lose typing or could not be saved. */
  function checkUnsaved(row: string): void {
    const count = unsavedCells(state, rowNow(row).member);
    if (count > 0) throw no('history.restore-unsaved', { count });
  }

  return {
    // What this person may not see is shown as the words of a gap.
    async versions(row, { before, limit }) {
      const query = { limit: String(limit), ...(before === undefined ? {} : { before: String(before) }) };
      const versions = await api.call('listVersions', { params: { grid: gridName(), row }, query });
      return versions.map((version) => ({ ...version, cells: withGapWords(version.cells) }));
    },

    async itemLife(row, itemId) {
      const steps = await api.call('readItemLife', { params: { grid: gridName(), row, itemId } });
      return steps.map((step) => ({ ...step, text: textOrGap(step) }));
    },

    periods: async () => api.call('listPeriods', { params: { grid: gridName() } }),

    async restore({ row, version }): Promise<Restored> {
      const grid = gridName();
      const { member } = rowNow(row);
      if (!mayEdit(state.me, member)) throw new ApiProblem({ code: 'not-yours', detail: say('not-yours', {}, language) });
      if (state.me?.role === 'secretariat' && state.reason === '')
        throw new ApiProblem({ code: 'reason-required', detail: say('reason-required', {}, language) });
      const old = await api.call('readVersion', { params: { grid, row, version: String(version) } });
      // What is typed becomes a version of its own first, and what others have saved comes into the sheet: the restored text starts from the newest version.
      await round();
      checkUnsaved(row);
      const before = rowNow(row).version;
      const putBack = afterLook((seen) => {
        // Typing that came in after that round, and that this look has found.
        checkUnsaved(row);
        const texts = restoredTexts(seen.sheet.columns, old.cells);
        if (Object.keys(texts).length === 0) throw no('history.restore-no-column', { version });
        const now = seen.heads.get(row)?.texts ?? {};
        for (const [column, text] of Object.entries(texts)) if (text !== now[column]) put(seen, { row, column, text });
        state.restored.set(row, old.cells);
      });
      // The edit that came of it says itself which item each line is; what is typed later is not taken for what was restored.
      await putBack.finally(() => state.restored.delete(row));
      const after = rowNow(row).version;
      if (unsavedCells(state, member) > 0) return { outcome: 'waiting', version: after };
      return { outcome: after > before ? 'saved' : 'unchanged', version: after };
    },

    async showAsOf(asOf) {
      const grid = gridName();
      const day = lastDayOf(asOf);
      if (day === undefined) throw new ApiProblem({ code: 'invalid-input', detail: say('invalid-input', {}, language) });
      const date = sayShortDate(day, language);
      // A quarter that goes on has no end yet, and a day to come none of its entries.
      if (day > (state.grid?.today ?? '') || (asOf !== day && day === state.grid?.today)) throw no('history.as-of-ahead', { date });
      const then = await api.call('readGrid', { params: { grid }, query: { asOf } });
      const copy = copyOf(then, { asOf, day, language });
      if (copy.rows.length === 0) throw no('history.as-of-nothing', { date });
      return { sheet: await serially(() => sheet.drawCopy(copy)) };
    },
  };
}

/** The texts that a version's cells bring back: of the columns that it had and that may be edited now. What it did not have stays as it is. */
export function restoredTexts(columns: readonly Column[], cells: Cells): Texts {
  const had = editableColumns(columns).filter(({ key }) => Object.hasOwn(cells, key));
  return textsOf(had, { cells, member: undefined });
}
