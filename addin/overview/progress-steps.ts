/** How a period filled up: the number of members received on each day on which one came, from the period's first day. */
import type { Overview } from '#contract/overview.ts';

/** On a local date so many came, so many of them late; `total` have come by its end. */
export interface ProgressStep {
  date: string;
  received: number;
  late: number;
  total: number;
}

/** The steps, oldest first; days on which nobody came are left out. */
export function progressSteps({ members, timeZone }: Pick<Overview, 'members' | 'timeZone'>): ProgressStep[] {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const days = new Map<string, { received: number; late: number }>();
  for (const { received, onTime, submittedAt } of members) {
    if (!received || submittedAt === undefined) continue;
    const date = format.format(new Date(submittedAt));
    const before = days.get(date) ?? { received: 0, late: 0 };
    days.set(date, { received: before.received + 1, late: before.late + (onTime ? 0 : 1) });
  }
  let total = 0;
  return [...days]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([date, day]) => {
      total += day.received;
      return { date, ...day, total };
    });
}
