/** What tests of the add-in do again and again: a workbook with the grid in it, a row as the service has it, a wait until a row is saved. */
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
  return {
    version,
    texts: Object.fromEntries(
      Object.entries(cells).map(([column, cell]) => [column, typeof cell === 'string' ? cell : cell.map(({ text }) => text).join('\n')]),
    ),
  };
}

/** Waits until the pane says that a row was saved as this version. */
export function savedAs(desk: Desk, row: string, version: number): Promise<void> {
  return desk.until(() => {
    const { lastSaved } = desk.engine.view();
    return lastSaved?.row === row && lastSaved.version === version;
  }, `${row} saved as ${version}`);
}
