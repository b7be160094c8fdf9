/** Drafts of the cycle's entries, for tests that fold them: what members and the Secretariat say, as their decisions would write it. */
import type { EntryDraft } from '../../service/domain/entry.ts';

const Q4 = '2026-Q4';

interface Header {
  at: string;
  by: string;
  route: 'addin';
}

const header = (on: string, by: string): Header => ({ at: on.includes('T') ? on : `${on}T09:00:00.000Z`, by, route: 'addin' });

/** A member's submission; `onBehalf` is one that the Secretariat made. Days are at 09:00 UTC. */
export function submission(number: number, about: { on: string; member?: string; period?: string; onBehalf?: true; by?: string; reason?: string }): EntryDraft {
  const { on, member = 'albania', period = Q4, onBehalf, by = onBehalf ? 'demo:secretariat' : `demo:${member}`, reason } = about;
  const content = {
    number,
    period,
    member,
    statement: 'nothing-to-report' as const,
    rowVersions: {},
    ...(onBehalf && { onBehalf }),
    ...(reason && { reason }),
  };
  return { ...header(on, by), kind: 'submission.made', content };
}

export function withdrawal(number: number, { on, member = 'albania', period = Q4 }: { on: string; member?: string; period?: string }): EntryDraft {
  return { ...header(on, `demo:${member}`), kind: 'submission.withdrawn', content: { number, period, member } };
}

export function acknowledgement(number: number, { on, member = 'albania', period = Q4 }: { on: string; member?: string; period?: string }): EntryDraft {
  return { ...header(on, `demo:${member}`), kind: 'submission.acknowledged', content: { number, period, member } };
}

export function review(submissionNumber: number, about: { on: string; verdict?: 'accepted' | 'returned'; member?: string; comment?: string }): EntryDraft {
  const { on, verdict = 'returned', member = 'albania', comment = 'see row' } = about;
  const remarks = verdict === 'returned' ? [{ row: member, text: comment }] : [];
  return { ...header(on, 'demo:secretariat'), kind: 'review.given', content: { period: Q4, member, submission: submissionNumber, verdict, comment, remarks } };
}

export function request(number: number, about: { on: string; kind?: 'extension' | 'excuse'; member?: string; dueOn?: string; reason?: string }): EntryDraft {
  const { on, kind = 'extension', member = 'albania', dueOn, reason = 'a long word' } = about;
  return { ...header(on, `demo:${member}`), kind: 'request.made', content: { number, period: Q4, member, kind, reason, ...(dueOn && { dueOn }) } };
}

export function answer(
  number: number,
  about: { on: string; granted: boolean; kind?: 'extension' | 'excuse'; member?: string; dueOn?: string; comment?: string },
): EntryDraft {
  const { on, granted, kind = 'extension', member = 'albania', dueOn, comment } = about;
  const content = { number, period: Q4, member, kind, granted, ...(dueOn && { dueOn }), ...(comment && { comment }) };
  return { ...header(on, 'demo:secretariat'), kind: 'request.answered', content };
}

export function moved({ on, dueOn, closesOn, reason = 'a summit' }: { on: string; dueOn: string; closesOn: string; reason?: string }): EntryDraft {
  return { ...header(on, 'demo:secretariat'), kind: 'period.moved', content: { period: Q4, dueOn, closesOn, reason } };
}
