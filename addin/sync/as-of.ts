/** The grid as it stood at the end of a quarter or of a day: when that is, and what is drawn of it. Pure. */
import { say, sayShortDate } from '#contract/catalogue/say.ts';
import type { Grid } from '#contract/grid.ts';
import { LocalDate, Period } from '#contract/ids.ts';
import { highestMarking } from '#contract/marking.ts';
import type { CopyDrawing } from '../excel/sheet.ts';
import { headsOf, sheetOf } from './heads.ts';

/** The last day that a period (`2026-Q4`) or a date (`2026-11-25`) covers; undefined for anything else. */
export function lastDayOf(asOf: string): string | undefined {
  if (Period.safeParse(asOf).success) return `${asOf.slice(0, 4)}-${QUARTER_ENDS[Number(asOf.slice(6)) - 1]}`;
  return LocalDate.safeParse(asOf).success ? asOf : undefined;
}

const QUARTER_ENDS = ['03-31', '06-30', '09-30', '12-31'];

/** What Excel takes as the name of a worksheet. */
const NAME_CHARACTERS = 31;

/** What is drawn of a grid that was read as of `asOf`, whose last day is `day`. The status column is left out: it says how things stand today. */
export function copyOf(grid: Grid, { asOf, day, language }: { asOf: string; day: string; language: string }): CopyDrawing {
  const { definition } = grid;
  const sheet = sheetOf(grid);
  const period = asOf === day ? undefined : asOf;
  const date = sayShortDate(day, language);
  // The name gives way to what tells the copy from the grid.
  const room = NAME_CHARACTERS - sheetName('', { period, day, language }).length;
  const titles = { title: definition.title, date, period: period ?? '' };
  const { organisation, timeZone } = definition;
  return {
    key: `grid_copy_${grid.grid}_${sheet.sheet}_${asOf}`.replace(/[^A-Za-z0-9_]/g, '_'),
    sheetTitle: sheetName(sheet.title.slice(0, room), { period, day, language }),
    title: say(period === undefined ? 'history.copy-title-date' : 'history.copy-title-period', titles, language),
    subtitle: say('history.copy-subtitle', { marking: highestMarking(grid), organisation }, language),
    columns: [
      ...sheet.columns.map(({ label, widthCharacters }) => ({ label, widthCharacters })),
      { label: say('history.copy-saved', {}, language), widthCharacters: 24 },
    ],
    rows: [...headsOf(grid).values()].map(({ texts, version, at }) => [
      ...sheet.columns.map(({ key }) => texts[key] ?? ''),
      say('history.copy-version', { version, date: sayShortDate(localDateOf(at, timeZone), language) }, language),
    ]),
    notes: [...definition.notes, ...definition.footnotes],
  };
}

function sheetName(title: string, { period, day, language }: { period: string | undefined; day: string; language: string }): string {
  return say(period === undefined ? 'history.copy-sheet-date' : 'history.copy-sheet-period', { title, date: day, period: period ?? '' }, language);
}

// Swedish writes dates as RFC 3339 does.
const localDateOf = (instant: string, timeZone: string): string => new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone }).format(new Date(instant));
