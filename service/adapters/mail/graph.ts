/**
 * Mails through Microsoft Graph's sendMail, with the service's own token (client credentials, application permission Mail.Send confined to one mailbox).
 * 202 means that Exchange has taken the message. Graph limits a mailbox to about 30 messages a minute and four requests at a time; it says so with
 * 429 and Retry-After, and nothing is sent before that time is over. It takes own headers only if they begin with x-, so the Message-ID is set as the
 * message's property PidTagInternetMessageId.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { ConfidentialClientApplication, type INetworkModule } from '@azure/msal-node';
import { type Mail, type Mailer, MailFailure } from '../../application/mailer.ts';
import type { Clock } from '../../application/ports.ts';
import { plainAddress } from './message.ts';

/** `url` and `authority` differ in national clouds. */
export interface GraphSettings {
  tenantId: string;
  clientId: string;
  clientSecret: string;
  /** The mailbox that sends: an address or an object id. */
  sender: string;
  /** Default `https://graph.microsoft.com`. */
  url?: string | undefined;
  /** Default `https://login.microsoftonline.com`. */
  authority?: string | undefined;
}

/** What tests put in the place of Microsoft's sign-in: its metadata (JSON) and the network it is reached by. */
export interface SignInSeam {
  authorityMetadata: string;
  networkClient: INetworkModule;
}

const REQUEST_MS = 15_000;
/** A shorter Retry-After is waited for within the attempt: twice this and four requests stay inside its lease. */
const LONGEST_WAIT_MS = 15_000;
/** No answer stops the mails for longer than this, whatever it names: a day later it can be asked again. */
const LONGEST_PAUSE_MS = 24 * 3_600_000;

/** A mailer that hands mails to Microsoft Graph. */
export function graphMailer(settings: GraphSettings, { clock, seam }: { clock: Clock; seam?: SignInSeam }): Mailer {
  const base = (settings.url ?? 'https://graph.microsoft.com').replace(/\/$/, '');
  const address = `${base}/v1.0/users/${encodeURIComponent(settings.sender)}/sendMail`;
  const token = tokenSource(settings, { base, seam });
  let pausedUntilMs = 0;

  async function post(mail: Mail): Promise<'sent' | MailFailure> {
    let response = await request(address, { token: await token('cached'), mail });
    // A token may have been revoked before its time: a new one is asked for, once.
    if (response.status === 401) {
      await response.body?.cancel();
      response = await request(address, { token: await token('new'), mail });
    }
    const waitMs = retryAfterMs(response.headers.get('retry-after'), clock.nowMs());
    if (waitMs > 0) pausedUntilMs = Math.max(pausedUntilMs, clock.nowMs() + waitMs);
    // The answer's words may hold addresses, so they are not read.
    await response.body?.cancel();
    return outcomeOf(response.status, waitMs > 0 ? pausedUntilMs : undefined);
  }

  /** Waits until Graph takes requests again, if that is soon; else rejects. */
  async function waitForTurn(): Promise<void> {
    const waitMs = pausedUntilMs - clock.nowMs();
    if (waitMs > LONGEST_WAIT_MS) throw new MailFailure('greylisted', { again: true, retryAtMs: pausedUntilMs });
    if (waitMs > 0) await pause(waitMs, undefined, { ref: false });
  }

  return {
    pausedUntilMs: () => (pausedUntilMs - clock.nowMs() > LONGEST_WAIT_MS ? pausedUntilMs : 0),
    async send(mail) {
      await waitForTurn();
      let outcome = await post(mail);
      if (outcome !== 'sent' && outcome.again && clock.nowMs() < pausedUntilMs) {
        await waitForTurn();
        outcome = await post(mail);
      }
      if (outcome !== 'sent') throw outcome;
    },
  };
}

/** Tokens are cached and renewed by msal. */
function tokenSource(settings: GraphSettings, { base, seam }: { base: string; seam: SignInSeam | undefined }): (which: 'cached' | 'new') => Promise<string> {
  const { tenantId, clientId, clientSecret } = settings;
  const authority = `${(settings.authority ?? 'https://login.microsoftonline.com').replace(/\/$/, '')}/${tenantId}`;
  const application = new ConfidentialClientApplication({
    auth: { clientId, clientSecret, authority, ...(seam ? { authorityMetadata: seam.authorityMetadata } : {}) },
    ...(seam ? { system: { networkClient: seam.networkClient } } : {}),
  });
  return async (which) => {
    try {
      const result = await application.acquireTokenByClientCredential({ scopes: [`${base}/.default`], skipCache: which === 'new' });
      if (result) return result.accessToken;
      throw new MailFailure('refused', { again: true });
    } catch (error) {
      if (error instanceof MailFailure) throw error;
      throw new MailFailure(isServerError(error) ? 'refused' : 'unreachable', { again: true, cause: { code: (error as { errorCode?: string }).errorCode } });
    }
  };
}

async function request(address: string, { token, mail }: { token: string; mail: Mail }): Promise<Response> {
  const body = JSON.stringify(bodyOf(mail));
  try {
    return await fetch(address, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body,
      signal: AbortSignal.timeout(REQUEST_MS),
    });
  } catch (error) {
    throw new MailFailure((error as Error).name === 'TimeoutError' ? 'timeout' : 'unreachable', { again: true, cause: (error as Error).cause });
  }
}

function bodyOf(mail: Mail) {
  return {
    message: {
      subject: mail.subject,
      body: { contentType: 'HTML', content: mail.html },
      toRecipients: [{ emailAddress: { name: mail.to.name, address: plainAddress(mail) } }],
      internetMessageHeaders: [{ name: 'x-auto-response-suppress', value: 'All' }],
      singleValueExtendedProperties: [{ id: 'String 0x1035', value: `<${mail.messageId}>` }],
    },
    saveToSentItems: true,
  };
}

function outcomeOf(status: number, retryAtMs: number | undefined): 'sent' | MailFailure {
  const failure = (code: string, again: boolean): MailFailure => new MailFailure(code, { again, cause: { responseCode: status }, retryAtMs });
  if (status === 202) return 'sent';
  // Token, permission or mailbox: the operator's to mend; the letters wait for that.
  if (status === 401 || status === 403 || status === 404) return failure('refused', true);
  if (status === 429 || status === 503) return failure('greylisted', true);
  return status >= 400 && status < 500 ? failure('rejected', false) : failure('unreachable', true);
}

/** Retry-After in seconds or as a date (RFC 9110, 10.2.3), a day at most; 0 if there is none. */
function retryAfterMs(header: string | null, nowMs: number): number {
  if (header === null) return 0;
  const waitMs = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - nowMs;
  return waitMs > 0 ? Math.min(waitMs, LONGEST_PAUSE_MS) : 0;
}

/** Reports whether the sign-in service answered and refused; else it could not be reached. */
function isServerError(error: unknown): boolean {
  return error instanceof Error && (error.name === 'ServerError' || error.name === 'InteractionRequiredAuthError');
}
