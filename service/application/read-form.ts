/** What the web form shows of one member's row: the row as its reader may see it, the columns that can be written, the period in work. */
import { say } from '#contract/catalogue/say.ts';
import type { Column, Member, Row, SheetDefinition, WordingRule } from '#contract/grid.ts';
import type { PeriodDates } from '#contract/period.ts';
import type { Person } from '#contract/person.ts';
import { memberDates } from '../domain/period-dates.ts';
import type { Principal } from '../domain/principal.ts';
import { AppError } from './app-error.ts';
import { type Grids, gridOf } from './grids.ts';
import { demoIdentities } from './identities.ts';
import { listPeople, type PeopleDeps } from './people.ts';
import { gridView } from './read-grid.ts';

/** One row for the form. */
export interface FormRow {
  grid: string;
  /** The one that this member is in: with more time than the others it may be the one before. */
  period: string;
  /** The local date in the grid's time zone. */
  today: string;
  timeZone: string;
  /** Of this member. */
  dates: PeriodDates;
  member: Member;
  sheet: SheetDefinition;
  /** Those that people write. */
  columns: Column[];
  row: Row;
  wordingRules: WordingRule[];
  mayEdit: boolean;
  /** The Secretariat says why. */
  needsReason: boolean;
}

/** Reads the row of a member. Fails with unknown-grid and unknown-member. */
export function readFormRow(grids: Grids, principal: Principal, { grid, member }: { grid: string; member: string }): FormRow {
  const open = gridOf(grids, grid);
  const state = open.state();
  const view = gridView(state, { today: open.today(), view: { reader: principal, now: state } });
  const row = view.rows.find((one) => one.row === member);
  const found = view.definition.members.find((one) => one.member === member);
  const sheet = view.definition.sheets.find((one) => one.sheet === row?.sheet);
  if (!row || !found || !sheet) throw new AppError('unknown-member', { params: { member } });
  const { period } = row.status;
  return {
    grid,
    period,
    today: view.today,
    timeZone: view.definition.timeZone,
    dates: memberDates(state, { period, member }),
    member: found,
    sheet,
    columns: sheet.columns.filter(({ source }) => source === 'edit'),
    row,
    wordingRules: view.definition.wordingRules,
    mayEdit: principal.role === 'secretariat' || (principal.role === 'focal-point' && principal.member === member),
    needsReason: principal.role === 'secretariat',
  };
}

/** The members whose rows a reader may choose from, in the order of the grid. */
export function formMembers(grids: Grids, grid: string): Member[] {
  const state = gridOf(grids, grid).state();
  return state.definition.members.filter(({ member }) => state.rows.has(member));
}

/**
 * The names of the people of a grid as a reader may see them, by person id: those that it may read in the directory by their own, the Secretariat as such, anybody else
 * by the member. The demo's identities are among them.
 */
export async function shownNames(deps: PeopleDeps, principal: Principal, { grid, language }: { grid: string; language: string }): Promise<Map<string, string>> {
  const { members } = gridOf(deps.grids, grid).state().definition;
  const known = new Map((await listPeople(deps, principal, grid)).map(({ person, name }) => [person, name]));
  const nameOf = ({ person, role, member }: Pick<Person, 'person' | 'role' | 'member'>): string | undefined =>
    known.get(person) ?? (role === 'secretariat' ? say('pane.role.secretariat', {}, language) : members.find((each) => each.member === member)?.shortName);
  return new Map([
    ...demoIdentities(deps.grids).map(({ token, name }) => [token, name] as const),
    ...(await deps.directory.list(grid)).flatMap((person) => {
      const name = nameOf(person);
      return name === undefined ? [] : [[person.person, name] as const];
    }),
  ]);
}

/** The way from a person's id to such a name; the id itself of who is not in the directory any more. */
export const nameAmong =
  (names: ReadonlyMap<string, string>, language: string) =>
  (person: string): string =>
    names.get(person) ?? (person === 'system' ? say('pane.person.system', {}, language) : person);
