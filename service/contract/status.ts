/** The words of a row's status: which sentence of the catalogue says it, with its parameters. One rule for sheet, pane, workbook and mail. */
import type { RowStatus } from './period.ts';

export type StatusSentence =
  | 'status.missing'
  | 'status.edited'
  | 'status.overdue'
  | 'status.overdue-edited'
  | 'status.to-acknowledge'
  | 'status.to-acknowledge-overdue'
  | 'status.submitted'
  | 'status.submitted-late'
  | 'status.submitted-nothing'
  | 'status.submitted-nothing-late'
  | 'status.submitted-changed'
  | 'status.returned'
  | 'status.returned-changed'
  | 'status.accepted'
  | 'status.accepted-changed'
  | 'status.excused';

/** Chooses the sentence for a status. Dates are local dates; who shows them formats them in the reader's language. */
export function statusSentence(status: RowStatus): {
  code: StatusSentence;
  params: { period: string; dueOn: string; submittedOn: string; count: number };
} {
  const params = { period: status.period, dueOn: status.dueOn, submittedOn: status.submittedOn ?? status.dueOn, count: status.daysLate };
  return { code: codeOf(status), params };
}

function codeOf(status: RowStatus): StatusSentence {
  if (status.state === 'missing' || status.state === 'edited') return openCode(status);
  if (status.state === 'returned') return status.changedSince ? 'status.returned-changed' : 'status.returned';
  if (status.state === 'accepted') return status.changedSince ? 'status.accepted-changed' : 'status.accepted';
  if (status.state === 'excused') return 'status.excused';
  if (status.changedSince) return 'status.submitted-changed';
  const late = status.daysLate > 0;
  if (status.statement === 'nothing-to-report') return late ? 'status.submitted-nothing-late' : 'status.submitted-nothing';
  return late ? 'status.submitted-late' : 'status.submitted';
}

/** While nothing that counts has come. */
function openCode({ state, overdue, onBehalf }: RowStatus): StatusSentence {
  if (onBehalf === 'to-acknowledge') return overdue ? 'status.to-acknowledge-overdue' : 'status.to-acknowledge';
  if (state === 'missing') return overdue ? 'status.overdue' : 'status.missing';
  return overdue ? 'status.overdue-edited' : 'status.edited';
}
