/** Names for what the engine's view knows by id only: members, columns, people. */
import type { QuarterView } from '../sync/view.ts';
import { say } from './strings.ts';

/** The short name of a member, or its id if the grid does not know it. */
export const memberName = (view: QuarterView, member: string): string =>
  view.grid?.definition.members.find((each) => each.member === member)?.shortName ?? member;

/** The name of a row: that of its member; a row without one keeps its id. */
export function rowName(view: QuarterView, row: string): string {
  return memberName(view, view.grid?.rows.find((each) => each.row === row)?.member ?? row);
}

/** The label of a column, or its key. */
export function columnLabel(view: QuarterView, column: string): string {
  const columns = view.grid?.definition.sheets.flatMap((sheet) => sheet.columns);
  return columns?.find((each) => each.key === column)?.label ?? column;
}

/** The first column that members write in: where a person wants to land in a row. */
export const firstEditable = (view: QuarterView): string | undefined => view.grid?.definition.sheets[0]?.columns.find(({ source }) => source === 'edit')?.key;

/** Where something is: `Albania, Tasks`, or `Albania` for a whole row. */
export function placeName(view: QuarterView, { row, column }: { row: string; column?: string | undefined }): string {
  const member = rowName(view, row);
  return column === undefined ? member : say('pane.place', { member, column: columnLabel(view, column) });
}

/** The name of a person that acted. The demo knows its identities, the web form's page names the people of the grid; elsewhere the directory is asked by who shows people. */
export function personName(view: QuarterView, person: string): string {
  if (person === 'system') return say('pane.person.system');
  return view.names?.get(person) ?? view.me?.identities?.find((identity) => identity.token === person)?.name ?? person;
}

/** Who is asking: `Albania · focal point`, `Observer`. */
export function ownName(view: QuarterView): string {
  const { me } = view;
  if (!me) return '';
  const role = say(`pane.role.${me.role}`);
  return me.member ? say('pane.who', { name: memberName(view, me.member), role }) : role.charAt(0).toLocaleUpperCase() + role.slice(1);
}

/** The time zone of the grid; UTC until a grid is known. */
export const timeZoneOf = (view: QuarterView): string => view.grid?.definition.timeZone ?? 'UTC';
