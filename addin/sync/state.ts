/** What the engine knows between two rounds, and the view of it that the pane draws. What the sheet holds is read anew each time and not kept here. */
import type { Cells, Grid } from '#contract/grid.ts';
import type { Me } from '#contract/person.ts';
import { isMovedApart } from '#contract/settle-conflict.ts';
import type { Arrangement } from './arrangement.ts';
import type { Texts } from './cells.ts';
import type { Override } from './compare.ts';
import type { KeptConflict, QueuedEdit } from './notes.ts';
import type { Unsure } from './origins.ts';
import type { Stood } from './stood.ts';
import type { Announcement, Connection, EngineView, LastSaved, OpenConflict, PendingEdit, SheetProblem, WorkbookState } from './view.ts';

/** Text that the service refused: not sent again until it changes. */
export interface Refusal {
  texts: Texts;
  code: string;
  sentence: string;
}

/** Where the connection stands: `down` tries again by itself. */
export type Link = { state: 'starting' } | { state: 'up' } | { state: 'down'; retryAtMs: number } | { state: 'signed-out' };

export interface EngineState {
  link: Link;
  workbook: WorkbookState;
  /** The grid that the workbook says it carries. */
  carried: string | undefined;
  /** The sheet refused a write: it is drawn anew. */
  broken: boolean;
  me: Me | undefined;
  grid: Grid | undefined;
  /** The tag under which the grid was fetched, and the hash of its ledger's first entry. */
  etag: string | undefined;
  ledger: string;
  /** Something besides rows changed in the service: the grid is fetched before the next look. */
  stale: boolean;
  /** The copy of the grid is newer than the service and counts for nothing. */
  distrusted: boolean;
  reason: string;
  queue: QueuedEdit[];
  conflicts: KeptConflict[];
  /** Conflicts of which it is not yet known who changed theirs. */
  unsure: Unsure;
  /** Reports whether queue and conflicts were read from the workbook. */
  remembered: boolean;
  sending: ReadonlySet<string>;
  overrides: Override[];
  /** Cells of a version that is put back into the sheet right now, by row. */
  restored: Map<string, Cells>;
  answered: Map<string, Texts>;
  /** Rows whose last answer took others' changes in, with who made the newest of them; '' if that is not known. */
  merged: Map<string, string>;
  refused: Map<string, Refusal>;
  /** Rows of which the person was asked something that the service does not yet know to be settled. */
  asked: Set<string>;
  fetched: Map<string, Texts>;
  /** Cells that differ from their base and may be sent, by row; what is pending besides the queue. */
  typed: Map<string, string[]>;
  problems: SheetProblem[];
  announcements: Announcement[];
  announced: Map<string, number>;
  lastSaved: LastSaved | undefined;
  /** The status texts that this add-in has read or written, by row: another one was typed by a person. */
  statuses: Map<string, Set<string>>;
  /** The versions that have stood in each row of the sheet. */
  stood: Map<string, Stood>;
  /** How the sheet was arranged at the last look. */
  arrangement: Arrangement | undefined;
  /** Sheets that were copies of the grid's at the last look. */
  copies: readonly string[];
  /** The workbook had lost its hidden notes at the last look. */
  notesLost: boolean;
  /** Cells that should be unlocked, as of the last round. */
  open: { rows: string[]; headers: string[] } | undefined;
  /** When the person last typed or selected something, and whether that can still be undone. */
  activeAtMs: number;
  undoable: boolean;
  /** When edits may be sent again after a failure; 0 at once. */
  sendAtMs: number;
  sendFailures: number;
  /** The person was shown that the service can't be reached, and not yet told that it is back. */
  saidAway: boolean;
}

/** The state before the first look. */
export function emptyState(): EngineState {
  return {
    link: { state: 'starting' },
    workbook: 'looking',
    carried: undefined,
    broken: false,
    me: undefined,
    grid: undefined,
    etag: undefined,
    ledger: '',
    stale: false,
    distrusted: false,
    reason: '',
    queue: [],
    conflicts: [],
    unsure: new Map(),
    remembered: false,
    sending: new Set(),
    overrides: [],
    restored: new Map(),
    answered: new Map(),
    merged: new Map(),
    refused: new Map(),
    asked: new Set(),
    fetched: new Map(),
    typed: new Map(),
    problems: [],
    announcements: [],
    announced: new Map(),
    lastSaved: undefined,
    statuses: new Map(),
    stood: new Map(),
    arrangement: undefined,
    copies: [],
    notesLost: false,
    open: undefined,
    activeAtMs: Number.NEGATIVE_INFINITY,
    undoable: false,
    sendAtMs: 0,
    sendFailures: 0,
    saidAway: false,
  };
}

/** Forgets everything that belongs to the person who was signed in; what lies in the workbook stays there. */
export function forgetPerson(state: EngineState): void {
  const { workbook, carried, activeAtMs, statuses, saidAway } = state;
  Object.assign(state, emptyState(), { workbook, carried, activeAtMs, statuses, saidAway });
}

/** The plain value that the pane draws. */
export function viewOf(state: EngineState): EngineView {
  return {
    connection: connectionOf(state),
    workbook: state.workbook,
    me: state.me,
    grid: state.grid,
    pending: pendingOf(state),
    problems: state.problems,
    // As with what waits: while it is not known who is here, everything that waits in this workbook is told.
    conflicts: state.conflicts.filter(({ person }) => !state.me || person === state.me.person).flatMap(openOf),
    announcements: state.announcements,
    lastSaved: state.lastSaved,
    reason: state.reason,
  };
}

/** A conflict as the pane shows it; none once the person has chosen. */
function openOf({ person: _, held, ...conflict }: KeptConflict): OpenConflict[] {
  if (held?.state === 'decided') return [];
  return [{ ...conflict, ...(held?.state === 'lost' ? { lost: true } : {}), ...(held && isMovedApart(conflict) ? { twoPlaces: true } : {}) }];
}

/** The connection as a person sees it: the service may be heard and still not take edits. */
export function connectionOf({ link, sendFailures, sendAtMs }: EngineState): Connection {
  if (link.state === 'down') return { state: 'offline', retryAtMs: link.retryAtMs };
  if (link.state === 'up') return sendFailures > 0 ? { state: 'offline', retryAtMs: sendAtMs } : { state: 'online' };
  return link;
}

/** Reports whether this person may edit the rows of a member. */
export function mayEdit(me: Me | undefined, member: string): boolean {
  if (me?.role === 'secretariat') return true;
  if (!me || me.role === 'observer' || me.role === 'operator') return false;
  return me.member === member;
}

function pendingOf({ queue, typed, sending, me, reason, conflicts }: EngineState): PendingEdit[] {
  const own = queue.filter(({ person }) => !me || person === me.person);
  // What was chosen of a conflict and is not yet on its way waits as well.
  const chosen = conflicts.filter(({ person, held }) => person === me?.person && held?.state === 'decided');
  const rows = new Set([...own.map(({ edit }) => edit.row), ...typed.keys(), ...chosen.map(({ row }) => row)]);
  return [...rows].map((row) => {
    const edit = own.find((queued) => queued.edit.row === row)?.edit;
    const columns = [
      ...new Set([
        ...Object.keys(edit?.cells ?? {}),
        ...(typed.get(row) ?? []),
        ...chosen.flatMap((conflict) => (conflict.row === row ? [conflict.column] : [])),
      ]),
    ];
    const unreasoned = me?.role === 'secretariat' && reason === '' && edit?.reason === undefined;
    return { row, columns, state: edit && sending.has(edit.editId) ? 'sending' : unreasoned ? 'reason-needed' : 'waiting' };
  });
}
