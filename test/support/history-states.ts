/** Four versions of Albania's small row, with every kind of change, and what an engine answers about them. */
import type { RowVersion } from '#contract/edit.ts';
import type { ItemLife } from '#contract/item-life.ts';
import type { EngineActions } from '../../addin/sync/view.ts';

const item = (itemId: string, text: string) => ({ itemId, text });

/** Newest first. */
export const VERSIONS: RowVersion[] = [
  {
    version: 4,
    at: '2026-11-25T23:30:00.000Z',
    by: 'demo:secretariat',
    route: 'addin',
    reason: 'agreed by telephone',
    cells: {
      tasks: [item('2.1', 'Border police training 2027–2029'), item('2.3', 'Action plan')],
      inProcess: [item('2.4', 'Seminar'), item('3.1', 'Newer plan')],
    },
  },
  {
    version: 3,
    at: '2026-11-25T09:05:00.000Z',
    by: 'p-1',
    route: 'form',
    cells: {
      tasks: [item('2.1', 'Border police training 2027–2029')],
      inProcess: [item('2.4', 'Seminar'), item('2.3', 'Action plan'), item('3.1', 'Newer plan')],
    },
  },
  {
    version: 2,
    at: '2026-11-20T08:00:00.000Z',
    by: 'demo:albania',
    route: 'import',
    cells: { tasks: [item('2.1', 'Border police training 2026'), item('2.2', 'Old line')], inProcess: [item('2.3', 'Action plan'), item('2.4', 'Seminar')] },
  },
  { version: 1, at: '2026-10-01T07:00:00.000Z', by: 'system', route: 'system', cells: { tasks: [], inProcess: [] } },
];

const LIFE: ItemLife = [
  { version: 2, at: '2026-11-20T08:00:00.000Z', by: 'demo:albania', route: 'import', change: 'added', column: 'inProcess', text: 'Action plan' },
  { version: 4, at: '2026-11-25T23:30:00.000Z', by: 'demo:secretariat', route: 'addin', change: 'moved', column: 'tasks', text: 'Action plan' },
];

/** What the history asks of an engine. */
export const HISTORY_ACTIONS: Partial<EngineActions> = {
  versions: async (_row, { before = Number.POSITIVE_INFINITY, limit }) => VERSIONS.filter(({ version }) => version < before).slice(0, limit),
  itemLife: async () => LIFE,
  restore: async () => ({ outcome: 'saved', version: 5 }),
  periods: async () => ['2026-Q4', '2027-Q1', '2027-Q2'].map((period) => ({ period, opensOn: '', dueOn: '', closesOn: '' })),
  showAsOf: async () => ({ sheet: 'Support Group 2026-Q4 end' }),
  people: async () => [{ person: 'p-1', member: 'albania', role: 'focal-point', name: 'Arta Example', language: 'sq' }],
};
