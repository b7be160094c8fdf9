/** What tests of the add-in do again and again: a workbook with the grid in it, a row as the service has it, a wait until a row is saved. */
import type { Cells } from '#contract/grid.ts';
import type { Desk, World } from './addin-world.ts';

/** Opens somebody's workbook and puts the grid into it. */
export async function openDrawn(world: World, token: string, options: Parameters<World['open']>[1] = {}): Promise<Desk> {
  const desk = await world.open(token, options);
  await desk.engine.openGrid();
  return desk;
}

/** A row's version and the texts of its cells in the service. */
export async function storedRow(world: World, row: string): Promise<{ version: number; texts: Record<string, string> }> {
  const { rows } = await world.api('demo:observer').call('readGrid', { params: { grid: 'wbcti' } });
  const { version, cells } = rows.find((candidate) => candidate.row === row)!;
  return { version, texts: textsOf(cells) };
}

/** Waits until the pane says that a row was saved as this version. */
export function savedAs(desk: Desk, row: string, version: number): Promise<void> {
  return desk.until(() => {
    const { lastSaved } = desk.engine.view();
    return lastSaved?.row === row && lastSaved.version === version;
  }, `${row} saved as ${version}`);
}

/** The name of the grid's sheet. */
export const SHEET = 'Support Group';

/** A drawn sheet with some content, without protection, as a person may have it. */
export async function openUnprotected(world: World, token = 'demo:albania'): Promise<Desk> {
  await world.save('demo:kosovo', 'kosovo', { tasks: ['k1', 'k2'] });
  await world.save('demo:serbia', 'serbia', { tasks: ['s1'] });
  const desk = await openDrawn(world, token);
  const outcome = desk.host.person.tabs.unprotect(SHEET);
  if (!outcome.ok) throw new Error('the sheet could not be unprotected');
  return desk;
}

/** The texts of all rows in the service, by row and column. */
export async function contentsOf(world: World): Promise<Record<string, Record<string, string>>> {
  const { rows } = await world.api('demo:observer').call('readGrid', { params: { grid: 'wbcti' } });
  return Object.fromEntries(rows.map(({ row, cells }) => [row, textsOf(cells)]));
}

/** The codes of the problems that the pane lists. */
export const problemCodes = (desk: Desk): string[] => desk.engine.view().problems.map(({ code }) => code);

const textsOf = (cells: Cells): Record<string, string> =>
  Object.fromEntries(Object.entries(cells).map(([column, cell]) => [column, typeof cell === 'string' ? cell : cell.map(({ text }) => text).join('\n')]));
