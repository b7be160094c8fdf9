/** Decides what a definition file changes: its content becomes an entry when its hash is new, and each new member gets version 1 of its row. */
import type { Cells, GridDefinition, SheetDefinition } from '#contract/grid.ts';
import { editableColumns } from './decide-edit.ts';
import type { EntryDraft } from './entry.ts';
import { SYSTEM_PERSON } from './principal.ts';
import type { Decision } from './refusal.ts';
import type { GridState } from './state.ts';

/** Rows made by one decision, so that a batch stays below its size. */
const ROWS_AT_ONCE = 1_000;

/** `more`: decide again, there are more rows to make. */
export function decideDefinition(state: GridState, loaded: { definition: GridDefinition; hash: string }, at: string): Decision<{ more: boolean }> {
  const header = { at, by: SYSTEM_PERSON, route: 'system' } as const;
  const defined: EntryDraft[] =
    state.definitionHash === loaded.hash ? [] : [{ ...header, kind: 'grid.defined', content: { definition: loaded.definition, definitionHash: loaded.hash } }];
  const sheet = loaded.definition.sheets[0];
  const missing = sheet ? loaded.definition.members.filter(({ member }) => !state.rows.has(member)) : [];
  const rows = missing
    .slice(0, ROWS_AT_ONCE)
    .map(
      ({ member }): EntryDraft => ({ ...header, kind: 'row.saved', sheet: sheet?.sheet ?? '', row: member, version: 1, content: { cells: emptyCells(sheet) } }),
    );
  return { entries: [...defined, ...rows], outcome: { more: missing.length > ROWS_AT_ONCE } };
}

function emptyCells(sheet: SheetDefinition | undefined): Cells {
  const columns = sheet ? editableColumns(sheet) : [];
  return Object.fromEntries(columns.map(({ key, kind }) => [key, kind === 'items' ? [] : '']));
}
