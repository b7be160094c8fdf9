/** Decides a comment of a row's thread: by the row's member or the Secretariat, about the row or an item that stands in it. */
import type { CommentRequest } from '#contract/answer.ts';
import type { Route } from '#contract/entry.ts';
import { submitRefusal } from './access.ts';
import type { CommentContent } from './entry.ts';
import { hasItem } from './items.ts';
import type { Principal } from './principal.ts';
import type { Decision, Refusal } from './refusal.ts';
import { remarkOf, remarkRefusal } from './remark.ts';
import type { DefinedState } from './state.ts';

export type CommentOutcome = { status: 'added'; number: number } | { status: 'refused'; refusal: Refusal };

export interface CommentCommand {
  principal: Principal;
  row: string;
  request: CommentRequest;
  route: Route;
}

/** Decides a comment against the state as it stands. */
export function decideComment(state: DefinedState, { principal, row, request, route }: CommentCommand, at: string): Decision<CommentOutcome> {
  const refused = (refusal: Refusal): Decision<CommentOutcome> => ({ entries: [], outcome: { status: 'refused', refusal } });
  const refusal = threadRefusal(state, { principal, row });
  if (refusal) return refused(refusal);
  const { itemId } = request;
  const bad = remarkRefusal({ text: request.text });
  if (bad) return refused(bad);
  if (itemId !== undefined && !hasItem(state.rows.get(row)?.cells ?? {}, itemId)) return refused({ code: 'not-found', params: {} });
  const number = (state.comments.get(row)?.length ?? 0) + 1;
  const content: CommentContent = {
    ...{ number, row, member: state.rows.get(row)?.member ?? row, text: remarkOf(request.text) ?? '' },
    from: principal.role === 'secretariat' ? 'secretariat' : 'member',
    ...(itemId === undefined ? {} : { itemId }),
  };
  return { entries: [{ at, by: principal.person, route, kind: 'comment.added', content }], outcome: { status: 'added', number } };
}

/** Why this principal neither reads nor writes the thread of a row, or nothing. */
export function threadRefusal(state: DefinedState, { principal, row }: { principal: Principal; row: string }): Refusal | undefined {
  const head = state.rows.get(row);
  if (!head) return { code: 'unknown-row', params: { row } };
  return submitRefusal(principal, head.member);
}
