/**
 * Every endpoint: method, path, what goes in, what comes out and which codes it may answer with. Validation, the add-in's
 * typed client and OpenAPI come from this table. Paths are relative to `/api/v1`; `{name}` is a path parameter.
 */
import * as z from 'zod/mini';
import { CYCLE_ROUTES } from './cycle-routes.ts';
import { LedgerReport } from './entry.ts';
import { GRID_ROUTES } from './grid-routes.ts';
import { ImportReport } from './import.ts';
import { OVERVIEW_ROUTES } from './overview-routes.ts';
import { PEOPLE_ROUTES } from './people-routes.ts';
import { Me } from './person.ts';
import type { ProblemCode } from './problem.ts';
import { REMINDER_ROUTES } from './reminder-routes.ts';
import { flag, inGrid, none } from './route-params.ts';

/** Limits of a request's body, in bytes. */
export const BODY_LIMITS = { jsonBytes: 1_000_000, fileBytes: 10_000_000 } as const;

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

/** The table. What belongs together stands in a file of its own. */
export const ROUTES = {
  me: { method: 'get', path: '/me', summary: 'Who is asking', params: none, query: none, status: 200, answer: Me, codes: [] },
  signOut: {
    method: 'delete',
    path: '/me/session',
    summary: 'End the session of this token; a demo token has none',
    params: none,
    query: none,
    status: 204,
    answer: 'none',
    codes: [],
  },
  ...GRID_ROUTES,
  ...OVERVIEW_ROUTES,
  ...CYCLE_ROUTES,
  ...REMINDER_ROUTES,
  ...PEOPLE_ROUTES,
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
