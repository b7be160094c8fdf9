/**
 * Compares the sheet with its base: what the person wants saved, and what somebody should look at. Pure; an Excel event is only the reason to call it.
 * A row with one bad cell: the good cells go, the bad one stays marked.
 */
import { type SentenceKey, say } from '#contract/catalogue/say.ts';
import type { Column, WordingRule } from '#contract/grid.ts';
import { cellError, cellWarnings, linesOfInput } from '#contract/validation.ts';
import { type BaseRow, startOf } from './base.ts';
import type { Texts } from './cells.ts';
import type { SheetRow, SheetRows } from './rows.ts';
import type { SheetProblem } from './view.ts';

/** Cells that started from one version: as the sheet shows them, and as they are to be sent where that differs. */
export interface ChangedCells {
  base: number;
  texts: Texts;
  wanted?: Texts;
}

/** The cells of one row that differ from what they started from, and are fit to be sent. `cells` by column key. */
export interface RowChange {
  row: string;
  /** One per version that some of the cells started from, oldest first; an edit carries one. */
  parts: ChangedCells[];
}

/** What the engine knows besides the sheet and its bases. */
export interface DetectContext {
  columns: readonly Column[];
  rules: readonly WordingRule[];
  language: string;
  /** `all`: the Secretariat; `none`: an observer; else the rows of one's own member. */
  mayEdit: (row: string) => boolean;
  readOnly: boolean;
  /** Several people have the workbook open at once: what stands in other rows may be a colleague's, whose own add-in sends it. */
  shared: boolean;
  nameOf: (row: string) => string;
  /** What is to be sent of a cell: its text without the open questions about its lines. */
  wantedText: (cell: { row: string; column: string; text: string }) => string;
  /** Reports whether a cell is in conflict whole, or text that somebody else typed and that waits for that person. */
  isSetAside: (cell: { row: string; column: string; text: string }) => boolean;
  /** The sentence with which the service refused this very text, if it did. */
  refusalOf: (cell: { row: string; column: string; text: string }) => { code: string; sentence: string } | undefined;
}

/** Finds changes and problems of all rows. A row without a known base is left alone and said so. */
export function detect(sheet: SheetRows, bases: ReadonlyMap<string, BaseRow>, context: DetectContext): { changes: RowChange[]; problems: SheetProblem[] } {
  const changes: RowChange[] = [];
  const problems = strayProblems(sheet, context);
  for (const row of sheet.rows.values()) {
    const base = bases.get(row.key);
    if (!base) {
      problems.push(problemOf(context, { kind: 'stray', code: 'sync.base-unknown', row: row.key }));
      continue;
    }
    const found = detectRow(row, base, context);
    problems.push(...found.problems);
    if (found.parts.length > 0) changes.push({ row: row.key, parts: found.parts });
  }
  return { changes, problems };
}

function detectRow(row: SheetRow, base: BaseRow, context: DetectContext): { parts: RowChange['parts']; problems: SheetProblem[] } {
  const problems: SheetProblem[] = [];
  const byVersion = new Map<number, ChangedCells>();
  for (const column of context.columns) {
    const text = row.texts[column.key];
    if (text === undefined || context.isSetAside({ row: row.key, column: column.key, text })) continue;
    const start = startOf(base, column.key);
    const wanted = context.wantedText({ row: row.key, column: column.key, text });
    const touched = wanted !== start.text || row.formulas.has(column.key);
    const problem = touched ? cellProblem(row, column, { context, raw: wanted === text ? (row.raw[column.key] ?? '') : wanted }) : undefined;
    if (problem) problems.push(problem);
    else if (touched)
      byVersion.set(start.version, withCell(byVersion.get(start.version) ?? { base: start.version, texts: {} }, { key: column.key, text, wanted }));
    if (problem?.kind !== 'stray' && problem?.kind !== 'error') problems.push(...wordingProblems(row, column, context));
  }
  return { parts: [...byVersion.values()].sort((a, b) => a.base - b.base), problems };
}

function withCell({ base, texts, wanted }: ChangedCells, cell: { key: string; text: string; wanted: string }): ChangedCells {
  const part = { base, texts: { ...texts, [cell.key]: cell.text }, ...(wanted ? { wanted } : {}) };
  return cell.wanted === cell.text ? part : { ...part, wanted: { ...wanted, [cell.key]: cell.wanted } };
}

function cellProblem(row: SheetRow, column: Column, { context, raw }: { context: DetectContext; raw: string }): SheetProblem | undefined {
  const place = { row: row.key, column: column.key };
  const params = { label: column.label };
  if (column.source !== 'edit') return problemOf(context, { kind: 'stray', code: 'sync.not-editable', ...place, params, repair: 'restore-cell' });
  if (!context.mayEdit(row.key) && context.shared) return problemOf(context, { kind: 'stray', code: 'sync.maybe-colleague', ...place, params });
  if (!context.mayEdit(row.key)) {
    const code = context.readOnly ? 'sync.cannot-write' : 'sync.not-mine';
    return problemOf(context, { kind: 'stray', code, ...place, params, repair: 'restore-cell' });
  }
  if (row.formulas.has(column.key)) return problemOf(context, { kind: 'error', code: 'check.live-formula', ...place, params });
  const error = cellError(column, raw);
  if (error) return problemOf(context, { kind: 'error', code: error.code, ...place, params: error.params });
  const refused = context.refusalOf({ ...place, text: row.texts[column.key] ?? '' });
  if (refused) {
    const { id } = problemOf(context, { kind: 'refused', code: 'sync.refused', ...place });
    return { id, kind: 'refused', code: refused.code, ...place, sentence: refused.sentence };
  }
  return undefined;
}

function wordingProblems(row: SheetRow, column: Column, context: DetectContext): SheetProblem[] {
  if (column.source !== 'edit' || !context.mayEdit(row.key)) return [];
  return cellWarnings(column, linesOfInput(column, row.texts[column.key] ?? ''), context.rules).map((warning) => {
    const problem = problemOf(context, { kind: 'warning', code: 'check.wording', row: row.key, column: column.key, params: warning.params });
    return {
      ...problem,
      id: `${problem.id}/${warning.line}/${warning.params.word}`,
      code: warning.code,
      proposal: { line: warning.line, text: warning.proposal },
    };
  });
}

function strayProblems(sheet: SheetRows, context: DetectContext): SheetProblem[] {
  const strays = sheet.strays.map(({ kind, key, line, text }) => {
    const code = kind === 'copy' ? 'sync.copied-row' : kind === 'unknown' ? 'sync.unknown-row' : 'sync.text-outside';
    const problem = problemOf(context, { kind: 'stray', code, row: key, params: { line, row: key, text: shortened(text) } });
    return { ...problem, id: `${problem.id}/${line}` };
  });
  const rows = sheet.missingRows.map((row) => problemOf(context, { kind: 'stray', code: 'sync.missing-row', row, repair: 'restore-row' }));
  const columns = sheet.missingColumns.map(({ key, label }) =>
    problemOf(context, { kind: 'stray', code: 'sync.missing-column', row: '', column: key, params: { label } }),
  );
  return [...strays, ...rows, ...columns];
}

interface Draft {
  kind: SheetProblem['kind'];
  code: SentenceKey;
  row: string;
  column?: string;
  params?: Record<string, string | number>;
  repair?: NonNullable<SheetProblem['repair']>;
}

/** Makes a problem with its sentence; its id stays the same while the problem does. */
export function problemOf(context: Pick<DetectContext, 'language' | 'nameOf'>, { kind, code, row, column, params, repair }: Draft): SheetProblem {
  return {
    id: `${code}:${row}/${column ?? ''}`,
    kind,
    code,
    row,
    ...(column === undefined ? {} : { column }),
    sentence: say(code, { member: context.nameOf(row), ...params }, context.language),
    ...(repair === undefined ? {} : { repair }),
  };
}

const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
