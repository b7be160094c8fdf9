/** Builders for tests of the domain: a state with rows, edits and submissions, made by folding sealed entries. Nothing here decides; what a rule does is the domain's. */
import { seal } from '../../service/application/chain.ts';
import type { Edit } from '../../service/contract/edit.ts';
import { type Cells, GridDefinition, type Item } from '../../service/contract/grid.ts';
import type { EditCommand } from '../../service/domain/decide-edit.ts';
import type { Entry, EntryDraft, SubmissionContent } from '../../service/domain/entry.ts';
import type { Principal } from '../../service/domain/principal.ts';
import { apply, type DefinedState, emptyState, type GridState } from '../../service/domain/state.ts';

export const SECRETARIAT: Principal = { person: 'p-secretariat', role: 'secretariat' };
export const OBSERVER: Principal = { person: 'p-observer', role: 'observer' };
export const focalPoint = (member: string): Principal => ({ person: `p-${member}`, role: 'focal-point', member });

const limits = { maxCharacters: 200, maxLines: 8 };

/** Three members; two columns of items and one of text that members write, and one that comes from the definition. */
export const THREE_MEMBERS = GridDefinition.parse({
  grid: 'trial',
  title: 'Trial',
  organisation: 'Trial Board',
  timeZone: 'Europe/Ljubljana',
  calendar: { every: 'quarter', firstPeriod: '2026-Q4', stages: [{ stage: 'due-soon', daysFromDue: -3 }] },
  sheets: [
    {
      sheet: 'main',
      title: 'Main',
      columns: [
        { key: 'member', label: 'Member', kind: 'text', source: 'member-name', limits },
        { key: 'done', label: 'Accomplished Products', kind: 'items', limits },
        { key: 'doing', label: 'Products in process', kind: 'items', limits },
        { key: 'remark', label: 'Remark', kind: 'text', limits },
      ],
    },
    { sheet: 'second', title: 'Second', columns: [{ key: 'other', label: 'Other', kind: 'items', limits }] },
  ],
  members: ['alpha', 'beta', 'gamma'].map((member, index) => ({
    member,
    no: index + 1,
    name: `Ministry of ${member}`,
    shortName: member,
    kind: 'organisation',
    from: '2026-10-01',
  })),
  wordingRules: [{ rule: 'kosovo-asterisk', word: 'Kosovo', suffix: '*' }],
});

/** A definition that differs from the trial one in some places. */
export const trialWith = (changes: Partial<GridDefinition>): GridDefinition => ({ ...THREE_MEMBERS, ...changes });

/** The editable columns of the trial's first sheet. */
export const COLUMNS = (THREE_MEMBERS.sheets[0]?.columns ?? []).filter(({ source }) => source === 'edit');

/** Noon in Ljubljana's winter. */
export const noon = (date: string): string => `${date}T11:00:00.000Z`;

/** Folds drafts into a state, sealing each as the committer would. */
export function fold<State extends GridState>(state: State, drafts: readonly EntryDraft[]): State {
  let tip = state;
  for (const draft of drafts) tip = { ...tip, ...apply(tip, seal(draft, tip)) };
  return tip;
}

/** The sealed entries of drafts that follow a state. */
export function sealAll(state: GridState, drafts: readonly EntryDraft[]): Entry[] {
  let tip: { cursor: number; hash: string } = state;
  return drafts.map((draft) => {
    const entry = seal(draft, tip);
    tip = entry;
    return entry;
  });
}

export const definedBy = (definition: GridDefinition, at = noon('2026-10-01')): EntryDraft => ({
  at,
  by: 'system',
  route: 'system',
  kind: 'grid.defined',
  content: { definition, definitionHash: `hash of ${definition.title}` },
});

/** A version of a row, by its member unless somebody else is named. */
export function saved(row: string, version: number, { cells = {}, at = noon('2026-10-01'), by = `p-${row}`, editId }: SavedOptions = {}): EntryDraft {
  const content = { cells: cellsWith(cells) };
  return { at, by, route: 'addin', kind: 'row.saved', sheet: 'main', row, version, ...(editId === undefined ? {} : { editId }), content };
}

interface SavedOptions {
  cells?: Cells;
  at?: string;
  by?: string;
  editId?: string;
}

/** A submission; `number` counts for itself here. */
export function submitted(content: Omit<SubmissionContent, 'number' | 'statement'> & Partial<SubmissionContent>, at: string): EntryDraft {
  const whole: SubmissionContent = { number: 1, statement: 'updated', ...content };
  return { at, by: `p-${content.member}`, route: 'addin', kind: 'submission.made', content: whole };
}

/** A defined state in which each member has version 1 by the system, with empty cells, and then what the drafts say. */
export function stateWith(drafts: readonly EntryDraft[] = [], definition: GridDefinition = THREE_MEMBERS): DefinedState {
  const first = definition.members.map(({ member }) => saved(member, 1, { by: 'system' }));
  return fold({ ...emptyState(definition.grid), definition }, [definedBy(definition), ...first, ...drafts]);
}

/** All editable cells of the trial's row, empty but for the given ones. */
export const cellsWith = (cells: Cells): Cells => ({ done: [], doing: [], remark: '', ...cells });

/** Items with ids `<version>.1`, `<version>.2` … */
export const items = (version: number, ...texts: string[]): Item[] => texts.map((text, index) => ({ itemId: `${version}.${index + 1}`, text }));

/** The texts of a cell, whatever its kind. */
export function linesOf(cells: Cells, column: string): string[] {
  const cell = cells[column] ?? [];
  return typeof cell === 'string' ? (cell === '' ? [] : [cell]) : cell.map(({ text }) => text);
}

/** Every itemId of a row. */
export const idsOf = (cells: Cells): string[] => Object.values(cells).flatMap((cell) => (typeof cell === 'string' ? [] : cell.map(({ itemId }) => itemId)));

let edits = 0;

/** An edit of alpha's row by its focal point with an id of its own, against the version it names. */
export function editOf(edit: Partial<Edit> = {}): Edit {
  const editId = `00000000-0000-4000-8000-${String(++edits).padStart(12, '0')}`;
  return { editId, sheet: 'main', row: 'alpha', base: 1, cells: {}, ...edit };
}

/** The command of an edit; `base` are the cells it started from: those of the head unless given, and nothing for `'none'`. */
export function commandOf(state: DefinedState, edit: Edit, { principal = focalPoint(edit.row), base }: CommandOptions = {}): EditCommand {
  const cells = base === 'none' ? undefined : (base ?? state.rows.get(edit.row)?.cells);
  return { principal, edit, route: 'addin', base: cells, fingerprint: `print of ${edit.editId}` };
}

interface CommandOptions {
  principal?: Principal;
  base?: Cells | 'none';
}

/** Freezes a value and all that hangs on it, so that a change of it throws. Persistent maps are left alone: they can't be changed. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  if (Object.getPrototypeOf(value) === Object.prototype || Array.isArray(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  } else if (Symbol.iterator in value) for (const part of value as unknown as Iterable<unknown>) deepFreeze(part);
  return value;
}
