/**
 * A stand-in for Microsoft Graph's sendMail and for the token endpoint, over real HTTP on 127.0.0.1. It checks what Graph documents: the bearer token, the shape
 * of the message, own headers only with x-; and gives the answers it is told.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { INetworkModule } from '@azure/msal-node';
import type { SignInSeam } from '../../service/adapters/mail/graph.ts';

export interface SentMessage {
  subject: string;
  body: { contentType: string; content: string };
  toRecipients: { emailAddress: { name: string; address: string } }[];
  internetMessageHeaders: { name: string; value: string }[];
  singleValueExtendedProperties: { id: string; value: string }[];
}

export interface GraphStandIn {
  url: string;
  seam: SignInSeam;
  taken: SentMessage[];
  /** Instants (ms) at which sendMail was called. */
  calls: number[];
  /** `valid` is the token that sendMail takes: the one that was given last, until a test revokes it by another text. */
  tokens: { asked: number; refuse: boolean; valid: string };
  /** The answers of the next calls; 202 when there is none left. */
  answers: { status: number; headers?: Record<string, string> }[];
  close(): Promise<void>;
}

/** Starts the stand-in for a mailbox. */
export async function startGraph(sender: string): Promise<GraphStandIn> {
  const taken: SentMessage[] = [];
  const calls: number[] = [];
  const tokens = { asked: 0, refuse: false, valid: '' };
  const answers: GraphStandIn['answers'] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const text = Buffer.concat(parts).toString('utf8');
    const answer = (status: number, body?: object, headers: Record<string, string> = {}): void => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body ? JSON.stringify(body) : undefined);
    };
    if (request.url === '/token') {
      tokens.asked += 1;
      const asked = new URLSearchParams(text);
      const fits = asked.get('client_secret') === 'secret' && asked.get('grant_type') === 'client_credentials' && !tokens.refuse;
      if (fits) tokens.valid = `token-${tokens.asked}`;
      return fits
        ? answer(200, { token_type: 'Bearer', expires_in: 3600, access_token: tokens.valid })
        : answer(401, { error: 'invalid_client', error_description: 'AADSTS7000215: Invalid client secret provided.' });
    }
    if (request.method !== 'POST' || request.url !== `/v1.0/users/${encodeURIComponent(sender)}/sendMail`)
      return answer(404, { error: { code: 'ResourceNotFound' } });
    calls.push(Date.now());
    if (request.headers.authorization !== `Bearer ${tokens.valid}`) return answer(401, { error: { code: 'InvalidAuthenticationToken' } });
    const next = answers.shift() ?? { status: 202 };
    if (next.status !== 202) return answer(next.status, { error: { code: 'TellingWords', message: 'elira@example.org' } }, next.headers);
    const { message } = JSON.parse(text) as { message: SentMessage };
    if (message.internetMessageHeaders.some(({ name }) => !name.toLowerCase().startsWith('x-')))
      return answer(400, { error: { code: 'InvalidInternetMessageHeader' } });
    taken.push(message);
    return answer(202, undefined);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, seam: signIn(url), taken, calls, tokens, answers, close: () => new Promise((resolve) => void server.close(() => resolve())) };
}

/** msal speaks https to the sign-in service; its network is led to the stand-in, its discovery is given. */
function signIn(url: string): SignInSeam {
  const authority = 'https://login.microsoftonline.com/tenant';
  const networkClient: INetworkModule = {
    sendGetRequestAsync: async () => {
      throw new Error('nothing is to be discovered');
    },
    async sendPostRequestAsync<T>(_url: string, options?: { headers?: Record<string, string>; body?: string }) {
      const response = await fetch(`${url}/token`, { method: 'POST', headers: options?.headers ?? {}, body: options?.body ?? '' });
      return { headers: Object.fromEntries(response.headers), body: (await response.json()) as T, status: response.status };
    },
  };
  const authorityMetadata = JSON.stringify({
    token_endpoint: `${authority}/oauth2/v2.0/token`,
    authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
    issuer: `${authority}/v2.0`,
    jwks_uri: `${authority}/discovery/v2.0/keys`,
  });
  return { authorityMetadata, networkClient };
}
