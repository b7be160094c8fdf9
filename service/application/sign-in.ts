/**
 * Signing in with a mailed code. Asking does the same for every address; whether it is in the directory is looked up after the answer, when the mail is written.
 * The link in the mail names the request and opens nothing; the code that is typed is the proof, on whatever device.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { holderOf, peopleOf } from './directory-people.ts';
import type { Grids } from './grids.ts';
import { type Mailer, MailFailure } from './mailer.ts';
import type { Clock, Directory, Log } from './ports.ts';
import { hashOfCode, isSameHash, newCode, readCode } from './sign-in-code.ts';
import { type CodeLetterhead, codeMail } from './sign-in-letter.ts';
import type { SignIns } from './sign-ins.ts';

/** A code works for ten minutes. */
export const CODE_MS = 10 * 60_000;
/** After so many wrong codes the right one works no more. */
export const MOST_TRIES = 5;
/** Waits before a mail is tried again that the next server did not take. */
const AGAIN_AFTER_MS = [3_000, 15_000, 60_000];

/** What signing in works with. */
export interface SignInDeps {
  grids: Grids;
  directory: Directory;
  signIns: SignIns;
  mailer: Mailer;
  clock: Clock;
  log: Log;
  letterhead: CodeLetterhead;
}

/** A code that was asked for. `deliver` sends it, if the address is somebody's; it is to be called after the answer and never rejects. */
export interface AskedCode {
  request: string;
  deliver(signal: AbortSignal): Promise<void>;
}

/** Asks for a code; `email` is a plain address. */
export async function askForCode(deps: SignInDeps, { email, to }: { email: string; to: string }): Promise<AskedCode> {
  const request = randomBytes(16).toString('base64url');
  const code = newCode();
  const holder = holderOf(email);
  const expiresAtMs = deps.clock.nowMs() + CODE_MS;
  await deps.signIns.putRequest({ request, holder, code: await hashOfCode(code, request), to, expiresAtMs });
  return { request, deliver: (signal) => deliver(deps, { request, code, holder, signal, expiresAtMs }) };
}

async function deliver(
  deps: SignInDeps,
  { request, code, holder, signal, expiresAtMs }: { request: string; code: string; holder: string; signal: AbortSignal; expiresAtMs: number },
): Promise<void> {
  try {
    for (const waitMs of [...AGAIN_AFTER_MS, undefined]) {
      // Looked up for each attempt: whoever was taken out in the meantime gets no mail.
      const [found] = await peopleOf(deps, holder);
      const definition = found && deps.grids.get(found.grid)?.state().definition;
      if (!found || !definition) return;
      const failure = await sendOnce(deps.mailer, codeMail({ request, code, person: found.person, definition }, deps.letterhead));
      if (!failure) return;
      deps.log.warn({ grid: found.grid, person: found.person.person, failureCode: failure.code }, 'the mail with a sign-in code was not taken');
      if (!failure.again || waitMs === undefined || deps.clock.nowMs() + waitMs >= expiresAtMs) return;
      await pause(waitMs, undefined, { ref: false, signal });
    }
  } catch (error) {
    if (!signal.aborted) deps.log.error({ err: error }, 'a sign-in code could not be mailed');
  }
}

async function sendOnce(mailer: Mailer, mail: Parameters<Mailer['send']>[0]): Promise<MailFailure | undefined> {
  try {
    await mailer.send(mail);
    return undefined;
  } catch (error) {
    if (error instanceof MailFailure) return error;
    throw error;
  }
}

/** What became of a code that was typed. `malformed` counts as no try. */
export type Entered =
  | { result: 'signed-in'; holder: string; to: string }
  | { result: 'malformed' }
  | { result: 'wrong'; triesLeft: number }
  | { result: 'over' };

/** Takes what was typed for a request. Of two who type the right code at once one is signed in. */
export async function enterCode(
  { signIns, clock }: Pick<SignInDeps, 'signIns' | 'clock'>,
  { request, typed }: { request: string; typed: string },
): Promise<Entered> {
  const asked = await signIns.request(request);
  if (!asked || asked.expiresAtMs <= clock.nowMs()) return { result: 'over' };
  const code = readCode(typed);
  if (code === undefined) return { result: 'malformed' };
  // The try is taken before the code is looked at: who races gets no more tries than who waits.
  const attempt = await signIns.takeTry(request, MOST_TRIES);
  if (attempt === undefined) return { result: 'over' };
  if (!isSameHash(await hashOfCode(code, request), asked.code)) {
    return attempt < MOST_TRIES ? { result: 'wrong', triesLeft: MOST_TRIES - attempt } : { result: 'over' };
  }
  return (await signIns.use(request)) ? { result: 'signed-in', holder: asked.holder, to: asked.to } : { result: 'over' };
}
