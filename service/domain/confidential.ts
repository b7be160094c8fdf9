/**
 * What of an entry is for the member it is about and for the Secretariat alone: reasons, comments, what a review says and where, what a request asks for and whether
 * it was granted, that a submission was made on behalf. That there is an entry, of which kind, by whom and about which member is no secret: the ledger is one, its
 * positions have no holes and its streams tell each; and what was decided shows in states and dates.
 */
import type { MemberStanding, RowStatus } from '#contract/period.ts';
import { isOwnRow, type Reader } from './audience.ts';
import type { Entry, EntryDraft } from './entry.ts';

const CONFIDENTIAL: Partial<Record<EntryDraft['kind'], readonly string[]>> = {
  'submission.made': ['reason', 'onBehalf'],
  'submission.withdrawn': ['reason'],
  'submission.acknowledged': ['reason'],
  'review.given': ['comment', 'remarks'],
  'request.made': ['kind', 'reason', 'dueOn'],
  'request.answered': ['kind', 'granted', 'dueOn', 'comment'],
  'comment.added': ['text', 'itemId'],
  'reminder.skipped': ['reason'],
  'reminders.paused': ['reason'],
};

/** Reports whether some readers are shown less of an entry than others, because it speaks to one member. */
export function isConfidential({ kind, content }: Entry): boolean {
  return (CONFIDENTIAL[kind] ?? []).some((part) => Object.hasOwn(content, part));
}

/** A member's standing without what is between that member and the Secretariat, for others: what it asked for, what was submitted on its behalf, its last activity. */
export function openStanding<Standing extends MemberStanding>(standing: Standing, reader: Reader): Standing {
  if (reader.role === 'secretariat' || isOwnRow(reader, standing)) return standing;
  const { requested: _requested, onBehalf: _onBehalf, lastActivityAt: _lastActivityAt, ...open } = standing;
  return open as Standing;
}

/** The status of a member's row, likewise. */
export function openStatus(status: RowStatus, { reader, member }: { reader: Reader; member: string }): RowStatus {
  if (reader.role === 'secretariat' || isOwnRow(reader, { member })) return status;
  const { onBehalf: _onBehalf, ...open } = status;
  return open;
}

/** The content of an entry without what is not for this reader. */
export function openContent(entry: Entry, reader: Reader): Record<string, unknown> {
  const parts = CONFIDENTIAL[entry.kind] ?? [];
  if (parts.length === 0 || concerns(entry, reader)) return { ...entry.content };
  return Object.fromEntries(Object.entries(entry.content).filter(([part]) => !parts.includes(part)));
}

function concerns({ content }: Entry, reader: Reader): boolean {
  return reader.role === 'secretariat' || ('member' in content && isOwnRow(reader, { member: content.member }));
}
