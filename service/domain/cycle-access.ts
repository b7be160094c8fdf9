/** Who may say what in the cycle, and about which member and period: the checks that every decision of the cycle begins with, in this order. */
import { submitRefusal } from './access.ts';
import { shiftPeriod } from './calendar.ts';
import type { ForMember } from './for-member.ts';
import { memberDates, membersIn, periodExists } from './period-dates.ts';
import type { Principal } from './principal.ts';
import type { Refusal } from './refusal.ts';
import type { DefinedState } from './state.ts';

/** Why there is no such period on a day, or nothing. */
export function periodRefusal(state: DefinedState, { period, today }: { period: string; today: string }): Refusal | undefined {
  return periodExists(state, period, today) ? undefined : { code: 'unknown-period', params: { period, example: state.definition.calendar.firstPeriod } };
}

/** Why there is no such member in a period on a day, or nothing. An excused member is one. */
export function memberRefusal(state: DefinedState, { period, member, today }: ForMember & { today: string }): Refusal | undefined {
  const unknown = periodRefusal(state, { period, today });
  if (unknown) return unknown;
  return membersIn(state, period).some((one) => one.member === member) ? undefined : { code: 'unknown-member', params: { member } };
}

/** Why the period is not open for a member on a day, with the time that it was given, or nothing. */
export function closedRefusal(state: DefinedState, { period, member, today }: ForMember & { today: string }): Refusal | undefined {
  const { opensOn, closesOn } = memberDates(state, { period, member });
  if (opensOn <= today && today <= closesOn) return undefined;
  return { code: 'period-closed', params: { period, opensOn, closesOn, next: shiftPeriod(period, 1) } };
}

/** Why this is not for anybody but the Secretariat, or nothing. */
export function secretariatRefusal({ role }: Principal): Refusal | undefined {
  return role === 'secretariat' ? undefined : { code: 'forbidden', params: {} };
}

/** Why this is not for anybody but the member's own people, or nothing. */
export function ownMemberRefusal(principal: Principal, member: string): Refusal | undefined {
  return principal.role === 'secretariat' ? { code: 'forbidden', params: {} } : submitRefusal(principal, member);
}

/** Why a date can't be given, or nothing; `from` and `to` are the first and the last that can. */
export function dateRefusal({ date, from, to }: { date: string; from: string; to: string }): Refusal | undefined {
  return from <= date && date <= to ? undefined : { code: 'date-out-of-range', params: { date, from, to } };
}
