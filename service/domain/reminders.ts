/**
 * Which reminders are due, as a pure function of a grid's state and a local date. Nothing here asks whether "today is the day": what has come due and is
 * not covered yet is decided, so a service that was away for a month decides one combined reminder per member and period, never a burst.
 *
 * 1. A reminder is one member, one period and all stages that are due and not covered; its id names the last of them: `wbcti.2026-Q4.albania.overdue-1`.
 * 2. Days count from the member's own due date: more time, or everyone's moved date, moves every stage along.
 * 3. A decided reminder covers its own stages and all that lie before its last one, for that due date (reminder-ladder.ts).
 * 4. Reminded is who is expected in a period that is open for it and has not answered it ("nothing to report" is an answer).
 * 5. While a request of the member waits, a submission on its behalf waits for it, or it is paused, its reminders are held: decided once that is over.
 */
import type { Member } from '#contract/grid.ts';
import { laterOf, periodsUpTo, shiftDate, shiftPeriod, startOfDay } from './calendar.ts';
import { hasAnswered, standingOf } from './cycle.ts';
import type { EntryDraft, ReminderContent } from './entry.ts';
import type { ForMember } from './for-member.ts';
import { expectedMembers, isExcused, memberDates, pendingRequest, periodDates, periodsAskedAbout } from './period-dates.ts';
import { decidedFor, ladderOf, ladderOfKey, reminderId, stagesDue } from './reminder-ladder.ts';
import type { DefinedState, GridState } from './state.ts';

/** Why the reminders of a member wait. */
export type Hold = 'to-acknowledge' | 'requested' | 'paused';

/** Why a decided reminder is not to be sent (any more, or for the time being). */
export type NotWanted = Hold | 'submitted' | 'superseded' | 'skipped' | 'date-moved' | 'period-closed' | 'excused' | 'not-expected';

/** Who and when of an entry. */
export interface EntryHeader {
  at: string;
  by: string;
  route: EntryDraft['route'];
}

/** The reminders that are due on a local date and not decided yet: by period, then in the order of the members. */
export function remindersDue(state: DefinedState, today: string): ReminderContent[] {
  return reached(state, today).flatMap(({ hold, ...reminder }) => (hold ? [] : [reminder]));
}

/** The reminders that would be due on a local date if nothing held them, with what holds them. */
export function remindersHeld(state: DefinedState, today: string): (ReminderContent & { hold: Hold })[] {
  return reached(state, today).flatMap(({ hold, ...reminder }) => (hold ? [{ ...reminder, hold }] : []));
}

/** The entries that decide all reminders due on a local date. */
export function decideReminders(state: DefinedState, header: EntryHeader, today: string): EntryDraft[] {
  return remindersDue(state, today).map((content) => ({ ...header, kind: 'reminder.decided', content }));
}

/** The entry that notes a reminder as sent; none if it is unknown or noted already. */
export function noteSent(state: GridState, header: EntryHeader, id: string): EntryDraft[] {
  const reminder = state.reminders.get(id);
  if (!reminder || reminder.sentAt) return [];
  return [{ ...header, kind: 'reminder.sent', content: { id, member: reminder.member, period: reminder.period } }];
}

/** Says why a decided reminder is not to be sent on a local date; undefined while it is wanted. An answer that is withdrawn, or a hold that ends, makes it wanted again. */
export function whyNotWanted(state: DefinedState, reminder: ReminderContent, today: string): NotWanted | undefined {
  if (hasAnswered(state, reminder)) return 'submitted';
  if (isExcused(state, reminder)) return 'excused';
  const { dueOn, closesOn } = memberDates(state, reminder);
  if (closesOn < today) return 'period-closed';
  if (!expectedMembers(state, reminder.period).some(({ member }) => member === reminder.member)) return 'not-expected';
  if (reminder.dueOn !== dueOn) return 'date-moved';
  const newest = decidedFor(state, reminder).at(-1);
  if (newest && newest.id !== reminder.id) return 'superseded';
  return state.skipped.has(reminder.id) ? 'skipped' : holdOf(state, reminder, today);
}

/** The instant at which a reminder came due: the start of its last stage's day (of its decision, if the ladder has lost that stage). */
export function dueInstant(state: DefinedState, reminder: ReminderContent & { at?: string }): string {
  const stage = ladderOfKey(state, reminder.member).find(({ stage: name }) => name === reminder.stages.at(-1));
  const day = stage ? shiftDate(reminder.dueOn, stage.daysFromDue) : reminder.dueOn;
  return stage || !reminder.at ? startOfDay(day, state.definition.timeZone) : reminder.at;
}

/** The next stage that a day after `today` reaches for somebody who has not answered, in a period that is or will be open then. */
export function nextStage(state: DefinedState, today: string): { period: string; stage: string; on: string } | null {
  const { definition } = state;
  const periods = periodsUpTo(today, definition.calendar);
  const following = shiftPeriod(periods.at(-1) ?? definition.calendar.firstPeriod, 1);
  const steps = [...notOver(state, today), ...(periods.includes(following) ? [] : [following])].flatMap((period) =>
    expectedMembers(state, period)
      .filter(({ member }) => !hasAnswered(state, { period, member }))
      .flatMap((member) => {
        const { opensOn, dueOn, closesOn } = memberDates(state, { period, member: member.member });
        return ladderOf(state, member)
          .map(({ stage, daysFromDue }) => ({ period, stage, on: laterOf(opensOn, shiftDate(dueOn, daysFromDue)) }))
          .filter(({ on }) => today < on && on <= closesOn);
      }),
  );
  return steps.reduce<(typeof steps)[number] | null>((first, step) => (first === null || step.on < first.on ? step : first), null);
}

function reached(state: DefinedState, today: string): (ReminderContent & { hold: Hold | undefined })[] {
  return notOver(state, today)
    .filter((period) => periodDates(state, period).opensOn <= today)
    .flatMap((period) => expectedMembers(state, period).flatMap((member) => reachedBy(state, { period, member, today })));
}

/** Periods that are not closed for everyone on a day, or where a member has asked for more time and may have got it. */
function notOver(state: DefinedState, today: string): string[] {
  const asked = periodsAskedAbout(state);
  return periodsUpTo(today, state.definition.calendar).filter((period) => today <= periodDates(state, period).closesOn || asked.has(period));
}

function reachedBy(state: DefinedState, { period, member, today }: { period: string; member: Member; today: string }) {
  const about = { period, member: member.member };
  if (hasAnswered(state, about)) return [];
  const { dueOn, closesOn } = memberDates(state, about);
  if (closesOn < today) return [];
  const stages = stagesDue(state, { about: { ...about, dueOn }, ladder: ladderOf(state, member), today });
  const last = stages.at(-1);
  if (last === undefined) return [];
  return [{ id: reminderId(state, { ...about, dueOn }, last), ...about, stages, dueOn, hold: holdOf(state, about, today) }];
}

function holdOf(state: DefinedState, about: ForMember, today: string): Hold | undefined {
  if (standingOf(state, { ...about, today }).toAcknowledge) return 'to-acknowledge';
  if (pendingRequest(state, about)) return 'requested';
  const until = state.pauses.get(about.member)?.until;
  return until !== undefined && until !== null && today <= until ? 'paused' : undefined;
}
