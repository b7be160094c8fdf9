/**
 * Every endpoint: method, path, what goes in, what comes out and which codes it may answer with. Validation, the add-in's
 * typed client and OpenAPI come from this table. Paths are relative to `/api/v1`; `{name}` is a path parameter.
 */
import * as z from 'zod/mini';
import { CYCLE_ROUTES } from './cycle-routes.ts';
import { EditsRequest, EditsResponse, RowVersion } from './edit.ts';
import { Changes, LedgerReport, MarkingRequest, MarkingResult } from './entry.ts';
import { Grid, GridSummary } from './grid.ts';
import { LocalDate } from './ids.ts';
import { ImportReport } from './import.ts';
import { ItemLife } from './item-life.ts';
import { PeriodDates, PeriodReport } from './period.ts';
import { Me, PeopleImport, Person, PersonDetails } from './person.ts';
import type { ProblemCode } from './problem.ts';
import { Letters, Pause, PauseRequest, Reminder, Reminders, RemindersPreview, RunRequest, RunResponse, Skipped, SkipRequest } from './reminder.ts';

/** Limits of a request's body, in bytes. */
export const BODY_LIMITS = { jsonBytes: 1_000_000, fileBytes: 10_000_000 } as const;

/** A path parameter is at most 256 characters; what it names is looked up, and its unknown-… problem answers. */
const id = z.string().check(z.minLength(1), z.maxLength(256));
const inGrid = z.strictObject({ grid: id });
const flag = z.enum(['true', 'false']);
const wholeNumber = z.string().check(z.regex(/^\d{1,15}$/));

/** Media types that carry something else than JSON. */
export const MEDIA = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  csv: 'text/csv',
  events: 'text/event-stream',
} as const;

/** One endpoint. `body: 'file'` is a raw .xlsx or .docx, `'csv'` is text/csv; `answer` is a schema or a media type. */
export interface RouteContract {
  method: 'get' | 'post' | 'put' | 'delete';
  path: string;
  summary: string;
  params: z.ZodMiniType;
  query: z.ZodMiniType;
  body?: z.ZodMiniType | 'file' | 'csv';
  status: 200 | 201 | 204;
  answer: z.ZodMiniType | keyof typeof MEDIA | 'none';
  codes: readonly ProblemCode[];
}

const none = z.strictObject({});

export const ROUTES = {
  me: { method: 'get', path: '/me', summary: 'Who is asking', params: none, query: none, status: 200, answer: Me, codes: [] },
  listGrids: {
    method: 'get',
    path: '/grids',
    summary: 'The grids of this service',
    params: none,
    query: none,
    status: 200,
    answer: z.array(GridSummary),
    codes: [],
  },
  readGrid: {
    method: 'get',
    path: '/grids/{grid}',
    summary: 'A grid as it stands, or as it stood (asOf: a cursor, a period, a local date, an instant)',
    params: inGrid,
    query: z.strictObject({ asOf: z.optional(z.string().check(z.maxLength(40))) }),
    status: 200,
    answer: Grid,
    codes: ['unknown-grid', 'unknown-period'],
  },
  readChanges: {
    method: 'get',
    path: '/grids/{grid}/changes',
    summary: 'What happened after a cursor',
    params: inGrid,
    query: z.strictObject({ after: z.optional(wholeNumber), limit: z.optional(wholeNumber) }),
    status: 200,
    answer: Changes,
    codes: ['unknown-grid'],
  },
  followEvents: {
    method: 'get',
    path: '/grids/{grid}/events',
    summary: 'Entries as they happen, as server-sent events; Last-Event-ID resumes',
    params: inGrid,
    query: none,
    status: 200,
    answer: 'events',
    codes: ['unknown-grid'],
  },
  saveEdits: {
    method: 'post',
    path: '/grids/{grid}/edits',
    summary: 'Save edits; each gets its own result',
    params: inGrid,
    query: none,
    body: EditsRequest,
    status: 200,
    answer: EditsResponse,
    codes: [
      'unknown-grid',
      'duplicate-edit-id',
      'unknown-sheet',
      'unknown-row',
      'unknown-column',
      'not-yours',
      'reason-required',
      'base-unknown',
      'cell-too-long',
      'too-many-lines',
      'bad-characters',
      'withheld-words',
      'edit-id-reused',
      'read-only',
    ],
  },
  listVersions: {
    method: 'get',
    path: '/grids/{grid}/rows/{row}/versions',
    summary: 'The versions of a row, newest first; a page of them with limit and before',
    params: z.strictObject({ grid: id, row: id }),
    query: z.strictObject({ before: z.optional(wholeNumber), limit: z.optional(wholeNumber) }),
    status: 200,
    answer: z.array(RowVersion),
    codes: ['unknown-grid', 'unknown-row'],
  },
  readVersion: {
    method: 'get',
    path: '/grids/{grid}/rows/{row}/versions/{version}',
    summary: 'One version of a row',
    params: z.strictObject({ grid: id, row: id, version: id }),
    query: none,
    status: 200,
    answer: RowVersion,
    codes: ['unknown-grid', 'unknown-row', 'unknown-version'],
  },
  readItemLife: {
    method: 'get',
    path: '/grids/{grid}/rows/{row}/items/{itemId}',
    summary: 'The life of an item: when it appeared, was reworded, moved, vanished',
    params: z.strictObject({ grid: id, row: id, itemId: id }),
    query: none,
    status: 200,
    answer: ItemLife,
    codes: ['unknown-grid', 'unknown-row', 'not-found'],
  },
  changeMarking: {
    method: 'post',
    path: '/grids/{grid}/rows/{row}/markings',
    summary: 'Change the marking (TLP 2.0) of a row or of items of it: to fewer readers by its member, to more by the Secretariat with a reason',
    params: z.strictObject({ grid: id, row: id }),
    query: none,
    body: MarkingRequest,
    status: 200,
    answer: MarkingResult,
    codes: ['unknown-grid', 'unknown-row', 'not-yours', 'forbidden', 'reason-required', 'bad-characters', 'read-only'],
  },
  listPeriods: {
    method: 'get',
    path: '/grids/{grid}/periods',
    summary: 'Periods with their dates',
    params: inGrid,
    query: none,
    status: 200,
    answer: z.array(PeriodDates),
    codes: ['unknown-grid'],
  },
  readPeriod: {
    method: 'get',
    path: '/grids/{grid}/periods/{period}',
    summary: 'A period: who submitted, who is late, reporting rates',
    params: z.strictObject({ grid: id, period: id }),
    query: none,
    status: 200,
    answer: PeriodReport,
    codes: ['unknown-grid', 'unknown-period'],
  },
  ...CYCLE_ROUTES,
  listReminders: {
    method: 'get',
    path: '/grids/{grid}/reminders',
    summary: 'Reminders decided, sent, failed and suppressed',
    params: inGrid,
    query: none,
    status: 200,
    answer: Reminders,
    codes: ['unknown-grid', 'forbidden'],
  },
  runReminders: {
    method: 'post',
    path: '/grids/{grid}/reminders/run',
    summary: 'Decide and send what is due now (dryRun: only say it)',
    params: inGrid,
    query: none,
    body: RunRequest,
    status: 200,
    answer: RunResponse,
    codes: ['unknown-grid', 'forbidden', 'read-only'],
  },
  previewReminders: {
    method: 'get',
    path: '/grids/{grid}/reminders/preview',
    summary: 'The letters that will go out on a day (on: a local date from today on; tomorrow if left out), given the state of today',
    params: inGrid,
    query: z.strictObject({ on: z.optional(LocalDate) }),
    status: 200,
    answer: RemindersPreview,
    codes: ['unknown-grid', 'forbidden'],
  },
  sendReminder: {
    method: 'post',
    path: '/grids/{grid}/reminders/{reminder}/send',
    summary: 'Try the letters of one reminder now',
    params: z.strictObject({ grid: id, reminder: id }),
    query: none,
    status: 200,
    answer: Reminder,
    codes: ['unknown-grid', 'not-found', 'forbidden', 'read-only'],
  },
  skipReminder: {
    method: 'post',
    path: '/grids/{grid}/reminders/skip',
    summary: 'Do not write to a member about a stage; it counts as covered',
    params: inGrid,
    query: none,
    body: SkipRequest,
    status: 200,
    answer: Skipped,
    codes: ['unknown-grid', 'unknown-period', 'unknown-member', 'forbidden', 'read-only'],
  },
  pauseReminders: {
    method: 'put',
    path: '/grids/{grid}/members/{member}/pause',
    summary: 'Pause the reminders of a member up to and including a day, or end the pause (null)',
    params: z.strictObject({ grid: id, member: id }),
    query: none,
    body: PauseRequest,
    status: 200,
    answer: Pause,
    codes: ['unknown-grid', 'unknown-member', 'forbidden', 'read-only'],
  },
  listLetters: {
    method: 'get',
    path: '/grids/{grid}/reminders/letters',
    summary: 'Letters kept as files where no mail server is configured',
    params: inGrid,
    query: none,
    status: 200,
    answer: Letters,
    codes: ['unknown-grid', 'forbidden'],
  },
  listPeople: {
    method: 'get',
    path: '/grids/{grid}/people',
    summary: 'People of the directory',
    params: inGrid,
    query: none,
    status: 200,
    answer: z.array(Person),
    codes: ['unknown-grid', 'forbidden'],
  },
  putPerson: {
    method: 'put',
    path: '/grids/{grid}/people/{person}',
    summary: 'Write a person of the directory whole',
    params: z.strictObject({ grid: id, person: id }),
    query: none,
    body: PersonDetails,
    status: 200,
    answer: Person,
    codes: ['unknown-grid', 'unknown-member', 'forbidden'],
  },
  removePerson: {
    method: 'delete',
    path: '/grids/{grid}/people/{person}',
    summary: 'Remove a person and all personal data of it',
    params: z.strictObject({ grid: id, person: id }),
    query: none,
    status: 204,
    answer: 'none',
    codes: ['unknown-grid', 'not-found', 'forbidden'],
  },
  importPeople: {
    method: 'post',
    path: '/grids/{grid}/people/import',
    summary: 'Take people from a .csv: what it would do, or do it (apply=true)',
    params: inGrid,
    query: z.strictObject({ apply: z.optional(flag) }),
    body: 'csv',
    status: 200,
    answer: PeopleImport,
    codes: ['unknown-grid', 'forbidden', 'unsupported-media-type'],
  },
  importFile: {
    method: 'post',
    path: '/grids/{grid}/imports',
    summary: 'Take the grid from a Word or Excel file: what it would change, or do it (apply=true)',
    params: inGrid,
    query: z.strictObject({ apply: z.optional(flag) }),
    body: 'file',
    status: 200,
    answer: ImportReport,
    codes: ['unknown-grid', 'forbidden', 'unreadable-file', 'unsupported-media-type', 'read-only'],
  },
  downloadWorkbook: {
    method: 'get',
    path: '/grids/{grid}/workbook.xlsx',
    summary: 'The consolidated workbook as it stands',
    params: inGrid,
    query: none,
    status: 200,
    answer: 'xlsx',
    codes: ['unknown-grid'],
  },
  verifyLedger: {
    method: 'get',
    path: '/grids/{grid}/ledger/verify',
    summary: 'Verify the chain of the ledger',
    params: inGrid,
    query: none,
    status: 200,
    answer: LedgerReport,
    codes: ['unknown-grid'],
  },
} as const satisfies Record<string, RouteContract>;

/** The name of an endpoint, as code on both sides calls it. */
export type RouteName = keyof typeof ROUTES;

/** Codes that any endpoint may answer with. */
export const COMMON_CODES = [
  'unauthenticated',
  'not-found',
  'method-not-allowed',
  'invalid-input',
  'malformed-json',
  'too-large',
  'unsupported-media-type',
  'rate-limited',
  'unavailable',
  'read-only',
  'internal',
] as const satisfies readonly ProblemCode[];
