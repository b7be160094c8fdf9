/** A member in a period: what the cycle is about, and the key under which the state keeps what member and Secretariat said to each other. */

/** A member and a period. */
export interface ForMember {
  period: string;
  member: string;
}

/** `2026-Q4/albania`. */
export const answerKey = (period: string, member: string): string => `${period}/${member}`;

/** The period of such a key. */
export const periodOfKey = (key: string): string => key.slice(0, key.indexOf('/'));
