/** Who may read what, by marking (TLP 2.0). Why the table is as it is: service/decisions/0002-who-reads-what.md. */
import type { Marking } from '#contract/grid.ts';
import { narrowest } from '#contract/marking.ts';
import { rowsOf } from './cycle.ts';
import { rowMarking } from './marks.ts';
import type { Principal } from './principal.ts';
import type { DefinedState, RowHead } from './state.ts';

/** As much of a principal as reading depends on. */
export type Reader = Pick<Principal, 'role' | 'member'>;

/** What each role reads of rows that are not its own. The Secretariat, and a member of its own row, read everything. */
const OF_OTHERS: Record<Principal['role'], readonly Marking[]> = {
  secretariat: ['TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER', 'TLP:AMBER+STRICT', 'TLP:RED'],
  'focal-point': ['TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER'],
  observer: ['TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER'],
};

/** Reports whether a reader may read what has this marking, in its own row or in another. */
export function mayRead({ role }: Pick<Reader, 'role'>, marking: Marking, { ownRow }: { ownRow: boolean }): boolean {
  return ownRow || OF_OTHERS[role].includes(marking);
}

/** Reports whether a row belongs to a reader's member. */
export const isOwnRow = ({ role, member }: Reader, head: Pick<RowHead, 'member'>): boolean => role === 'focal-point' && member === head.member;

/** Reports whether a reader may read all of a row, with all that ever stood in it. */
export function readsWhole(reader: Reader, head: RowHead, definition: DefinedState['definition']): boolean {
  const marking = narrowest(rowMarking(head, definition), ...Object.values(head.marked ?? {}).map((item) => item.marking));
  return mayRead(reader, marking, { ownRow: isOwnRow(reader, head) });
}

/**
 * Who shares one view of the grid: `secretariat`, `observer`, `member`; and `member:albania` for a member that reads more of its own row than others do. Equal
 * keys at one state, equal views.
 */
export function audienceKey(reader: Reader, state: DefinedState): string {
  if (reader.role !== 'focal-point') return reader.role;
  const { member = '' } = reader;
  const stranger: Reader = { role: 'focal-point' };
  return rowsOf(state, member).every((head) => readsWhole(stranger, head, state.definition)) ? 'member' : `member:${member}`;
}
