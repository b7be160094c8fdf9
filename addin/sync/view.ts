/**
 * What the engine tells the pane, and what the pane may ask of it. The pane draws this view and knows neither Excel nor HTTP.
 * A view is a plain value; a new one replaces it whenever something changes.
 */
import type { CommentRequest, MemberFile, MemberRequest, MoveDates, RequestAnswer, RequestForPeriod, ReviewRequest } from '#contract/answer.ts';
import type { Conflict, RowVersion } from '#contract/edit.ts';
import type { MarkingRequest, MarkingResult } from '#contract/entry.ts';
import type { Grid } from '#contract/grid.ts';
import type { ImportReport } from '#contract/import.ts';
import type { ItemLife } from '#contract/item-life.ts';
import type { Overview } from '#contract/overview.ts';
import type { PeriodDates, Statement, Submission } from '#contract/period.ts';
import type { Me, PeopleImport, Person, PersonDetails } from '#contract/person.ts';
import type { Letters, Pause, PauseRequest, Reminder, Reminders, RemindersPreview, RunResponse, Skipped, SkipRequest } from '#contract/reminder.ts';

/** Where the connection to the service stands. `offline`: trying again by itself at `retryAtMs`. */
export type Connection = { state: 'starting' } | { state: 'online' } | { state: 'offline'; retryAtMs: number } | { state: 'signed-out' };

/** Whether this workbook carries the grid. `other`: it carries another grid or another service's. */
export type WorkbookState = 'looking' | 'none' | 'grid' | 'other';

/** Where one row's typing is: nothing to do, waiting to be sent, under way, waiting for the Secretariat's reason. */
export interface PendingEdit {
  row: string;
  columns: string[];
  state: 'waiting' | 'sending' | 'reason-needed';
}

/**
 * Something a person should look at, tied to a place in the sheet. `sentence` is ready to show.
 * `error`: not sent, the cell is marked. `warning`: saved. `refused`: the service said no, the text stays in the cell.
 * `stray`: text outside the grid's cells, a copied or missing row, a row that is not mine.
 */
export interface SheetProblem {
  id: string;
  kind: 'error' | 'warning' | 'refused' | 'stray';
  code: string;
  row: string;
  column?: string;
  sentence: string;
  /** The line as it would be corrected, for a one-click correction. */
  proposal?: { line: number; text: string };
  /** What one click can do about it. */
  repair?: 'restore-row' | 'restore-cell';
}

/** A conflict waiting for a person's choice. The line, or a cell of kind `text`, keeps what the person typed until then. */
export interface OpenConflict extends Conflict {
  id: string;
  row: string;
  /** The line of the cell that shows the item, from 1; absent where none does. */
  line?: number | undefined;
  /** The line can't be told in the cell any more, which waits whole. */
  lost?: boolean;
  /** Ours and theirs moved the item to different columns: a choice is one of place, and both is none. */
  twoPlaces?: boolean;
  /** The version of the row that holds `theirs`; the base of the choice. */
  version: number;
}

/** News worth a line: somebody else's change arrived, the service is back, undo starts anew. */
export interface Announcement {
  id: number;
  atMs: number;
  sentence: string;
}

/** The last thing saved by this workbook. */
export interface LastSaved {
  row: string;
  before: number;
  version: number;
  atMs: number;
}

export interface EngineView {
  connection: Connection;
  workbook: WorkbookState;
  me: Me | undefined;
  /** Names of people by id, where the page was told them. */
  names?: ReadonlyMap<string, string>;
  /** The grid as it stands in the service, as far as known. */
  grid: Grid | undefined;
  pending: PendingEdit[];
  problems: SheetProblem[];
  conflicts: OpenConflict[];
  announcements: Announcement[];
  lastSaved: LastSaved | undefined;
  /** What the Secretariat says as the reason of its edits; '' if not yet said. */
  reason: string;
}

/** How a person settles a conflict. `text` replaces both. */
export type Choice = { keep: 'mine' } | { keep: 'theirs' } | { keep: 'both' } | { keep: 'text'; text: string };

/** What became of a version that was to stand again; `version` is the row's newest. `waiting`: it is in the sheet and not yet saved, or asked about. */
export interface Restored {
  outcome: 'saved' | 'unchanged' | 'waiting';
  version: number;
}

/** What the pane may ask of the history. */
export interface HistoryActions {
  /** Versions of a row before `before` (the newest without it), newest first, `limit` at most. */
  versions(row: string, page: { before?: number | undefined; limit: number }): Promise<RowVersion[]>;
  itemLife(row: string, itemId: string): Promise<ItemLife>;
  /** The periods up to today's. */
  periods(): Promise<PeriodDates[]>;
  /** Puts the text of a version into the sheet and saves it as a new version. The Secretariat's reason has to be set before. */
  restore(place: { row: string; version: number }): Promise<Restored>;
  /** Draws the grid as it stood at the end of a quarter that is over (`2026-Q4`) or of a day (`2026-11-25`) into a sheet of its own, whose name is returned. */
  showAsOf(asOf: string): Promise<{ sheet: string }>;
}

/** What the pane may ask of a quarter: what a member and the Secretariat say to each other. */
export interface CycleActions {
  memberFile(about: { period: string; member: string }): Promise<MemberFile>;
  withdraw(place: { period: string; number: number; reason?: string }): Promise<void>;
  acknowledge(place: { period: string; number: number }): Promise<void>;
  /** The receipt of a submission as a file to save. */
  receipt(place: { period: string; number: number }): Promise<{ name: string; bytes: Blob }>;
  review(period: string, review: ReviewRequest): Promise<void>;
  ask(period: string, request: RequestForPeriod): Promise<MemberRequest>;
  answerRequest(place: { period: string; number: number }, answer: RequestAnswer): Promise<void>;
  moveDates(period: string, dates: MoveDates): Promise<PeriodDates>;
  comment(row: string, comment: CommentRequest): Promise<void>;
}

/** What the Secretariat may ask about reminders. */
export interface ReminderActions {
  reminders(): Promise<Reminders>;
  runReminders(input: { dryRun: boolean }): Promise<RunResponse>;
  /** The letters that will go out tomorrow, given the state of today. */
  previewReminders(): Promise<RemindersPreview>;
  /** Tries the letters of one reminder now. */
  sendReminder(reminder: string): Promise<Reminder>;
  skipReminder(request: SkipRequest): Promise<Skipped>;
  pauseReminders(member: string, request: PauseRequest): Promise<Pause>;
  letters(): Promise<Letters>;
}

/** What the Secretariat's forms about a quarter need: the pane's engine gives it, and the overview page. */
export type QuarterActions = CycleActions & ReminderActions & Pick<EngineActions, 'submit' | 'people'>;

/** Who is asking and the grid: what those forms show. */
export type QuarterView = Pick<EngineView, 'me' | 'grid' | 'names'>;

/** Everything the pane may ask. Each may reject with ApiProblem (addin/api/client.ts), whose sentence the pane shows. */
export interface EngineActions extends HistoryActions, CycleActions, ReminderActions {
  /** Draws the grid into this workbook, or draws all of it anew (the Secretariat's *Consolidate* in this workbook). */
  openGrid(): Promise<void>;
  /** Looks at the sheet and sends and fetches what there is, now. */
  syncNow(): Promise<void>;
  jumpTo(place: { row: string; column?: string }): Promise<void>;
  settle(conflictId: string, choice: Choice): Promise<void>;
  /** Puts the proposal of a warning into its cell. */
  correct(problemId: string): Promise<void>;
  repair(problemId: string): Promise<void>;
  setReason(reason: string): void;
  /** `reason`: how the Secretariat heard it, when it submits on behalf of a member. */
  submit(input: { period: string; member: string; statement: Statement; despiteWarnings: boolean; reason?: string }): Promise<Submission>;
  /** Changes who may read a row, or the named items of it. */
  changeMarking(row: string, request: MarkingRequest): Promise<MarkingResult>;
  overview(period: string): Promise<Overview>;
  overviewFile(wanted: { kind: 'xlsx' | 'csv'; period: string }): Promise<{ name: string; bytes: Blob }>;
  /** The consolidated workbook as a file to save. */
  download(): Promise<{ name: string; bytes: Blob }>;
  people(): Promise<Person[]>;
  putPerson(person: string, details: PersonDetails): Promise<Person>;
  removePerson(person: string): Promise<void>;
  importPeople(csv: string, options: { apply: boolean }): Promise<PeopleImport>;
  importFile(file: Blob, options: { apply: boolean }): Promise<ImportReport>;
  /** Takes another identity (demo) or signs in (elsewhere) and starts over with the same workbook. */
  signIn(token?: string): Promise<void>;
  /** Ends the session and forgets it here; what is typed stays in the workbook. */
  signOut(): Promise<void>;
}

/** What views of one row's history and conflicts ask: of the pane's engine, and of the web form. */
export type RowActions = HistoryActions & Pick<EngineActions, 'settle' | 'jumpTo' | 'setReason' | 'people'>;

/** The engine as the pane sees it. */
export interface Engine extends EngineActions {
  view(): EngineView;
  /** Calls the listener after each change of the view. Returns the way to stop. */
  subscribe(listener: () => void): () => void;
}
