/** E-mail addresses compared: mail programs write one address in any case, and letters with marks in two ways. */

/** The form in which an address is compared, for signing in and for letters alike. */
export const comparableAddress = (email: string): string => email.normalize('NFC').trim().toLowerCase();

/** Reports whether two addresses are the same one. */
export function isSameAddress(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && comparableAddress(one) === comparableAddress(other);
}
