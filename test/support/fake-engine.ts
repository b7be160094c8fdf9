/** An engine that shows a view that a test made and notes what it is asked. The pane knows no more of an engine than this. */
import type { Grid, Row } from '#contract/grid.ts';
import type { Engine, EngineActions, EngineView } from '../../addin/sync/view.ts';

/** What a call of the engine was: the action's name and its arguments. */
export interface Call {
  action: string;
  args: unknown[];
}

/** An engine in a test's hand. */
export interface FakeEngine extends Engine {
  calls: Call[];
  /** The member's files that the pane has fetched by itself: nobody pressed anything. */
  fetched: Call[];
  /** Replaces parts of the view and tells the pane. */
  show(change: Partial<EngineView>): void;
}

/** The grid of three members on 25 November 2026, as the service gives it. */
export function smallGrid(change: Partial<Grid> = {}): Grid {
  const limits = { maxCharacters: 32_767, maxLines: 254 };
  const member = (key: string, no: number, shortName: string) => ({
    member: key,
    no,
    shortName,
    name: `${shortName}: Ministry`,
    kind: 'western-balkans' as const,
    from: '2026-10-01',
  });
  return {
    grid: 'wbcti',
    cursor: 4,
    period: '2026-Q4',
    today: '2026-11-25',
    definition: {
      grid: 'wbcti',
      title: 'WBCTi Support Group',
      organisation: 'IISG',
      timeZone: 'Europe/Ljubljana',
      calendar: { every: 'quarter', firstPeriod: '2026-Q4', dueDaysAfterEnd: 0, closesDaysAfterDue: 30, stages: [{ stage: 'before-due', daysFromDue: -14 }] },
      marking: 'TLP:AMBER',
      sheets: [
        {
          sheet: 'support-group',
          title: 'Support Group',
          columns: [
            { key: 'tasks', label: 'Tasks', kind: 'items', source: 'edit', limits, widthCharacters: 30 },
            { key: 'inProcess', label: 'Products in process', kind: 'items', source: 'edit', limits, widthCharacters: 30 },
          ],
        },
      ],
      members: [member('albania', 3, 'Albania'), member('kosovo', 5, 'Kosovo*'), member('serbia', 8, 'Serbia')],
      notes: [],
      footnotes: [],
      wordingRules: [],
    },
    rows: [smallRow('albania'), smallRow('kosovo'), smallRow('serbia')],
    ...change,
  };
}

/** A row of that grid, in its second version and not submitted. */
export function smallRow(member: string, change: Partial<Row> = {}): Row {
  return {
    sheet: 'support-group',
    row: member,
    member,
    version: 2,
    cells: { tasks: [{ itemId: '2.1', text: 'Border police training' }], inProcess: [] },
    updatedAt: '2026-11-25T09:05:00.000Z',
    updatedBy: `demo:${member}`,
    status: { period: '2026-Q4', state: 'edited', overdue: false, dueOn: '2026-12-31', daysLate: 0, changedSince: false },
    ...change,
  };
}

/** The identities of a small demo. */
export const IDENTITIES = [
  { token: 'demo:albania', role: 'focal-point' as const, member: 'albania', name: 'Albania' },
  { token: 'demo:serbia', role: 'focal-point' as const, member: 'serbia', name: 'Serbia' },
  { token: 'demo:secretariat', role: 'secretariat' as const, name: 'Secretariat' },
  { token: 'demo:observer', role: 'observer' as const, name: 'Observer' },
];

/** Albania's focal point before the open workbook, all saved. */
export const ALBANIA: EngineView = {
  connection: { state: 'online' },
  workbook: 'grid',
  me: { person: 'demo:albania', role: 'focal-point', member: 'albania', auth: 'demo', identities: IDENTITIES },
  grid: smallGrid(),
  pending: [],
  problems: [],
  conflicts: [],
  announcements: [],
  lastSaved: undefined,
  reason: '',
};

/** The Secretariat before the open workbook. */
export const SECRETARIAT: EngineView = { ...ALBANIA, me: { person: 'demo:secretariat', role: 'secretariat', auth: 'demo', identities: IDENTITIES } };

/** Makes an engine. Actions that the test does not give answer with what their type needs, or with nothing. */
export function fakeEngine(first: EngineView, actions: Partial<EngineActions> = {}): FakeEngine {
  let view = first;
  const listeners = new Set<() => void>();
  const calls: Call[] = [];
  const fetched: Call[] = [];
  const answers: Partial<EngineActions> = {
    people: () => Promise.resolve([]),
    versions: () => Promise.resolve([]),
    itemLife: () => Promise.resolve([]),
    periods: () => Promise.resolve([]),
    letters: () => Promise.resolve({ items: [] }),
    reminders: () => Promise.resolve({ items: [], next: null, paused: [] }),
    overview: () => new Promise(() => {}),
    overviewFile: async ({ kind }) => ({ name: `overview.${kind}`, bytes: new Blob([kind]) }),
    memberFile: () => new Promise(() => {}),
    ...actions,
  };
  const known = {
    calls,
    fetched,
    view: () => view,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    show(change: Partial<EngineView>) {
      view = { ...view, ...change };
      for (const listener of listeners) listener();
    },
  };
  return new Proxy(known, {
    get(target, name) {
      if (name in target || typeof name !== 'string') return Reflect.get(target, name);
      return (...args: unknown[]) => {
        (name === 'memberFile' ? fetched : calls).push({ action: name, args });
        const answer = answers[name as keyof EngineActions] as ((...given: unknown[]) => unknown) | undefined;
        return answer ? answer(...args) : Promise.resolve();
      };
    },
  }) as unknown as FakeEngine;
}
