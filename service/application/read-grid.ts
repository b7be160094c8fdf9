/** A grid as it stands, or as it stood at a cursor, an instant or the end of a period. */
import { say } from '#contract/catalogue/say.ts';
import type { Grid, GridSummary, Row } from '#contract/grid.ts';
import { Instant, LocalDate, Period } from '#contract/ids.ts';
import type { RowStatus } from '#contract/period.ts';
import { audienceKey, type Reader } from '../domain/audience.ts';
import { lastDayOf, shiftDate, startOfDay } from '../domain/calendar.ts';
import { openStatus } from '../domain/confidential.ts';
import { memberPeriod, rowStatus } from '../domain/cycle.ts';
import { rowMarking } from '../domain/marks.ts';
import { periodExists, periodInWork } from '../domain/period-dates.ts';
import { apply, type DefinedState, emptyState, type GridState, type RowHead } from '../domain/state.ts';
import { type Sight, seesRow, shownCells } from '../domain/withheld.ts';
import { AppError } from './app-error.ts';
import { type Grids, gridOf, type OpenGrid } from './grids.ts';
import type { Ledger } from './ports.ts';
import { reachCursor } from './reach-cursor.ts';

const READ_LIMIT = 1_000;

/** The reader's grids, those of its member first: a workbook without a grid gets the first one. */
export function listGrids(grids: Grids, { member }: { member?: string }): GridSummary[] {
  const isOwn = ({ state }: OpenGrid): boolean => member !== undefined && state().definition.members.some((each) => each.member === member);
  const all = [...grids.values()];
  return [...all.filter(isOwn), ...all.filter((open) => !isOwn(open))].map(({ grid, state }) => ({
    grid,
    title: state().definition.title,
    sheets: state().definition.sheets.map(({ sheet }) => sheet),
  }));
}

/** The state that `asOf` names: digits a cursor, `2026-Q4` and `2026-12-31` the last entry before the period's or the day's end, an instant the last entry at or before it. */
export async function stateAsOf(
  deps: { grids: Grids; ledger: Ledger },
  { grid, asOf }: { grid: string; asOf: string | undefined },
): Promise<{ open: OpenGrid; state: DefinedState }> {
  const open = gridOf(deps.grids, grid);
  if (asOf === undefined) return { open, state: open.state() };
  const cursor = await cursorOf(deps.ledger, { open, asOf });
  if (cursor > open.state().cursor) await reachCursor(open.committer, cursor);
  const now = open.state();
  if (cursor === now.cursor) return { open, state: now };
  const past = await fold(deps.ledger, { grid, cursor });
  // Before its first entry a grid had no definition: today's is shown, under its own hash, since the hash tells one grid's ETag from another's.
  const { definition, definitionHash } = now;
  return { open, state: past.definition === undefined ? { ...past, definition, definitionHash } : { ...past, definition: past.definition } };
}

/** Who reads, and the state as it stands now: its markings decide what is shown of any state, old ones too. */
export interface View {
  reader: Reader;
  now: DefinedState;
}

/** What a reader is shown of a state on a local date. */
export function gridView(state: DefinedState, { today, view }: { today: string; view: View }): Grid {
  const { definition } = state;
  const period = periodInWork(state, today);
  const rows = definition.members.flatMap(({ member }): Row[] => {
    const head = state.rows.get(member);
    if (!head) return [];
    const { sheet, row, version, at, by } = head;
    const sight = sightOf(view, row) ?? { reader: view.reader, head, definition };
    const cells = shownCells(head.cells, sight);
    const status = openStatus(statusOf(state, { head, today }), { reader: view.reader, member });
    const marking = rowMarking(sight.head, sight.definition);
    return [{ sheet, row, member, version, cells, updatedAt: at, updatedBy: by, status, marking, ...(seesRow(sight) ? {} : { withheld: true }) }];
  });
  return { grid: state.grid, cursor: state.cursor, period, today, definition, rows };
}

function statusOf(state: DefinedState, { head, today }: { head: RowHead; today: string }): RowStatus {
  return rowStatus(state, { row: head, period: memberPeriod(state, { member: head.member, today }), today });
}

/** A reader before a row, by the row's markings now; nothing if there is no such row. */
export function sightOf({ reader, now }: View, row: string): Sight | undefined {
  const head = now.rows.get(row);
  return head && { reader, head, definition: now.definition };
}

/**
 * Who shares one view of a state: `member`, `member:albania`, `observer`, `secretariat`. An old state's view changes with the markings of today, so it also names the
 * cursor of their last change: `member@57`.
 */
export function viewKey(state: DefinedState, { reader, now }: View): string {
  const audience = audienceKey(reader, now);
  return state.cursor < now.cursor && now.markedAt > state.cursor ? `${audience}@${now.markedAt}` : audience;
}

/** Who shares one grid on a day: who shares the view, and a member by itself while the status of its own row says more to it than to others. */
export function gridKey(state: DefinedState, { today, view }: { today: string; view: View }): string {
  const { member = '', role } = view.reader;
  const own = role === 'focal-point' ? state.rows.get(member) : undefined;
  const key = viewKey(state, view);
  return own && statusOf(state, { head: own, today }).onBehalf !== undefined ? `${key}:${member}` : key;
}

async function cursorOf(ledger: Ledger, { open, asOf }: { open: OpenGrid; asOf: string }): Promise<number> {
  if (/^\d{1,15}$/.test(asOf)) return Number(asOf);
  if (Instant.safeParse(asOf).success && !Number.isNaN(Date.parse(asOf))) return ledger.cursorAt(open.grid, new Date(asOf).toISOString());
  const { definition } = open.state();
  if (LocalDate.safeParse(asOf).success) return lastCursorOn(ledger, { open, day: asOf });
  if (!Period.safeParse(asOf).success) {
    throw new AppError('invalid-input', {
      errors: [{ pointer: '/asOf', message: say('check.input-as-of') }],
    });
  }
  if (!periodExists(open.state(), asOf, open.today()))
    throw new AppError('unknown-period', { params: { period: asOf, example: definition.calendar.firstPeriod } });
  return lastCursorOn(ledger, { open, day: lastDayOf(asOf) });
}

/** The cursor of the last entry before a local day's end. */
function lastCursorOn(ledger: Ledger, { open, day }: { open: OpenGrid; day: string }): Promise<number> {
  const end = Date.parse(startOfDay(shiftDate(day, 1), open.state().definition.timeZone));
  return ledger.cursorAt(open.grid, new Date(end - 1).toISOString());
}

async function fold(ledger: Ledger, { grid, cursor }: { grid: string; cursor: number }): Promise<GridState> {
  let state = emptyState(grid);
  while (state.cursor < cursor) {
    const entries = await ledger.read(grid, state.cursor, Math.min(READ_LIMIT, cursor - state.cursor));
    if (entries.length === 0) throw new AppError('internal');
    for (const entry of entries) if (entry.cursor <= cursor) state = apply(state, entry);
  }
  return state;
}
