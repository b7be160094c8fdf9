/** Drafts of what members and the Secretariat say to each other about alpha's 2026-Q4, for tests of the cycle. */
import type { EntryDraft, RequestAnswered, RequestContent, ReviewContent, SubmissionContent } from '../../service/domain/entry.ts';
import { noon, submitted } from './states.ts';

export const Q4 = '2026-Q4';
const ABOUT = { period: Q4, member: 'alpha' };
const byMember = (date: string) => ({ at: noon(date), by: 'p-alpha', route: 'addin' }) as const;
const bySecretariat = (date: string) => ({ at: noon(date), by: 'p-secretariat', route: 'addin' }) as const;

/** Alpha's submission at noon of a day. */
export const answer = (date: string, more: Partial<SubmissionContent> = {}): EntryDraft =>
  submitted({ ...ABOUT, rowVersions: { alpha: 1 }, ...more }, noon(date));

export const withdrawn = (number: number, date: string): EntryDraft => ({ ...byMember(date), kind: 'submission.withdrawn', content: { ...ABOUT, number } });

export const acknowledged = (number: number, date: string): EntryDraft => ({
  ...byMember(date),
  kind: 'submission.acknowledged',
  content: { ...ABOUT, number },
});

export const reviewed = (submission: number, date: string, more: Partial<ReviewContent> = {}): EntryDraft => ({
  ...bySecretariat(date),
  kind: 'review.given',
  content: { ...ABOUT, submission, verdict: 'accepted', remarks: [], ...more },
});

export const requested = (number: number, date: string, more: Partial<RequestContent> = {}): EntryDraft => ({
  ...byMember(date),
  kind: 'request.made',
  content: { ...ABOUT, number, kind: 'extension', dueOn: '2027-01-15', reason: 'ill', ...more },
});

export const granted = (number: number, date: string, more: Partial<RequestAnswered> = {}): EntryDraft => ({
  ...bySecretariat(date),
  kind: 'request.answered',
  content: { ...ABOUT, number, kind: 'extension', granted: true, dueOn: '2027-01-15', ...more },
});

/** Alpha excused on a day. */
export const excused = (date: string): EntryDraft[] => {
  const [asked, given] = [requested(1, date, { kind: 'excuse' }), granted(1, date, { kind: 'excuse' })];
  delete (asked.content as RequestContent).dueOn;
  delete (given.content as RequestAnswered).dueOn;
  return [asked, given];
};

export const moved = (dueOn: string, closesOn: string, { period = Q4, on = '2026-12-01' } = {}): EntryDraft => ({
  ...bySecretariat(on),
  kind: 'period.moved',
  content: { period, dueOn, closesOn, reason: 'holidays' },
});
