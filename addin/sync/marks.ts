/** What a person sees of a row besides its cells: the words of its status column, and which of its cells are marked. Pure. */
import { type SentenceKey, say, sayShortDate } from '#contract/catalogue/say.ts';
import type { Grid } from '#contract/grid.ts';
import { statusSentence } from '#contract/status.ts';
import type { Mark } from '../excel/sheet.ts';
import { type Head, sheetOf } from './heads.ts';
import type { Heading, KeptConflict, MarkedCell, Memory } from './notes.ts';
import type { SheetProblem } from './view.ts';

/** What a step or a drawing is made from. */
export interface StepContext {
  grid: Grid;
  heads: ReadonlyMap<string, Head>;
  language: string;
  problems: readonly SheetProblem[];
  conflicts: readonly KeptConflict[];
  mayEdit: (row: string) => boolean;
  /** What is to be remembered besides the marks. */
  memory: Omit<Memory, 'marks'>;
  heading: Heading;
  /** Reports whether nobody is at the sheet: protection may be taken off and put back, which clears undo. */
  idle: boolean;
}

/** What the status column says: the state of the row, and for one's own row what its cells need. */
export function statusText(
  row: string,
  head: Pick<Head, 'status'>,
  { language, problems, conflicts, mayEdit, grid }: Pick<StepContext, 'language' | 'problems' | 'conflicts' | 'mayEdit' | 'grid'>,
): string {
  const { code, params } = statusSentence(head.status);
  const words = { ...params, dueOn: sayShortDate(params.dueOn, language), submittedOn: sayShortDate(params.submittedOn, language) };
  const lines = [say(code, words, language)];
  if (mayEdit(row)) {
    const labels = new Map(sheetOf(grid).columns.map(({ key, label }) => [key, label]));
    const asked = conflicts.filter((conflict) => conflict.row === row);
    lines.push(...new Set(asked.map(({ column, held }) => say(askedAs(held), { label: labels.get(column) ?? column }, language))));
    lines.push(
      ...problems.filter((problem) => problem.row === row && problem.column !== undefined && problem.kind !== 'stray').map(({ sentence }) => sentence),
    );
  }
  return lines.slice(0, MOST_LINES).join('\n');
}

function askedAs(held: KeptConflict['held']): SentenceKey {
  if (!held) return 'sync.conflict-cell';
  return held.state === 'lost' ? 'sync.conflict-lost' : 'sync.conflict-line';
}

const MOST_LINES = 6;

/** Reports whether a row is drawn as the person's own: it is open, and not because all of them are. */
export function isOwn(row: string, { heading, heads }: Pick<StepContext, 'heading' | 'heads'>): boolean {
  return heading.unlocked.includes(row) && heading.unlocked.length < heads.size;
}

/** The cells that are to be marked: what can't be saved, and what is asked. */
export function marksOf({ problems, conflicts, mayEdit }: StepContext): MarkedCell[] {
  const bad = problems.filter(({ kind }) => kind === 'error' || kind === 'refused');
  const marks = [
    ...bad.flatMap(({ row, column }): MarkedCell[] => (column === undefined ? [] : [{ row, column, mark: 'error' }])),
    ...conflicts.map(({ row, column }): MarkedCell => ({ row, column, mark: 'conflict' })),
  ];
  const unique = new Map(marks.filter(({ row }) => mayEdit(row)).map((mark) => [`${mark.row}/${mark.column}`, mark]));
  return [...unique.values()].sort((a, b) => (`${a.row}/${a.column}` < `${b.row}/${b.column}` ? -1 : 1));
}

/** The marks of one row that change, by header text. `plain` is what a cell without a mark looks like. */
export function markChanges(
  row: string,
  { before, after, labels, plain }: { before: readonly MarkedCell[]; after: readonly MarkedCell[]; labels: Record<string, string>; plain: Mark },
): Record<string, Mark> {
  const of = (marks: readonly MarkedCell[]): Map<string, Mark> => new Map(marks.filter((mark) => mark.row === row).map(({ column, mark }) => [column, mark]));
  const old = of(before);
  const now = of(after);
  const columns = [...new Set([...old.keys(), ...now.keys()])].filter((column) => old.get(column) !== now.get(column));
  return Object.fromEntries(columns.map((column) => [labels[column] ?? column, now.get(column) ?? plain]));
}
