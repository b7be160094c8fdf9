/** Days and quarters for the independent count: reckoned in UTC days with Date and Intl alone, so that it shares no calendar with the service. */

const DAY_MS = 86_400_000;

/** The local date of an instant in a time zone. */
export function dayIn(instant: string, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone }).format(Date.parse(instant));
}

export function plusDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

export function daysFromTo(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS;
}

/** `2026-Q4` and its neighbours. */
export function quarterAfter(quarter: string, count: number): string {
  const index = Number(quarter.slice(0, 4)) * 4 + Number(quarter.slice(6)) - 1 + count;
  return `${Math.floor(index / 4)}-Q${(index % 4) + 1}`;
}

/** The first and the last day of a quarter. */
export function daysOfQuarter(quarter: string): { first: string; last: string } {
  const startOf = (of: string): string => `${of.slice(0, 4)}-${String((Number(of.slice(6)) - 1) * 3 + 1).padStart(2, '0')}-01`;
  return { first: startOf(quarter), last: plusDays(startOf(quarterAfter(quarter, 1)), -1) };
}
