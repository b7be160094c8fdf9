/**
 * A service whose grid holds a text for every marking, on items and on whole rows, in three ages: standing now, reworded since, gone since. The markings came after the
 * texts, so that history holds all of them unmarked. Who may read what is written down here by hand and shares nothing with the service.
 */
import { Marking } from '#contract/grid.ts';
import { editOf, save } from './scenario.ts';
import { startTestService, type TestService } from './start-service.ts';

/** The row whose items are marked one by one; the row itself has the grid's default. */
export const ITEMS_ROW = 'albania';

/** Rows that are marked whole. */
export const MARKED_ROWS: Record<string, Marking> = {
  serbia: 'TLP:CLEAR',
  montenegro: 'TLP:GREEN',
  kosovo: 'TLP:AMBER',
  italy: 'TLP:AMBER+STRICT',
  france: 'TLP:RED',
};

/** Somebody of each audience: every row's own member, another one, an observer, the Secretariat. */
export const READERS = ['secretariat', 'observer', 'austria', ITEMS_ROW, ...Object.keys(MARKED_ROWS)];

export type Age = 'now' | 'reworded' | 'gone' | 'reason';

/** A text that must or must not be read. `marking` undefined: a reason, which is for those who may read all of its row. */
export interface Secret {
  row: string;
  marking: Marking;
  age: Age;
  text: string;
}

const textOf = (row: string, marking: Marking, age: Age): string => `${row}/${marking.slice(4)}/${age}.`;

const OPEN: readonly Marking[] = ['TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER'];

/** The table, by hand. */
export const mayRead = (reader: string, { row, marking }: Secret): boolean => reader === 'secretariat' || reader === row || OPEN.includes(marking);

/** Every text of the grid. The reason of the row of items speaks of all of them, the narrowest too. */
export const SECRETS: Secret[] = [
  ...Marking.options.flatMap((marking) => (['now', 'reworded', 'gone'] as const).map((age) => secret(ITEMS_ROW, marking, age))),
  secret(ITEMS_ROW, 'TLP:RED', 'reason'),
  ...Object.entries(MARKED_ROWS).flatMap(([row, marking]) => (['now', 'reworded', 'gone', 'reason'] as const).map((age) => secret(row, marking, age))),
];

function secret(row: string, marking: Marking, age: Age): Secret {
  return { row, marking, age, text: textOf(row, marking, age) };
}

export interface MarkedGrid {
  service: TestService;
  /** After the texts were first saved, before anything was marked; and an instant between them. */
  cursorBefore: number;
  instantBefore: string;
}

/** Starts the service and plays what happened. */
export async function startMarkedGrid(): Promise<MarkedGrid> {
  const service = await startTestService();
  for (const [row, markings] of [[ITEMS_ROW, Marking.options], ...Object.entries(MARKED_ROWS).map(([row, marking]) => [row, [marking]] as const)] as const) {
    const texts = (age: Age): string[] => markings.map((marking) => textOf(row, marking, age));
    await save(service.as(row), editOf(row, 1, { tasks: texts('reworded'), accomplished: texts('gone') }));
  }
  const cursorBefore = await service.cursor();
  const instantBefore = '2026-11-25T09:00:00.000Z';
  service.passMs(60_000);
  for (const [row, markings] of [[ITEMS_ROW, Marking.options], ...Object.entries(MARKED_ROWS).map(([row, marking]) => [row, [marking]] as const)] as const) {
    // Reworded, moved to another column, and the others deleted.
    const moved = markings.map((marking, index) => ({ itemId: `2.${index + 1}`, text: textOf(row, marking, 'now') }));
    await save(service.as(row), editOf(row, 2, { tasks: [], inProcess: moved, accomplished: [] }));
    const { version } = await rowOf(service, row);
    if (version !== 3) throw new Error(`${row} is at version ${version}`);
    const reason = textOf(row, row === ITEMS_ROW ? 'TLP:RED' : (MARKED_ROWS[row] ?? 'TLP:RED'), 'reason');
    await save(service.as('secretariat'), editOf(row, 3, { decisionMaking: ['by consensus'] }, { reason }));
    for (const [index, marking] of markings.entries()) {
      const items = row === ITEMS_ROW ? { items: [`2.${index + 1}`, `2.${markings.length + index + 1}`] } : {};
      const answer = await service.as('secretariat').post(`/grids/wbcti/rows/${row}/markings`, { marking, ...items, reason });
      if (answer.status !== 200) throw new Error(answer.text);
    }
  }
  return { service, cursorBefore, instantBefore };
}

// biome-ignore lint/suspicious/noExplicitAny: what the service says is what is tested
export async function rowOf(service: TestService, row: string, reader = 'secretariat', query = ''): Promise<any> {
  const { json } = await service.as(reader).get(`/grids/wbcti${query}`);
  return json.rows.find((one: { row: string }) => one.row === row);
}
