/** News for the person: what arrived from others, and what the engine did that a person might wonder about. */
import { type Params, type SentenceKey, say } from '#contract/catalogue/say.ts';
import type { Column } from '#contract/grid.ts';
import { normalText } from '#contract/text.ts';
import type { Arrival } from './arrivals.ts';
import type { Head } from './heads.ts';
import type { Heading } from './notes.ts';
import type { SheetRow } from './rows.ts';
import { connectionOf, type EngineState } from './state.ts';
import type { Timing } from './timing.ts';

const KEPT = 20;
const SINGLY = 3;

/** What announcing needs besides the state. */
export interface Voice {
  timing: Timing;
  language: string;
}

/** Adds a line of news; the last 20 are kept. */
export function announce(state: EngineState, { timing, language }: Voice, key: SentenceKey, params: Params = {}): void {
  const id = (state.announcements.at(-1)?.id ?? 0) + 1;
  state.announcements = [...state.announcements, { id, atMs: timing.nowMs(), sentence: say(key, params, language) }].slice(-KEPT);
}

/** Says that the service is back, once, when a person who was shown that it can't be reached is shown that it can: whatever ended the outage. */
export function announceReturn(state: EngineState, voice: Voice): void {
  const { state: shown } = connectionOf(state);
  if (shown === 'offline') state.saidAway = true;
  if (shown !== 'online' || !state.saidAway) return;
  state.saidAway = false;
  announce(state, voice, 'sync.back');
}

/** Tells which cells others have changed since this sheet's versions, each version once. */
export function announceArrivals(
  state: EngineState,
  voice: Voice,
  { arrivals, heads, columns }: { arrivals: ReadonlyMap<string, Arrival[]>; heads: ReadonlyMap<string, Head>; columns: readonly Column[] },
): void {
  const labels = new Map(columns.map(({ key, label }) => [key, label]));
  const labelOf = (column: string): string => labels.get(column) ?? column;
  const news = [...arrivals].flatMap(([row, all]) => {
    const head = heads.get(row);
    if (!head || (state.announced.get(row) ?? 0) >= head.version) return [];
    state.announced.set(row, head.version);
    const who = nameOf(state, { row, head, language: voice.language });
    for (const { column, added } of all.filter(({ merged }) => merged)) {
      const label = head.member === state.me?.member ? labelOf(column) : `${head.name}, ${labelOf(column)}`;
      if (added > 0) announce(state, voice, 'sync.merged-added', { who, count: added, label });
      else announce(state, voice, 'sync.merged-changed', { who, label });
    }
    const others = all.filter(({ merged }) => !merged).map(({ column }) => labelOf(column));
    return head.by === state.me?.person || others.length === 0 ? [] : [{ member: head.name, columns: others.join(', ') }];
  });
  if (news.length > SINGLY) announce(state, voice, 'sync.arrived-many', { count: news.length });
  else for (const params of news) announce(state, voice, 'sync.arrived', params);
}

/** Who brought in what was merged, as far as it is known here. */
function nameOf({ me, merged }: EngineState, { row, head, language }: { row: string; head: Head; language: string }): string {
  const person = merged.get(row) ?? head.by;
  if (person === me?.person && person !== undefined) return say('sync.elsewhere', {}, language);
  return me?.identities?.find(({ token }) => token === person)?.name ?? say('sync.somebody', {}, language);
}

/** Notices text that a person typed into the status column, which is written over, and says so with the text. */
export function noticeStatuses(state: EngineState, voice: Voice, rows: Iterable<SheetRow>): void {
  for (const { key, at, status } of rows) {
    if (at === 0) continue;
    const text = normalText(status);
    const known = state.statuses.get(key);
    if (known && !known.has(text) && text !== '') announce(state, voice, 'sync.status-replaced', { text });
    knowStatus(state, key, text);
  }
}

/** Says of each copy that a person made of the grid's sheet, once, that what is typed into it goes nowhere. */
export function noticeCopies(state: EngineState, voice: Voice, copies: readonly string[]): void {
  for (const sheet of copies) if (!state.copies.includes(sheet)) announce(state, voice, 'sync.copied-sheet', { sheet });
  state.copies = copies;
}

/** Says, once, that the hidden notes of the workbook are gone. */
export function noticeLostNotes(state: EngineState, voice: Voice, heading: Heading | undefined): void {
  if (!heading && !state.notesLost) announce(state, voice, 'sync.notes-lost');
  state.notesLost = !heading;
}

/** Remembers a status as the add-in's own. Excel undoes a hundred steps: older ones do not come back. */
export function knowStatus(state: EngineState, row: string, text: string): void {
  const known = state.statuses.get(row) ?? new Set();
  known.delete(text);
  known.add(text);
  const [oldest] = known;
  if (known.size > KEPT_STATUSES && oldest !== undefined) known.delete(oldest);
  state.statuses.set(row, known);
}

const KEPT_STATUSES = 100;
