/** Who makes a request, as far as the rules need to know. */

/** `member` is there for a focal point. `person` is an opaque id (in demo mode the token's identity). */
export interface Principal {
  person: string;
  role: 'focal-point' | 'secretariat' | 'observer';
  member?: string;
}

/** The service itself, when the clock asks for something. */
export const SYSTEM_PERSON = 'system';
