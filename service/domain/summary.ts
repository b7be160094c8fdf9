/**
 * The Secretariat's summary of a day: what the ladder has reached since the last one, and what waits for the Secretariat in periods that are not closed. It is
 * decided at most once a day, and only on a day on which something stands in it; after an outage there is that of today alone.
 */
import { periodsUpTo, shiftPeriod } from './calendar.ts';
import { standingOf } from './cycle.ts';
import type { EntryDraft } from './entry.ts';
import { memberDates, membersIn, pendingRequest, periodsAskedAbout } from './period-dates.ts';
import { rolesOf } from './reminder-ladder.ts';
import type { EntryHeader } from './reminders.ts';
import type { DefinedState } from './state.ts';

/** A line of the summary: whom it is about. */
export interface SummaryLine {
  period: string;
  member: string;
}

/** What a summary says, but for the letters that could not be delivered: those are in the outbox. Lines are by period, then in the order of the members. */
export interface Summary {
  /** Reminders decided since the last summary. */
  reminded: (SummaryLine & { stages: string[] })[];
  /** Those among them that a step of the ladder has brought before the Secretariat. */
  escalated: SummaryLine[];
  requests: (SummaryLine & { kind: 'extension' | 'excuse' })[];
  toReview: SummaryLine[];
  toAcknowledge: SummaryLine[];
}

/** The id of the summary of a day: `wbcti.summary.2027-01-10`. */
export const summaryId = (grid: string, on: string): string => `${grid}.summary.${on}`;

/** What is in the summary of a local date, before and after it was decided. */
export function summaryOf(state: DefinedState, today: string): Summary {
  const isDecided = state.lastSummaryOn === today;
  const after = isDecided ? state.summaryFromCursor : state.lastSummaryCursor;
  const upTo = isDecided ? state.lastSummaryCursor : state.cursor;
  const reminded = [...state.reminders.values()]
    .filter(({ cursor }) => after < cursor && cursor <= upTo)
    .filter((reminder) => memberDates(state, reminder).closesOn >= today)
    .sort((a, b) => a.cursor - b.cursor);
  const open = openFor(state, today);
  const line = ({ period, member }: SummaryLine): SummaryLine => ({ period, member });
  return {
    reminded: reminded.map((reminder) => ({ ...line(reminder), stages: reminder.stages })),
    escalated: reminded.filter((reminder) => rolesOf(state, reminder).has('secretariat')).map(line),
    requests: open.flatMap((about) => {
      const pending = pendingRequest(state, about);
      return pending ? [{ ...about, kind: pending.kind }] : [];
    }),
    toReview: open.filter((about) => standingOf(state, { ...about, today }).state === 'submitted'),
    toAcknowledge: open.filter((about) => standingOf(state, { ...about, today }).toAcknowledge !== undefined),
  };
}

/** Reports whether nothing stands in a summary. */
export function isEmpty(summary: Summary): boolean {
  return Object.values(summary).every((lines) => lines.length === 0);
}

/** The entry that decides the summary of a day; none if the day has one or nothing is due. `undelivered` says whether letters could not be delivered. */
export function decideSummary(state: DefinedState, header: EntryHeader, { today, undelivered }: { today: string; undelivered: boolean }): EntryDraft[] {
  if (today <= state.lastSummaryOn || (!undelivered && isEmpty(summaryOf(state, today)))) return [];
  return [{ ...header, kind: 'summary.decided', content: { id: summaryId(state.grid, today), on: today } }];
}

/** Members of periods that are not closed for them. A period that closed long ago is passed over unless more time was asked for. */
function openFor(state: DefinedState, today: string): SummaryLine[] {
  const asked = periodsAskedAbout(state);
  const periods = periodsUpTo(today, state.definition.calendar);
  const recent = periods.at(-1) ?? state.definition.calendar.firstPeriod;
  return periods
    .filter((period) => period >= shiftPeriod(recent, -2) || asked.has(period) || state.movedDates.has(period))
    .flatMap((period) => membersIn(state, period).map(({ member }) => ({ period, member })))
    .filter((about) => memberDates(state, about).closesOn >= today);
}
