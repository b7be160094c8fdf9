/** What one look at the sheet means for the state: rows and bases, what was typed, what somebody should look at, what waits to be sent. */
import { say } from '#contract/catalogue/say.ts';
import type { SheetDefinition } from '#contract/grid.ts';
import { highestMarking } from '#contract/marking.ts';
import type { Reading } from '../excel/sheet.ts';
import { announce, announceArrivals, noticeCopies, noticeLostNotes, noticeStatuses, type Voice } from './announce.ts';
import { noticeArrangement } from './arrangement.ts';
import { editableColumns } from './cells.ts';
import { type Comparison, compare } from './compare.ts';
import { type DetectContext, detect, problemOf } from './detect.ts';
import { detectContext } from './detect-context.ts';
import { type Head, headsOf, sheetOf } from './heads.ts';
import type { StepContext } from './marks.ts';
import { labelsOf, modelOf, type SheetModel } from './model.ts';
import { type Heading, readNotes } from './notes.ts';
import { unsureAfter } from './origins.ts';
import { reconcile } from './queue.ts';
import { type EngineState, mayEdit } from './state.ts';
import { noteStood } from './stood.ts';
import type { SheetProblem, WorkbookState } from './view.ts';

/** A look at a workbook that carries this grid, understood. */
export interface Survey {
  model: SheetModel;
  comparison: Comparison;
  heads: ReadonlyMap<string, Head>;
  sheet: SheetDefinition;
}

/** Takes in a look. Undefined while the service or the identity is not known, or when the workbook does not carry this grid. */
export function survey(state: EngineState, reading: Reading, voice: Voice): Survey | undefined {
  state.workbook = workbookOf(state, reading);
  state.carried = readNotes(reading.lines).heading?.grid;
  const { grid, me } = state;
  if (!reading.grid) return undefined;
  if (!state.remembered) remember(state, reading, voice);
  if (!grid || !me || state.workbook !== 'grid') return undefined;

  const sheet = sheetOf(grid);
  const { columns } = sheet;
  const heads = headsOf(grid);
  const { fetched, stood } = state;
  const model = modelOf(reading, reading.grid, { columns, heads, labels: labelsOf(columns, statusLabel(state, voice)), fetched, stood });
  takeOthers(state, model, me.person);
  const { queue, conflicts, overrides, answered } = state;
  const comparison = compare(model, { columns, heads, queue, conflicts, overrides, answered, person: me.person });
  state.conflicts = comparison.conflicts;
  state.unsure = unsureAfter(state.unsure, { before: conflicts, after: comparison.conflicts });
  state.overrides = comparison.overrides;

  const context = detectContext(state, { sheet, heads, voice, wanted: comparison.wanted, shared: reading.shared });
  const found = detect({ ...model.sheet, rows: comparison.rows }, comparison.bases, context);
  state.queue = reconcile(state.queue, {
    person: me.person,
    sheet: sheet.sheet,
    columns,
    changes: found.changes,
    reason: me.role === 'secretariat' ? state.reason : '',
    restored: state.restored,
    newId: () => voice.timing.newId(),
  });
  state.typed = new Map(found.changes.map(({ row, parts }) => [row, parts.flatMap(({ texts }) => Object.keys(texts))]));
  state.problems = [...found.problems, ...othersProblems(state, { context, columns: sheet.columns })];
  announceArrivals(state, voice, { arrivals: comparison.arrivals, heads, columns });
  noticeStatuses(state, voice, model.sheet.rows.values());
  noticeArrangement(state, voice, { grid: reading.grid, labels: Object.values(model.labels) });
  noticeCopies(state, voice, reading.copies);
  noticeLostNotes(state, voice, model.heading);
  noteStood(state, voice, { rows: model.sheet.rows.values(), heads });
  state.open = { rows: model.heading?.unlocked ?? [], headers: editableColumns(columns).map(({ key, label }) => model.labels[key] ?? label) };
  return { model, comparison, heads, sheet };
}

/** What steps and drawings are made from, as the state stands. */
export function stepContext(
  state: EngineState,
  { heading, heads, language, idle }: { heading: Heading; heads: ReadonlyMap<string, Head>; language: string; idle: boolean },
): StepContext {
  if (!state.grid) throw new TypeError('there is no grid to draw');
  return {
    grid: state.grid,
    heads,
    language,
    problems: state.problems,
    conflicts: state.conflicts.filter(({ person, held }) => person === state.me?.person && held?.state !== 'decided'),
    mayEdit: (row) => mayEdit(state.me, heads.get(row)?.member ?? ''),
    memory: { queue: state.queue, conflicts: state.conflicts },
    heading,
    idle,
  };
}

/** How the sheet is to be drawn for this person. In a workbook that several have open at once every row is unlocked: locks are shared, and the service decides. */
export function wantedHeading(state: EngineState, { heads, shared, voice }: { heads: ReadonlyMap<string, Head>; shared: boolean; voice: Voice }): Heading {
  const { grid } = state;
  if (!grid) throw new TypeError('there is no grid to draw');
  const sheet = sheetOf(grid);
  const unlocked = [...heads].filter(([, { member }]) => shared || mayEdit(state.me, member)).map(([row]) => row);
  return {
    grid: grid.grid,
    sheet: sheet.sheet,
    ledger: state.ledger,
    cursor: grid.cursor,
    period: grid.period,
    labels: labelsOf(sheet.columns, statusLabel(state, voice)),
    marking: highestMarking(grid),
    unlocked,
  };
}

/** Reports whether the sheet was drawn otherwise than it is wanted now, has lost its hidden notes or locks, or lacks a row it never had. */
export function isOutOfDate({ model, comparison, heads }: Survey, wanted: Heading): boolean {
  const { heading } = model;
  if (!heading || model.grid.locksBroken) return true;
  const sides = [heading, wanted].map(({ period, labels, marking, unlocked }) =>
    JSON.stringify([period, marking, Object.entries(labels).sort(), unlocked.toSorted()]),
  );
  const isNew = (row: string): boolean => model.sheet.missingRows.includes(row) && !comparison.bases.has(row) && !model.damaged.includes(row);
  return sides[0] !== sides[1] || [...heads.keys()].some(isNew);
}

function workbookOf({ grid, ledger }: EngineState, reading: Reading): WorkbookState {
  if (!reading.grid) return 'none';
  const { heading } = readNotes(reading.lines);
  if (!grid) return 'grid';
  if (heading) return heading.grid === grid.grid && (heading.ledger === ledger || ledger === '') ? 'grid' : 'other';
  const known = new Set(grid.rows.map(({ row }) => row));
  return reading.grid.rows.some(({ key }) => known.has(key)) ? 'grid' : 'other';
}

function remember(state: EngineState, reading: Reading, voice: Voice): void {
  const { memory } = readNotes(reading.lines);
  state.remembered = true;
  if (memory === 'damaged') {
    announce(state, voice, 'sync.memory-damaged');
    return;
  }
  state.queue = memory.queue;
  state.conflicts = memory.conflicts;
}

// A co-author's add-in writes the same memory: what belongs to others is theirs to say.
function takeOthers(state: EngineState, model: SheetModel, person: string): void {
  state.queue = [...model.memory.queue.filter((queued) => queued.person !== person), ...state.queue.filter((queued) => queued.person === person)];
  state.conflicts = [
    ...model.memory.conflicts.filter((conflict) => conflict.person !== person),
    ...state.conflicts.filter((conflict) => conflict.person === person),
  ];
}

function othersProblems(
  { queue, conflicts, me }: EngineState,
  { context, columns }: { context: DetectContext; columns: SheetDefinition['columns'] },
): SheetProblem[] {
  const labels = new Map(columns.map(({ key, label }) => [key, label]));
  const questions = conflicts
    .filter(({ person }) => person !== me?.person)
    .map(({ id, person, row, column }) => {
      const params = { person, label: labels.get(column) ?? column };
      return { ...problemOf(context, { kind: 'stray', code: 'sync.others-conflict', row, column, params }), id: `${id}${person}` };
    });
  const edits = queue
    .filter(({ person }) => person !== me?.person)
    .map(({ person, edit }) => {
      const names = Object.keys(edit.cells).map((key) => labels.get(key) ?? key);
      const problem = problemOf(context, { kind: 'stray', code: 'sync.other-person', row: edit.row, params: { person, columns: names.join(', ') } });
      return { ...problem, id: `${problem.id}${person}` };
    });
  return [...edits, ...questions];
}

const statusLabel = ({ grid }: EngineState, { language }: Voice): string => say('workbook.status', { period: grid?.period ?? '' }, language);
