/** Listens: http, or https where a certificate is given. */
import { createServer as createHttp, type Server } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import { answerBrokenRequest } from './broken-request.ts';

export interface ServerSettings {
  port: number;
  host: string;
  tls: { cert: string; key: string } | undefined;
}

/** A server that listens. */
export interface OpenServer {
  /** `http://127.0.0.1:3000`. */
  url: string;
  /** Takes no new connections, lets `endStreams` end what would not end by itself, waits for requests under way; after eight seconds cuts what is left, so that the process is gone within ten. */
  close(endStreams: () => void): Promise<void>;
}

// Slow or endless headers and bodies are cut (slow HTTP attacks); event streams are answers and are not concerned.
const HEADERS_WITHIN_MS = 10_000;
const REQUEST_WITHIN_MS = 60_000;
const MOST_CONNECTIONS = 10_000;
const CLOSE_WITHIN_MS = 8_000;

/** Starts listening; rejects with the error of listening or of the certificate. */
export async function openServer(app: Express, { port, host, tls }: ServerSettings): Promise<OpenServer> {
  const server = tls ? createHttps(tls, app) : createHttp(app);
  server.headersTimeout = HEADERS_WITHIN_MS;
  server.requestTimeout = REQUEST_WITHIN_MS;
  server.maxConnections = MOST_CONNECTIONS;
  server.on('clientError', answerBrokenRequest);
  await listen(server, { port, host });
  const { port: taken } = server.address() as AddressInfo;
  const url = `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${taken}`;
  return { url, close: (endStreams) => close(server, endStreams) };
}

function listen(server: Server, { port, host }: { port: number; host: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function close(server: Server, endStreams: () => void): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  endStreams();
  // A connection that is kept alive becomes idle when its answer is out, which Node does not notice by itself.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const cut = setTimeout(() => server.closeAllConnections(), CLOSE_WITHIN_MS);
  await closed;
  clearInterval(idle);
  clearTimeout(cut);
}
