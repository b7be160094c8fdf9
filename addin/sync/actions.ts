/** What the pane may ask of the engine. What touches the sheet waits for the round under way and then runs one of its own. */
import { type SentenceKey, say } from '#contract/catalogue/say.ts';
import { linesOfText, textOfLines } from '#contract/text.ts';
import { ApiProblem, ApiUnavailable } from '../api/client.ts';
import { decided, settledCell } from './conflicts.ts';
import { createCycle } from './cycle.ts';
import type { EngineCore } from './engine.ts';
import { isHeld } from './held.ts';
import { createHistory } from './history.ts';
import { createReminders } from './reminders.ts';
import { look } from './round.ts';
import { forgetPerson } from './state.ts';
import type { Survey } from './survey.ts';
import { unsavedCells } from './unsaved.ts';
import type { EngineActions } from './view.ts';

/** The engine can't do this now; the sentence is ready to show. */
export class NotPossible extends Error {
  constructor(key: SentenceKey, language: string, params: Record<string, string | number> = {}) {
    super(say(key, params, language));
    this.name = 'NotPossible';
  }
}

/** Makes the actions of an engine. */
export function createActions(core: EngineCore): EngineActions {
  const { state, ports } = core;
  const { api, language } = ports;

  const no = (key: SentenceKey, params: Record<string, string | number> = {}): NotPossible => new NotPossible(key, language, params);

  /** The grid's name, for calls that need it. */
  function gridName(): string {
    if (!state.grid) throw no('sync.no-grid-yet');
    return state.grid.grid;
  }

  /** Looks at the sheet, lets `change` change the state by what it shows, then runs a round. */
  async function afterLook(change: (seen: Survey) => void): Promise<void> {
    await core.serially(async () => {
      const { seen } = await look(state, ports);
      if (!seen) throw no(state.grid ? 'sync.not-drawn' : 'sync.no-grid-yet');
      change(seen);
    });
    ports.publish();
    await core.round();
  }

  const put = (seen: Survey, { row, column, text }: { row: string; column: string; text: string }): void => {
    const over = seen.model.sheet.rows.get(row)?.raw[column] ?? '';
    state.overrides = [...state.overrides.filter((other) => other.row !== row || other.column !== column), { row, column, text, over }];
  };

  return {
    ...createHistory(core, { gridName, no, afterLook, put }),
    ...createCycle(core, gridName),
    ...createReminders(api, gridName),

    async openGrid() {
      gridName();
      if (state.workbook === 'other') throw no('sync.other-grid');
      await core.round({ draw: 'all' });
    },

    async syncNow() {
      const link = await core.reach();
      if (link.state === 'signed-out') throw new ApiProblem({ code: 'unauthenticated', detail: say('unauthenticated', {}, language) });
      state.stale = true;
      state.sendAtMs = 0;
      await core.round();
      if (link.state === 'down' || state.sendFailures > 0) throw new ApiUnavailable('sync.offline', { language, cause: undefined });
    },

    async jumpTo({ row, column }) {
      await core.serially(async () => {
        const { reading, seen } = await look(state, ports);
        const at = seen?.model.sheet.rows.get(row)?.at;
        if (at === undefined) throw no(seen ? 'sync.missing-row' : 'sync.not-drawn', { member: seen?.heads.get(row)?.name ?? row });
        await ports.sheet.select(reading, { at, header: column === undefined ? undefined : seen?.model.labels[column] });
      });
    },

    async settle(conflictId, choice) {
      await afterLook((seen) => {
        const conflict = state.conflicts.find(({ id, person }) => id === conflictId && person === state.me?.person);
        if (!conflict) throw no('sync.gone');
        const { row, column } = conflict;
        if (isHeld(conflict)) {
          const chosen = decided(conflict, choice);
          state.conflicts = state.conflicts.flatMap((other) => (other === conflict ? (chosen ?? []) : other));
          return;
        }
        const shown = seen.comparison.rows.get(row)?.texts[column] ?? conflict.ours?.text ?? '';
        const stored = seen.heads.get(row)?.texts[column] ?? '';
        state.conflicts = state.conflicts.filter(({ id }) => id !== conflictId);
        put(seen, { row, column, text: settledCell(choice, { shown, stored }) });
      });
    },

    async correct(problemId) {
      await afterLook((seen) => {
        const problem = state.problems.find(({ id }) => id === problemId);
        if (!problem?.proposal || problem.column === undefined) throw no('sync.gone');
        const { row, column, proposal } = problem;
        const lines = linesOfText(seen.comparison.rows.get(row)?.texts[column] ?? '');
        put(seen, { row, column, text: textOfLines(lines.with(proposal.line - 1, proposal.text)) });
      });
    },

    async repair(problemId) {
      const problem = state.problems.find(({ id }) => id === problemId);
      if (!problem?.repair) throw no('sync.gone');
      const { row, column } = problem;
      if (problem.repair === 'restore-row') return core.round({ draw: [row] });
      if (column !== undefined) await afterLook((seen) => put(seen, { row, column, text: seen.heads.get(row)?.texts[column] ?? '' }));
    },

    setReason(reason) {
      state.reason = reason.trim().slice(0, 1_000);
      ports.publish();
      core.soon();
    },

    async submit({ period, member, statement, despiteWarnings, reason }) {
      const grid = gridName();
      await core.round();
      const count = unsavedCells(state, member);
      if (count > 0) throw no('sync.submit-unsaved', { count });
      const submission = await api.call('submit', {
        params: { grid, period },
        body: { member, statement, despiteWarnings, ...(reason === undefined ? {} : { reason }) },
      });
      state.stale = true;
      core.soon();
      return submission;
    },

    async changeMarking(row, request) {
      const result = await api.call('changeMarking', { params: { grid: gridName(), row }, body: request });
      state.stale = true;
      core.soon();
      return result;
    },

    overview: async (period) => api.call('readOverview', { params: { grid: gridName() }, query: { period } }),

    async overviewFile({ kind, period }) {
      const about = { params: { grid: gridName() }, query: { period } };
      const bytes = await (kind === 'xlsx' ? api.call('downloadOverviewXlsx', about) : api.call('downloadOverviewCsv', about));
      return { name: bytes.name, bytes };
    },

    async download() {
      const grid = gridName();
      const bytes = await api.call('downloadWorkbook', { params: { grid } });
      return { name: bytes.name || `${grid}-${state.grid?.period}.xlsx`, bytes };
    },

    people: async () => api.call('listPeople', { params: { grid: gridName() } }),
    putPerson: async (person, details) => api.call('putPerson', { params: { grid: gridName(), person }, body: details }),
    removePerson: async (person) => api.call('removePerson', { params: { grid: gridName(), person } }),
    importPeople: async (csv, { apply }) => api.call('importPeople', { params: { grid: gridName() }, query: { apply: apply ? 'true' : 'false' }, body: csv }),
    importFile: async (file, { apply }) => api.call('importFile', { params: { grid: gridName() }, query: { apply: apply ? 'true' : 'false' }, body: file }),

    async signIn(token) {
      const given = token ?? (await core.tokens.askPerson?.());
      // Whoever closes the window stays who he was.
      if (given === undefined && core.tokens.askPerson) return;
      await become(given);
    },

    async signOut() {
      await become(undefined, async () => {
        try {
          await api.call('signOut', {});
        } catch (error) {
          // A session that has ended already is what was wanted.
          if (!(error instanceof ApiProblem && error.code === 'unauthenticated')) throw error;
        }
      });
    },
  };

  /** Starts over as somebody else, or as nobody. `before` runs while the person before is still signed in. */
  async function become(token: string | undefined, before?: () => Promise<void>): Promise<void> {
    // What the person before has typed is written down under that person's name before anybody else is signed in.
    await core.round({ quiet: true });
    await before?.();
    // Between two rounds: one that is under way would go on with what the person before may see.
    await core.serially(async () => {
      core.tokens.use(token);
      forgetPerson(state);
    });
    ports.publish();
    core.restart();
    await core.reach();
    await core.round();
  }
}
