/**
 * Decides a submission: a focal point's statement for a period, naming the row versions it covers. The Secretariat submits on behalf of a member, saying how it
 * heard it if it likes; that counts once the member has acknowledged it. An excused member may submit too: it stays excused, and its words are there.
 */
import type { Route } from '#contract/entry.ts';
import type { SubmissionRequest } from '#contract/period.ts';
import { cellWarnings } from '#contract/validation.ts';
import { submitRefusal } from './access.ts';
import { rowsOf } from './cycle.ts';
import { closedRefusal, memberRefusal } from './cycle-access.ts';
import { editableColumns } from './decide-edit.ts';
import type { SubmissionContent } from './entry.ts';
import { cellText, itemsOf } from './items.ts';
import type { Principal } from './principal.ts';
import type { Decision, Refusal } from './refusal.ts';
import { remarkOf, remarkRefusal } from './remark.ts';
import type { DefinedState } from './state.ts';

export type SubmissionOutcome = { status: 'made'; submission: SubmissionContent } | { status: 'refused'; refusal: Refusal };

export interface SubmissionCommand {
  principal: Principal;
  period: string;
  request: SubmissionRequest;
  route: Route;
  /** Local date of the grid. */
  today: string;
}

/** Decides a submission against the state as it stands. */
export function decideSubmission(state: DefinedState, command: SubmissionCommand, at: string): Decision<SubmissionOutcome> {
  const refusal = refusalOf(state, command);
  if (refusal) return { entries: [], outcome: { status: 'refused', refusal } };
  const { period, request, principal, route } = command;
  const reason = remarkOf(request.reason);
  const submission: SubmissionContent = {
    number: state.submissionCount + 1,
    period,
    member: request.member,
    statement: request.statement,
    rowVersions: Object.fromEntries(rowsOf(state, request.member).map(({ row, version }) => [row, version])),
    ...(principal.role === 'secretariat' ? { onBehalf: true } : {}),
    ...(reason === undefined ? {} : { reason }),
  };
  return {
    entries: [{ at, by: principal.person, route, kind: 'submission.made', content: submission }],
    outcome: { status: 'made', submission },
  };
}

function refusalOf(state: DefinedState, { principal, period, request, today }: SubmissionCommand): Refusal | undefined {
  const about = { period, member: request.member, today };
  const refusal =
    memberRefusal(state, about) ?? submitRefusal(principal, request.member) ?? remarkRefusal({ reason: request.reason }) ?? closedRefusal(state, about);
  if (refusal) return refusal;
  const warnings = request.statement === 'updated' && !request.despiteWarnings ? warningCount(state, request.member) : 0;
  return warnings > 0 ? { code: 'has-errors', params: { count: warnings } } : undefined;
}

/** Lines of the member's rows that the checks would have somebody look at. */
function warningCount(state: DefinedState, member: string): number {
  return rowsOf(state, member).reduce((sum, row) => {
    const sheet = state.definition.sheets.find((one) => one.sheet === row.sheet);
    const columns = sheet ? editableColumns(sheet) : [];
    return columns.reduce((count, column) => {
      const lines = column.kind === 'items' ? itemsOf(row.cells, column.key).map(({ text }) => text) : [cellText(row.cells[column.key])];
      return count + cellWarnings(column, lines, state.definition.wordingRules).length;
    }, sum);
  }, 0);
}
