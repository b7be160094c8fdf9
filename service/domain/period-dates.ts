/** When a period of a grid opens, is due and closes: by its calendar, unless the Secretariat moved everyone's date or gave a member more time. */
import type { Member } from '#contract/grid.ts';
import type { PeriodDates } from '#contract/period.ts';
import { datesOf, daysBetween, lastDayOf, localDateOf, periodsUpTo, shiftDate, shiftPeriod, startOfDay } from './calendar.ts';
import type { RequestMade } from './cycle-state.ts';
import { answerKey, type ForMember, periodOfKey } from './for-member.ts';
import type { DefinedState } from './state.ts';

/** So many days after a period's closing its dates can be moved to, and no further. */
export const LATEST_DAYS_AFTER_CLOSE = 90;

/** Everyone's dates of a period. */
export function periodDates(state: DefinedState, period: string): PeriodDates {
  return { ...datesOf(period, state.definition.calendar), ...state.movedDates.get(period) };
}

/** A member's dates of a period: with the time that it was given, closing moves along by as many days. */
export function memberDates(state: DefinedState, { period, member }: ForMember): PeriodDates {
  const dates = periodDates(state, period);
  const dueOn = extensionOf(state, { period, member })?.answer?.dueOn;
  if (dueOn === undefined || dueOn <= dates.dueOn) return dates;
  return { ...dates, dueOn, closesOn: shiftDate(dates.closesOn, daysBetween(dates.dueOn, dueOn)) };
}

/** The local date on which a member's due date was set, where it is not the calendar's: by everyone's move, or by the answer that gave more time. */
export function dueSetOn(state: DefinedState, { period, member }: ForMember): string | undefined {
  const { dueOn } = periodDates(state, period);
  const extended = extensionOf(state, { period, member })?.answer;
  const own = extended?.dueOn !== undefined && extended.dueOn > dueOn ? extended.at : undefined;
  const at = own ?? (dueOn === datesOf(period, state.definition.calendar).dueOn ? undefined : state.movedDates.get(period)?.dueSetAt);
  return at === undefined ? undefined : localDateOf(at, state.definition.timeZone);
}

/** Reports whether a period exists on a day: from the grid's first period to the one of today. */
export function periodExists(state: DefinedState, period: string, today: string): boolean {
  return periodsUpTo(today, state.definition.calendar).includes(period);
}

/** The period in work on a day: the oldest that is not closed for everyone. Periods compare as text. */
export function periodInWork(state: DefinedState, today: string): string {
  const periods = periodsUpTo(today, state.definition.calendar);
  return periods.find((period) => periodDates(state, period).closesOn >= today) ?? shiftPeriod(periods.at(-1) ?? state.definition.calendar.firstPeriod, 1);
}

/**
 * The members of a period: those whose membership covers its last day, with the names that they had on that day. A member that a later definition has dropped
 * stays in the periods before.
 */
export function membersIn(state: DefinedState, period: string): Member[] {
  const { definition, formerMembers } = state;
  const lastDay = lastDayOf(period);
  const after = startOfDay(shiftDate(lastDay, 1), definition.timeZone);
  const then = formerMembers.find(({ until }) => Date.parse(until) >= Date.parse(after))?.members ?? definition.members;
  const known = new Set(definition.members.map(({ member }) => member));
  const covers = ({ from, to }: Member): boolean => from <= lastDay && (to === undefined || to >= lastDay);
  const nameThen = new Map(then.map((member) => [member.member, member]));
  const ofToday = definition.members.filter(covers).map((member) => ({ ...member, ...namesOf(nameThen.get(member.member)) }));
  return [...ofToday, ...then.filter(({ member }) => !known.has(member)).filter(covers)].sort((a, b) => a.no - b.no);
}

/** The members expected for a period: its members but those that are excused. */
export function expectedMembers(state: DefinedState, period: string): Member[] {
  return membersIn(state, period).filter(({ member }) => !isExcused(state, { period, member }));
}

/** Reports whether the Secretariat has excused a member for a period; its last answer counts. */
export function isExcused(state: DefinedState, { period, member }: ForMember): boolean {
  return lastAnswered(state, { period, member, kind: 'excuse' })?.answer?.granted === true;
}

/** The request of a member for a period that waits for an answer; the newest if there are two. */
export function pendingRequest(state: DefinedState, { period, member }: ForMember): RequestMade | undefined {
  return requestsOf(state, { period, member }).findLast(({ answer }) => answer === undefined);
}

/** A member's requests for a period, oldest first. */
export function requestsOf(state: DefinedState, { period, member }: ForMember): readonly RequestMade[] {
  return state.requests.get(answerKey(period, member)) ?? [];
}

/** Periods for which a member asked for something: it may have more time for them than everybody else. */
export function periodsAskedAbout(state: DefinedState): ReadonlySet<string> {
  return new Set([...state.requests.keys()].map(periodOfKey));
}

/** The extension that counts: of those granted the one that was answered last. */
function extensionOf(state: DefinedState, { period, member }: ForMember): RequestMade | undefined {
  const last = lastAnswered(state, { period, member, kind: 'extension', granted: true });
  return last?.answer?.granted ? last : undefined;
}

function lastAnswered(
  state: DefinedState,
  { period, member, kind, granted }: ForMember & { kind: RequestMade['kind']; granted?: boolean },
): RequestMade | undefined {
  return requestsOf(state, { period, member })
    .filter((request) => request.kind === kind && request.answer !== undefined && (granted === undefined || request.answer.granted === granted))
    .sort((a, b) => Date.parse(a.answer?.at ?? '') - Date.parse(b.answer?.at ?? '') || a.number - b.number)
    .at(-1);
}

function namesOf(member: Member | undefined): Partial<Pick<Member, 'name' | 'shortName' | 'no'>> {
  return member ? { name: member.name, shortName: member.shortName, no: member.no } : {};
}
