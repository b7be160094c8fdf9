/**
 * Which noted conflicts are still open, by member. The ledger knows of no conflict: it lives with its sender, who may settle it without telling (by taking
 * what is stored). A later version of the row by the same person, or a later submission of it, shows that there is nothing left to ask.
 */
import type { OpenConflicts } from '#contract/overview.ts';
import { submissionsOf } from './cycle.ts';
import type { GridState } from './state.ts';

/** A note: this person's last edit of this row left so many questions open at this instant. */
export interface ConflictNote {
  row: string;
  person: string;
  count: number;
  at: string;
}

/** The open conflicts of each member that has any; `period` is the one in which a submission tells that all is settled. */
export function openConflicts(state: GridState, { notes, period }: { notes: readonly ConflictNote[]; period: string }): Map<string, OpenConflicts> {
  const found = new Map<string, OpenConflicts>();
  for (const note of notes) {
    const member = state.rows.get(note.row)?.member;
    if (member === undefined || isSettled(state, { note, member, period })) continue;
    const before = found.get(member);
    found.set(member, {
      count: (before?.count ?? 0) + note.count,
      people: (before?.people ?? 0) + 1,
      since: before && Date.parse(before.since) < Date.parse(note.at) ? before.since : note.at,
    });
  }
  return found;
}

function isSettled(state: GridState, { note, member, period }: { note: ConflictNote; member: string; period: string }): boolean {
  const later = (by: string, at: string): boolean => by === note.person && Date.parse(at) > Date.parse(note.at);
  const head = state.rows.get(note.row);
  return (head !== undefined && later(head.by, head.at)) || submissionsOf(state, { period, member }).some(({ by, at }) => later(by, at));
}
