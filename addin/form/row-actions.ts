/** The web form as the pane's views of history and conflicts know it: the same cards, over lists instead of a sheet. */
import type { SentenceKey } from '#contract/catalogue/say.ts';
import { ApiProblem, type Client } from '../api/client.ts';
import { NotPossible } from '../sync/actions.ts';
import type { EngineView, RowActions } from '../sync/view.ts';
import type { Form, FormView } from './view.ts';

/** What the actions need of the page. */
export interface RowActionPorts {
  form: Form;
  api: Client;
  grid: string;
  language: string;
  /** Brings a list into view. */
  jumpTo(column: string | undefined): void;
}

/** Makes the actions. */
export function rowActions({ form, api, grid, language, jumpTo }: RowActionPorts): RowActions {
  const no = (key: SentenceKey): NotPossible => new NotPossible(key, language);
  return {
    versions: (row, { before, limit }) =>
      api.call('listVersions', { params: { grid, row }, query: { limit: String(limit), ...(before === undefined ? {} : { before: String(before) }) } }),
    itemLife: (row, itemId) => api.call('readItemLife', { params: { grid, row, itemId } }),
    periods: () => api.call('listPeriods', { params: { grid } }),
    people: () => api.call('listPeople', { params: { grid } }),
    settle: (conflictId, choice) => form.settle(conflictId, choice),
    setReason: (reason) => form.setReason(reason),
    jumpTo: async ({ column }) => jumpTo(column),
    async restore({ row, version }) {
      const { changed, conflicts } = form.view();
      if (changed || conflicts.length > 0) throw no('form.restore-unsaved');
      const old = await api.call('readVersion', { params: { grid, row, version: String(version) } });
      const before = form.view().row?.version ?? 0;
      const outcome = await form.restore(old.cells);
      const { news, failure } = form.view();
      if (outcome === 'failed') throw failure?.code ? new ApiProblem({ code: failure.code, detail: failure.sentence }) : no('form.not-saved');
      if (outcome === 'conflict') return { outcome: 'waiting', version: before };
      return news?.said === 'unchanged' ? { outcome: 'unchanged', version: before } : { outcome: 'saved', version: news?.version ?? before };
    },
    showAsOf: async () => {
      throw no('form.no-sheet');
    },
  };
}

/** The form's view as those cards read it. */
export function engineViewOf({ me, names, grid, link, conflicts, reason, lists }: FormView): EngineView {
  return {
    connection:
      link === 'up'
        ? { state: 'online' }
        : link === 'down'
          ? { state: 'offline', retryAtMs: 0 }
          : link === 'starting'
            ? { state: 'starting' }
            : { state: 'signed-out' },
    workbook: 'grid',
    me,
    names,
    grid,
    pending: [],
    problems: [],
    conflicts: conflicts.map((conflict) => {
      const at = (lists[conflict.theirs?.column ?? conflict.column] ?? []).findIndex(({ itemId }) => itemId !== undefined && itemId === conflict.itemId);
      return at < 0 ? conflict : { ...conflict, line: at + 1 };
    }),
    announcements: [],
    lastSaved: undefined,
    reason,
  };
}
