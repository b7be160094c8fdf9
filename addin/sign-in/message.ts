/** What the sign-in window tells the pane. */
import * as z from 'zod/mini';

const SignedIn = z.strictObject({ kind: z.literal('signed-in'), token: z.string().check(z.regex(/^[A-Za-z0-9_-]{20,200}$/)) });

/** The message for a token. */
export function signedInMessage(token: string): string {
  return JSON.stringify({ kind: 'signed-in', token });
}

/** The token of a message; nothing if it is another message. */
export function tokenIn(message: string): string | undefined {
  try {
    const parsed = SignedIn.safeParse(JSON.parse(message));
    return parsed.success ? parsed.data.token : undefined;
  } catch {
    // No JSON is no message of ours.
    return undefined;
  }
}
