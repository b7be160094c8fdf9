/**
 * Starts the real service in this process, as compose.ts wires it: a free port, a data folder or a store in memory, a clock that tests move by hand and a log
 * that is kept. `as('albania')` is a client with that identity's token.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stdSerializers } from 'pino';
import { openSqliteStore } from '../../service/adapters/sqlite/store.ts';
import type { Log, Store } from '../../service/application/ports.ts';
import { type Overrides, type RunningService, startService } from '../../service/compose.ts';
import { loadConfig } from '../../service/config.ts';

/** What came back. `json` is undefined where the body is no JSON. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: what the service says is what is tested
  json: any;
  bytes: Buffer;
}

export interface Request {
  method?: string;
  headers?: Record<string, string>;
  /** An object is sent as JSON; text and bytes as they are. */
  body?: unknown;
}

/** A client with one identity; paths are relative to `/api/v1`, or begin with `!` for one without the prefix. */
export interface Client {
  send(path: string, request?: Request): Promise<Answer>;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  put(path: string, body: unknown): Promise<Answer>;
  remove(path: string): Promise<Answer>;
}

export interface TestService {
  url: string;
  dataDir: string;
  service: RunningService;
  store: Store;
  log: KeptLog;
  /** A client by demo name (`albania`, `secretariat`, `observer`); null has no token. */
  as(name: string | null): Client;
  cursor(grid?: string): Promise<number>;
  moveTo(instant: string): void;
  passMs(ms: number): void;
  close(): Promise<void>;
}

export interface StartOptions {
  /** The instant at which the clock stands; it moves by hand only. */
  now?: string;
  /** Settings as in the environment. */
  settings?: Record<string, string>;
  /** Keep it to start again on the same data; without it the store is in memory. */
  dataDir?: string;
  overrides?: Overrides;
  /** Stands between the service and its store. */
  wrapStore?: (store: Store) => Store;
}

/** A Wednesday in the middle of 2026-Q4, 10:00 in Ljubljana. */
export const A_DAY = '2026-11-25T09:00:00.000Z';

/** The seed of the key that signs the checkpoints of test services. */
export const SIGNING_SEED = Buffer.alloc(32, 7).toString('base64');

/** A log that keeps its lines as pino would write them. */
export interface KeptLog extends Log {
  lines: string[];
}

export function keepLog(): KeptLog {
  const lines: string[] = [];
  const add = (level: string) => (fields: Record<string, unknown>, message: string) => {
    const err = fields['err'] instanceof Error ? stdSerializers.errWithCause(fields['err']) : fields['err'];
    lines.push(JSON.stringify({ level, ...fields, ...(err === undefined ? {} : { err }), msg: message }));
  };
  return { lines, debug: add('debug'), info: add('info'), warn: add('warn'), error: add('error') };
}

/** Starts a service. Every suite closes what it starts. */
export async function startTestService(options: StartOptions = {}): Promise<TestService> {
  const folder = options.dataDir ?? mkdtempSync(join(tmpdir(), 'grid-service-'));
  const { config, wrong } = loadConfig({ PORT: '0', DATA_DIR: folder, REMINDERS: 'manual', SIGNING_KEY: SIGNING_SEED, ...options.settings });
  if (!config) throw new Error(wrong.join('\n'));
  const log = keepLog();
  let nowMs = Date.parse(options.now ?? A_DAY);
  const opened = options.overrides?.store ?? openSqliteStore({ folder: options.dataDir ?? ':memory:', log });
  const store = options.wrapStore?.(opened) ?? opened;
  const removeFolder = (): void => {
    if (options.dataDir === undefined) rmSync(folder, { recursive: true, force: true });
  };
  const service = await startService(config, log, { clock: { nowMs: () => nowMs }, ...options.overrides, store }).catch(async (error: unknown) => {
    await store.close();
    removeFolder();
    throw error;
  });
  const as = (name: string | null): Client => clientOf(service.url, name);
  return {
    url: service.url,
    dataDir: folder,
    service,
    store,
    log,
    as,
    cursor: async (grid = 'wbcti') => (await as('observer').get(`/grids/${grid}`)).json.cursor as number,
    moveTo: (instant) => {
      nowMs = Date.parse(instant);
    },
    passMs: (ms) => {
      nowMs += ms;
    },
    close: async () => {
      await service.close();
      removeFolder();
    },
  };
}

/** A client of any address. */
export function clientOf(url: string, name: string | null): Client {
  const send: Client['send'] = async (path, { method = 'GET', headers = {}, body } = {}) => {
    const plain = body === undefined || typeof body === 'string' || body instanceof Uint8Array;
    const response = await fetch(path.startsWith('!') ? `${url}${path.slice(1)}` : `${url}/api/v1${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(name === null ? {} : { Authorization: `Bearer demo:${name}` }),
        ...(plain ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: plain ? (body as BodyInit) : JSON.stringify(body) }),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const text = bytes.toString('utf8');
    const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '') && text !== '';
    return { status: response.status, headers: response.headers, text, bytes, json: isJson ? JSON.parse(text) : undefined };
  };
  return {
    send,
    get: (path, headers = {}) => send(path, { headers }),
    post: (path, body, headers = {}) => send(path, { method: 'POST', body, headers }),
    put: (path, body) => send(path, { method: 'PUT', body }),
    remove: (path) => send(path, { method: 'DELETE' }),
  };
}
