/** Changes the marking of a row or of items of it. */
import type { MarkingRequest, MarkingResult, Route } from '#contract/entry.ts';
import { decideMarking, type MarkingOutcome } from '../domain/decide-marking.ts';
import { everyItem } from '../domain/items.ts';
import { rowMarking } from '../domain/marks.ts';
import type { Principal } from '../domain/principal.ts';
import { shownCells } from '../domain/withheld.ts';
import { AppError } from './app-error.ts';
import { bornItems, versionReader } from './former-items.ts';
import { commitOn, type Grids, gridOf, type OpenGrid } from './grids.ts';
import type { Ledger } from './ports.ts';

/** Fails with `unknown-grid`, `unknown-row`, `not-found` (an item), `forbidden`, `not-yours`, `reason-required`, `bad-characters`. */
export async function changeMarking(
  deps: { grids: Grids; ledger: Ledger },
  principal: Principal,
  { grid, row, request, route }: { grid: string; row: string; request: MarkingRequest; route: Route },
): Promise<MarkingResult> {
  const open = gridOf(deps.grids, grid);
  const gone = await goneItems(deps.ledger, { open, row, items: request.items ?? [] });
  const command = { principal, row, request, route, gone };
  const { outcome, state } = await commitOn<MarkingOutcome>(open, (current, at) => decideMarking(current, command, at));
  if (outcome.status === 'refused') throw new AppError(outcome.refusal.code, { params: outcome.refusal.params });
  const { status, row: head } = outcome;
  const { definition } = open.state();
  const cells = shownCells(head.cells, { reader: principal, head, definition });
  return { cursor: state.cursor, status, row: head.row, version: head.version, marking: rowMarking(head, definition), cells };
}

/** Which of the items stand in no cell any more: history still shows them, so they can be marked. */
async function goneItems(ledger: Ledger, { open, row, items }: { open: OpenGrid; row: string; items: readonly string[] }): Promise<ReadonlySet<string>> {
  const head = open.state().rows.get(row);
  if (!head) return new Set();
  const standing = new Set(everyItem(head.cells).map(({ itemId }) => itemId));
  const missing = items.filter((itemId) => !standing.has(itemId) && head.marked?.[itemId] === undefined);
  return bornItems(versionReader(ledger, open.grid), { row, itemIds: missing, upTo: head.version });
}
