/** Which use case answers which endpoint of the contract. */
import { say } from '#contract/catalogue/say.ts';
import { AppError } from '../../application/app-error.ts';
import { changeMarking } from '../../application/change-marking.ts';
import type { TableReader, TableWriter, WorkbookWriter } from '../../application/documents.ts';
import { gridOf } from '../../application/grids.ts';
import { type Authenticate, gridsWithPart, readMe, routeOf } from '../../application/identities.ts';
import { importPeople } from '../../application/import-people.ts';
import type { ConflictKeeper } from '../../application/note-conflicts.ts';
import { listPeople, putPerson, removePerson } from '../../application/people.ts';
import { endSession, endSessions, listSessions } from '../../application/people-sessions.ts';
import type { CheckpointSigner, Ledger } from '../../application/ports.ts';
import { problemOf } from '../../application/problem-of.ts';
import { reachCursor } from '../../application/reach-cursor.ts';
import { readChanges } from '../../application/read-changes.ts';
import { gridView, listGrids, stateAsOf } from '../../application/read-grid.ts';
import { readItemLife } from '../../application/read-item-life.ts';
import { listVersions, readVersion } from '../../application/read-versions.ts';
import { saveEdit, saveEdits } from '../../application/save-edits.ts';
import type { Sessions } from '../../application/sessions.ts';
import { takeFile } from '../../application/take-file.ts';
import { type Verified, verifyLedger } from '../../application/verify-ledger.ts';
import { workbookFileName } from '../../domain/export-name.ts';
import { openCycleHandlers } from './cycle-handlers.ts';
import { bearerOf, type Handlers, SENT, sendFile } from './endpoint.ts';
import type { EventHub } from './event-hub.ts';
import { openGridBuffers } from './grid-buffers.ts';
import { overviewHandlers } from './overview-handlers.ts';
import { type ReminderHandlerDeps, reminderHandlers } from './reminder-handlers.ts';

/** What the endpoints need of the rest. */
export interface HandlerDeps extends ReminderHandlerDeps {
  ledger: Ledger;
  /** As it is stored, for verifying. */
  store: Verified['store'];
  onDamage: Verified['onDamage'];
  signer: CheckpointSigner;
  tables: TableReader;
  workbooks: WorkbookWriter;
  tableFiles: TableWriter;
  conflictNotes: ConflictKeeper;
  hubs: ReadonlyMap<string, EventHub>;
  auth: 'demo' | 'code';
  authenticate: Authenticate;
  sessions: Sessions;
}

/** One function per endpoint. */
export function openHandlers(deps: HandlerDeps): Handlers {
  const sendGrid = openGridBuffers();
  const { grids } = deps;

  return {
    ...openCycleHandlers(deps),
    ...overviewHandlers(deps),
    me: ({ principal }) => readMe(deps, principal),
    signOut: async ({ request }) => {
      await deps.sessions.endToken(bearerOf(request) ?? '');
      return undefined;
    },

    listGrids: async ({ principal, request }) =>
      listGrids(await gridsWithPart(grids, { authenticate: deps.authenticate, token: bearerOf(request) ?? '' }), principal),

    readGrid: async ({ principal, params, query, request, response }) => {
      const { open, state } = await stateAsOf(deps, { grid: params.grid, asOf: query.asOf });
      return sendGrid({ request, response, state, view: { reader: principal, now: open.state() }, today: open.today() });
    },

    readChanges: ({ principal, params, query }) =>
      readChanges(deps, principal, {
        grid: params.grid,
        after: Number(query.after ?? 0),
        ...(query.limit === undefined ? {} : { limit: Number(query.limit) }),
      }),

    followEvents: async ({ principal, params, request, response }) => {
      const open = gridOf(grids, params.grid);
      const after = resumeAfter(request.headers['last-event-id']) ?? open.state().cursor;
      if (after > open.state().cursor) await reachCursor(open.committer, after);
      deps.hubs.get(params.grid)?.open(response, { after, reader: principal });
      return SENT;
    },

    saveEdits: ({ principal, params, body }) => saveEdits(deps, principal, { grid: params.grid, edits: body.edits, route: routeOf(principal) }),
    listVersions: ({ principal, params, query }) => listVersions(deps, principal, { ...params, before: numberIn(query.before), limit: numberIn(query.limit) }),
    readVersion: ({ principal, params }) => readVersion(deps, principal, params),
    readItemLife: ({ principal, params }) => readItemLife(deps, principal, params),
    changeMarking: ({ principal, params, body }) => changeMarking(deps, principal, { ...params, request: body, route: routeOf(principal) }),
    ...reminderHandlers(deps),
    listPeople: ({ principal, params }) => listPeople(deps, principal, params.grid),
    putPerson: ({ principal, params, body }) => putPerson(deps, principal, { ...params, details: body }),

    removePerson: async ({ principal, params }) => {
      await removePerson(deps, principal, params);
      return undefined;
    },

    listSessions: ({ principal, params }) => listSessions(deps, principal, params),

    endSession: async ({ principal, params }) => {
      await endSession(deps, principal, params);
      return undefined;
    },

    endSessions: async ({ principal, params }) => {
      await endSessions(deps, principal, params);
      return undefined;
    },

    importPeople: ({ principal, params, query, body }) => importPeople(deps, principal, { grid: params.grid, bytes: body, apply: query.apply === 'true' }),

    importFile: ({ principal, params, query, body }) =>
      takeFile(
        {
          tables: deps.tables,
          definition: (grid) => gridOf(grids, grid).state().definition,
          rows: (grid) => gridOf(grids, grid).state().rows.values(),
          saveEdit: (who, { grid, edit, route }) => saveEdit(deps, who, { open: gridOf(grids, grid), edit, route }),
          problemOf: ({ code, params: values }) => problemOf({ code, params: values }),
        },
        principal,
        { grid: params.grid, bytes: body, apply: query.apply === 'true' },
      ),

    downloadWorkbook: async ({ principal, params, response }) => {
      const open = gridOf(grids, params.grid);
      const now = open.state();
      const grid = gridView(now, { today: open.today(), view: { reader: principal, now } });
      const bytes = await deps.workbooks.write(grid, { at: new Date(deps.clock.nowMs()).toISOString() });
      return sendFile(response, { bytes, media: 'xlsx', name: workbookFileName(grid) });
    },

    verifyLedger: ({ params }) => verifyLedger(deps, params.grid),
  };
}

const numberIn = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));

/** The cursor after which a stream resumes; absent without the header. */
function resumeAfter(header: string | string[] | undefined): number | undefined {
  if (header === undefined || header === '') return undefined;
  const text = String(header);
  if (!/^\d{1,15}$/.test(text)) throw new AppError('invalid-input', { errors: [{ pointer: '/Last-Event-ID', message: say('check.input-cursor') }] });
  return Number(text);
}
