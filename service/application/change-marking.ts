/** Changes the marking of a row or of items of it. */
import type { MarkingRequest, MarkingResult, Route } from '#contract/entry.ts';
import { decideMarking, type MarkingOutcome } from '../domain/decide-marking.ts';
import { itemsOf } from '../domain/items.ts';
import { rowMarking } from '../domain/marks.ts';
import type { Principal } from '../domain/principal.ts';
import { shownCells } from '../domain/withheld.ts';
import { AppError } from './app-error.ts';
import { type Grids, gridOf, type OpenGrid } from './grids.ts';
import type { Ledger } from './ports.ts';
import { rowVersion } from './read-versions.ts';

/** Fails with `unknown-grid`, `unknown-row`, `not-found` (an item), `forbidden`, `not-yours`, `reason-required`, `bad-characters`. */
export async function changeMarking(
  deps: { grids: Grids; ledger: Ledger },
  principal: Principal,
  { grid, row, request, route }: { grid: string; row: string; request: MarkingRequest; route: Route },
): Promise<MarkingResult> {
  const open = gridOf(deps.grids, grid);
  const gone = await goneItems(deps.ledger, { open, row, items: request.items ?? [] });
  const command = { principal, row, request, route, gone };
  const { outcome, state } = await open.committer.commit<MarkingOutcome>((current, at) =>
    decideMarking({ ...current, definition: open.state().definition }, command, at),
  );
  if (outcome.status === 'refused') throw new AppError(outcome.refusal.code, { params: outcome.refusal.params });
  const { status, row: head } = outcome;
  const { definition } = open.state();
  const cells = shownCells(head.cells, { reader: principal, head, definition });
  return { cursor: state.cursor, status, row: head.row, version: head.version, marking: rowMarking(head, definition), cells };
}

/** Which of the items stand in no cell any more: history still shows them, so they can be marked. An item first stood in the version that its id begins with. */
async function goneItems(ledger: Ledger, { open, row, items }: { open: OpenGrid; row: string; items: readonly string[] }): Promise<ReadonlySet<string>> {
  const head = open.state().rows.get(row);
  const gone = new Set<string>();
  if (!head) return gone;
  const standing = new Set(Object.keys(head.cells).flatMap((column) => itemsOf(head.cells, column).map(({ itemId }) => itemId)));
  const missing = items.filter((itemId) => !standing.has(itemId) && head.marked?.[itemId] === undefined);
  for (const version of new Set(missing.map((itemId) => Number(itemId.split('.')[0])))) {
    const cells = version <= head.version ? (await rowVersion(ledger, { grid: open.grid, row, version }))?.content.cells : undefined;
    for (const column of Object.keys(cells ?? {})) for (const { itemId } of itemsOf(cells ?? {}, column)) if (missing.includes(itemId)) gone.add(itemId);
  }
  return gone;
}
