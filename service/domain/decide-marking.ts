/** Decides a change of the marking of a row or of some of its items. The row's version does not change: its words are the same, only who reads them is not. */
import type { MarkingRequest, Route } from '#contract/entry.ts';
import type { Marking } from '#contract/grid.ts';
import { isNarrower, narrowest } from '#contract/marking.ts';
import { plainText } from '#contract/text.ts';
import { submitRefusal } from './access.ts';
import { everyItem } from './items.ts';
import { marked, ownMarking, rowMarking } from './marks.ts';
import type { Principal } from './principal.ts';
import type { Decision, Refusal } from './refusal.ts';
import { remarkRefusal } from './remark.ts';
import type { DefinedState, RowHead } from './state.ts';

export type MarkingOutcome = { status: 'changed' | 'unchanged'; row: RowHead } | { status: 'refused'; refusal: Refusal };

export interface MarkingCommand {
  principal: Principal;
  row: string;
  request: MarkingRequest;
  route: Route;
  /** Those of the named items that stand in no cell any more, but in an older version. */
  gone: ReadonlySet<string>;
}

/** Decides a change of marking against the state as it stands. */
export function decideMarking(state: DefinedState, command: MarkingCommand, at: string): Decision<MarkingOutcome> {
  const { principal, request, route } = command;
  const { marking: to } = request;
  const head = state.rows.get(command.row);
  const refused = (refusal: Refusal): Decision<MarkingOutcome> => ({ entries: [], outcome: { status: 'refused', refusal } });
  if (!head) return refused({ code: 'unknown-row', params: { row: command.row } });
  // Access comes first, so that who may not change a marking learns nothing of the row.
  const denied = submitRefusal(principal, head.member);
  if (denied) return refused(denied);

  const now = markingsOf(state, { head, command });
  if (!now) return refused({ code: 'not-found', params: {} });
  const changes = [...now].filter(([, marking]) => marking !== to);
  const [first] = changes;
  if (!first) return { entries: [], outcome: { status: 'unchanged', row: head } };
  const widens = changes.some(([, marking]) => isNarrower(marking, to));
  const reason = plainText(request.reason ?? '');
  const refusal = widens ? wideningRefusal(principal, reason) : undefined;
  if (refusal) return refused(refusal);
  const bad = remarkRefusal({ reason });
  if (bad) return refused(bad);

  const items = request.items && changes.map(([itemId]) => itemId);
  const from = narrowest(first[1], ...changes.map(([, marking]) => marking));
  const content = { row: head.row, ...(items ? { items } : {}), from, to, ...(reason === '' ? {} : { reason }) };
  return {
    entries: [{ at, by: principal.person, route, kind: 'marking.changed', content }],
    outcome: { status: 'changed', row: marked(head, { items, to }) },
  };
}

/** To let more people read is the Secretariat's to decide, and it says why. */
function wideningRefusal({ role }: Principal, reason: string): Refusal | undefined {
  if (role !== 'secretariat') return { code: 'forbidden', params: {} };
  return reason === '' ? { code: 'reason-required', params: {} } : undefined;
}

/** The markings of what is named, by itemId, or of the row itself; nothing if an item is unknown. An item without its own has the row's. */
function markingsOf(state: DefinedState, { head, command }: { head: RowHead; command: MarkingCommand }): Map<string, Marking> | undefined {
  const ofRow = rowMarking(head, state.definition);
  const { items } = command.request;
  if (!items) return new Map([['', ofRow]]);
  const standing = new Map(everyItem(head.cells).map((item) => [item.itemId, item]));
  const isKnown = (itemId: string): boolean => standing.has(itemId) || head.marked?.[itemId] !== undefined || command.gone.has(itemId);
  if (!items.every(isKnown)) return undefined;
  return new Map(items.map((itemId) => [itemId, ownMarking(head, standing.get(itemId) ?? { itemId }) ?? ofRow]));
}
