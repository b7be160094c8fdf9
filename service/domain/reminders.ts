/**
 * Which reminders are due, as a pure function of a grid's state and a local date. Nothing here asks whether "today is the day": what has come due and is
 * not covered yet is decided, so a service that was away for a month decides one combined reminder per member and period, never a burst.
 *
 * 1. A reminder is one member, one period and all stages that are due and not covered; its id names the last of them: `wbcti.2026-Q4.albania.overdue-1`.
 * 2. A decided reminder covers its own stages and all that lie before its last one.
 * 3. Reminded is who is expected in an open period and has not answered it ("nothing to report" is an answer).
 */
import { Stage } from '#contract/grid.ts';
import { periodsUpTo, shiftDate, shiftPeriod, startOfDay } from './calendar.ts';
import { hasAnswered } from './cycle.ts';
import type { ReminderDecided } from './cycle-state.ts';
import type { EntryDraft, ReminderContent } from './entry.ts';
import { expectedMembers, periodDates } from './period-dates.ts';
import type { DefinedState, GridState } from './state.ts';

/** Why a decided reminder is not to be sent (any more). */
export type NotWanted = 'submitted' | 'superseded' | 'period-closed' | 'not-expected';

/** Who and when of an entry. */
export interface EntryHeader {
  at: string;
  by: string;
  route: EntryDraft['route'];
}

const STAGE_NAMES = Stage.shape.stage.options;

/** The reminders that are due on a local date and not decided yet: by period, then in the order of the members. */
export function remindersDue(state: DefinedState, today: string): ReminderContent[] {
  const { definition } = state;
  const open = periodsUpTo(today, definition.calendar)
    .map((period) => periodDates(state, period))
    .filter((dates) => dates.opensOn <= today && today <= dates.closesOn);
  return open.flatMap(({ period, dueOn }) => {
    const reached = ladder(state).filter(({ daysFromDue }) => shiftDate(dueOn, daysFromDue) <= today);
    const due = { period, dueOn, reached: reached.map(({ stage }) => stage) };
    return due.reached.length === 0 ? [] : expectedMembers(state, period).flatMap(({ member }) => reminderDue(state, { ...due, member }));
  });
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

/** Says why a decided reminder is not to be sent on a local date; undefined while it is wanted. */
export function whyNotWanted(state: DefinedState, reminder: ReminderContent, today: string): NotWanted | undefined {
  if (hasAnswered(state, reminder)) return 'submitted';
  if (periodDates(state, reminder.period).closesOn < today) return 'period-closed';
  if (!expectedMembers(state, reminder.period).some(({ member }) => member === reminder.member)) return 'not-expected';
  const newest = decidedFor(state, reminder).at(-1);
  return newest && newest.id !== reminder.id ? 'superseded' : undefined;
}

/** The instant at which a reminder came due: the start of its last stage's day (of its decision, if the ladder has lost that stage). */
export function dueInstant(state: DefinedState, reminder: ReminderDecided): string {
  const stage = ladder(state).find(({ stage: name }) => name === reminder.stages.at(-1));
  return stage ? startOfDay(shiftDate(reminder.dueOn, stage.daysFromDue), state.definition.timeZone) : reminder.at;
}

/** The next stage of the ladder that a day after `today` reaches, in a period that is or will be open then. */
export function nextStage(state: DefinedState, today: string): { period: string; stage: string; on: string } | null {
  const { definition } = state;
  const periods = periodsUpTo(today, definition.calendar);
  const following = shiftPeriod(periods.at(-1) ?? definition.calendar.firstPeriod, 1);
  const steps = [...periods, following].flatMap((period) => {
    const { opensOn, dueOn, closesOn } = periodDates(state, period);
    return ladder(state)
      .map(({ stage, daysFromDue }) => ({ period, stage, on: later(opensOn, shiftDate(dueOn, daysFromDue)) }))
      .filter(({ on }) => today < on && on <= closesOn);
  });
  return steps.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))[0] ?? null;
}

function reminderDue(
  state: DefinedState,
  { period, dueOn, reached, member }: { period: string; dueOn: string; reached: readonly string[]; member: string },
): ReminderContent[] {
  if (hasAnswered(state, { period, member })) return [];
  const covered = coveredBy(state, decidedFor(state, { period, member }));
  const stages = reached.filter((stage) => !covered.has(stage));
  const last = stages.at(-1);
  return last === undefined ? [] : [{ id: `${state.grid}.${period}.${member}.${last}`, period, member, stages, dueOn }];
}

/** The stages that reminders cover: their own, and all of the ladder up to their last one. */
function coveredBy(state: DefinedState, reminders: readonly ReminderContent[]): Set<string> {
  if (reminders.length === 0) return new Set();
  const names = ladder(state).map(({ stage }) => stage as string);
  return new Set(reminders.flatMap(({ stages }) => [...stages, ...names.slice(0, names.indexOf(stages.at(-1) ?? '') + 1)]));
}

/** What was decided for a member and a period, oldest first. At most one reminder ends with each stage, so five look-ups find all. */
function decidedFor(state: DefinedState, { period, member }: { period: string; member: string }): ReminderDecided[] {
  const found = STAGE_NAMES.flatMap((stage) => state.reminders.get(`${state.grid}.${period}.${member}.${stage}`) ?? []);
  const position = (reminder: ReminderDecided): number => ladder(state).findIndex(({ stage }) => stage === reminder.stages.at(-1));
  return found.sort((a, b) => (a.at === b.at ? position(a) - position(b) : a.at < b.at ? -1 : 1));
}

/** The stages in the order of their days, whatever their order in the definition. */
function ladder(state: DefinedState): Stage[] {
  return [...state.definition.calendar.stages].sort((a, b) => a.daysFromDue - b.daysFromDue);
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}
