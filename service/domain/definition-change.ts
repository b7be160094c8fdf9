/** What a new definition may not change about a grid that has content: words would no longer be found where they were written. Pure. */
import type { GridDefinition } from '#contract/grid.ts';

/** What stands in the way, and where in the new definition. */
export interface DefinitionFault {
  /** A JSON pointer (RFC 6901). */
  path: string;
  code: 'sheet' | 'kind' | 'member';
  /** The key that the definition before has. */
  key: string;
}

/** Finds the first change that can't be followed: the sheet's key, the kind of a column, or a member that is missing (a member that left gets a last day). */
export function faultOfChange(before: GridDefinition, after: GridDefinition): DefinitionFault | undefined {
  const [sheet, next] = [before.sheets[0], after.sheets[0]];
  if (sheet && next && sheet.sheet !== next.sheet) return { path: '/sheets/0/sheet', code: 'sheet', key: sheet.sheet };
  const kinds = new Map(sheet?.columns.map(({ key, kind }) => [key, kind]));
  const changed = next?.columns.findIndex(({ key, kind }) => (kinds.get(key) ?? kind) !== kind) ?? -1;
  if (changed >= 0) return { path: `/sheets/0/columns/${changed}/kind`, code: 'kind', key: next?.columns[changed]?.key ?? '' };
  const listed = new Set(after.members.map(({ member }) => member));
  const missing = before.members.find(({ member }) => !listed.has(member));
  return missing && { path: '/members', code: 'member', key: missing.member };
}
