/** What the Secretariat may order about reminders: to skip a stage for a member, and to pause a member while it is away. */
import { shiftPeriod } from './calendar.ts';
import type { EntryDraft, ReminderSkipped } from './entry.ts';
import { expectedMembers, memberDates, periodExists } from './period-dates.ts';
import type { Principal } from './principal.ts';
import type { Decision, Refusal } from './refusal.ts';
import { decidedFor, ladderOf, reminderId, uncovered } from './reminder-ladder.ts';
import type { DefinedState } from './state.ts';

/** `stages` are those that are skipped by this order; none if nothing was left to skip. */
export type SkipOutcome =
  | { status: 'skipped'; skipped: Pick<ReminderSkipped, 'id' | 'period' | 'member' | 'stages'> }
  | { status: 'refused'; refusal: Refusal };

export interface SkipCommand {
  principal: Principal;
  period: string;
  member: string;
  stage: string;
  reason?: string | undefined;
  today: string;
}

/**
 * Decides that a member is not written to about a stage of a period, nor about what lies before it. The stages count as covered. A reminder that is decided and
 * not sent yet is skipped as it stands; of one that was sent nothing is left to skip.
 */
export function decideSkip(state: DefinedState, command: SkipCommand, at: string): Decision<SkipOutcome> {
  const refusal = skipRefusal(state, command);
  if (refusal) return { entries: [], outcome: { status: 'refused', refusal } };
  const { principal, period, member, stage, reason } = command;
  const about = { period, member, dueOn: memberDates(state, { period, member }).dueOn };
  const waiting = decidedFor(state, about).find(({ stages, sentAt }) => sentAt === undefined && stages.at(-1) === stage);
  const ladder = ladderFor(state, command);
  const upTo = ladder.slice(0, ladder.findIndex((step) => step.stage === stage) + 1);
  const stages = waiting ? (state.skipped.has(waiting.id) ? [] : waiting.stages) : uncovered(state, { about, ladder, stages: upTo });
  const skipped = { id: waiting?.id ?? reminderId(state, about, stage), period, member, stages };
  const content: ReminderSkipped = { ...skipped, dueOn: about.dueOn, ...(reason === undefined ? {} : { reason }) };
  const entries: EntryDraft[] = stages.length === 0 ? [] : [{ at, by: principal.person, route: 'system', kind: 'reminder.skipped', content }];
  return { entries, outcome: { status: 'skipped', skipped } };
}

export interface PauseCommand {
  principal: Principal;
  member: string;
  until: string | null;
  reason?: string | undefined;
}

/** Decides that a member is not reminded up to and including a day; null ends a pause. The same pause again changes nothing. */
export function decidePause(state: DefinedState, { principal, member, until, reason }: PauseCommand, at: string): Decision<Refusal | undefined> {
  if (!state.definition.members.some((known) => known.member === member)) return { entries: [], outcome: { code: 'unknown-member', params: { member } } };
  const before = state.pauses.get(member);
  if ((before?.until ?? null) === until && before?.reason === reason) return { entries: [], outcome: undefined };
  const content = { member, until, ...(reason === undefined ? {} : { reason }) };
  return { entries: [{ at, by: principal.person, route: 'system', kind: 'reminders.paused', content }], outcome: undefined };
}

function skipRefusal(state: DefinedState, command: SkipCommand): Refusal | undefined {
  const { period, member, stage, today } = command;
  const { firstPeriod } = state.definition.calendar;
  // The stage of tomorrow may belong to the next period.
  const known = periodExists(state, period, today) || periodExists(state, shiftPeriod(period, -1), today);
  if (!known) return { code: 'unknown-period', params: { period, example: firstPeriod } };
  if (!expectedMembers(state, period).some((expected) => expected.member === member)) return { code: 'unknown-member', params: { member } };
  if (!ladderFor(state, command).some((step) => step.stage === stage)) return { code: 'invalid-input', params: { stage } };
  return undefined;
}

const ladderFor = (state: DefinedState, { period, member }: Pick<SkipCommand, 'period' | 'member'>) =>
  ladderOf(
    state,
    expectedMembers(state, period).find((expected) => expected.member === member),
  );
