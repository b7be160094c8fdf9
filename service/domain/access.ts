/** Who may do what. Reading comes first: everybody with an identity reads; these rules are about changing. */
import type { Principal } from './principal.ts';
import type { Refusal } from './refusal.ts';

/** Why this principal may not edit a row of this member, or nothing. The Secretariat edits any row, always with a reason. */
export function editRefusal(principal: Principal, { member, reason }: { member: string; reason: string | undefined }): Refusal | undefined {
  if (principal.role === 'observer') return { code: 'forbidden', params: {} };
  if (principal.role === 'secretariat') return reason?.trim() ? undefined : { code: 'reason-required', params: {} };
  return principal.member === member ? undefined : { code: 'not-yours', params: { member } };
}

/** Why this principal may not speak for this member (submit, ask, comment, mark) nor read what is said to it alone, or nothing. */
export function submitRefusal(principal: Principal, member: string): Refusal | undefined {
  if (principal.role === 'observer') return { code: 'forbidden', params: {} };
  if (principal.role === 'secretariat' || principal.member === member) return undefined;
  return { code: 'not-yours', params: { member } };
}
