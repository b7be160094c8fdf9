/** Settings: the environment → Config. The only place that reads it. A wrong setting is a sentence; all wrong ones are told at once. */
import { readdirSync, readFileSync } from 'node:fs';
import { say } from '#contract/catalogue/say.ts';
import { isDayOrInstant, isLoopback, isMongoUri, isNetwork, isOrigin, isPort, isSender, isSmtpUrl, isUrl, splitList } from './config-checks.ts';

/** Settings as the service uses them. */
export interface Config {
  /** 0 takes any free port. */
  port: number;
  host: string;
  dataDir: string;
  /** Without it the store is SQLite in `dataDir`. */
  mongodbUri: string | undefined;
  /** `code`: people sign in with a code that is mailed to their address in the directory. */
  auth: 'demo' | 'code';
  /** The day (09:00 in the grid's time zone) or instant at which a demo's clock starts. */
  today: string | undefined;
  reminders: 'auto' | 'manual';
  /** Where people reach the service, without a slash at the end; by default the address it listens on. */
  publicUrl: string | undefined;
  /** Addresses and networks of proxies whose X-Forwarded-For is believed; none by default. */
  trustedProxies: readonly string[];
  tls: { cert: string; key: string } | undefined;
  mail: { smtpUrl: string | undefined; from: string; graph: GraphSettings | undefined };
  /** Base64 of an Ed25519 seed of 32 bytes; made and kept in `dataDir` if absent. */
  signingKey: string | undefined;
  gridsDir: string | undefined;
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
}

/** How to reach Microsoft Graph's sendMail with client credentials. */
export interface GraphSettings {
  tenantId: string;
  clientId: string;
  clientSecret: string;
  sender: string;
  /** Other than Microsoft's worldwide cloud; undefined for that one. */
  url: string | undefined;
  authority: string | undefined;
}

/** Every setting with its default, for the README's table and the test that holds the two together. */
export const SETTINGS = [
  'PORT',
  'HOST',
  'DATA_DIR',
  'MONGODB_URI',
  'AUTH',
  'TODAY',
  'REMINDERS',
  'PUBLIC_URL',
  'TRUSTED_PROXIES',
  'TLS_CERT',
  'TLS_KEY',
  'SMTP_URL',
  'MAIL_FROM',
  'GRAPH_TENANT_ID',
  'GRAPH_CLIENT_ID',
  'GRAPH_CLIENT_SECRET',
  'GRAPH_SENDER',
  'GRAPH_URL',
  'GRAPH_AUTHORITY',
  'SIGNING_KEY',
  'GRIDS_DIR',
  'LOG_LEVEL',
] as const;

type Setting = (typeof SETTINGS)[number];
type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the settings, or says each one that is wrong. */
export function loadConfig(environment: Environment): { config: Config; wrong: [] } | { config: undefined; wrong: string[] } {
  const reading = openReading(environment);
  const { text, choice, wrong } = reading;
  const host = text('HOST') ?? '127.0.0.1';
  const port = text('PORT', { when: isPort, expected: 'a whole number from 0 to 65535' }) ?? '3000';
  const config: Config = {
    port: Number(port),
    host,
    dataDir: text('DATA_DIR') ?? './data',
    mongodbUri: text('MONGODB_URI', { when: isMongoUri, expected: 'an address such as mongodb://127.0.0.1:27017/support_group_grid' }),
    auth: readAuth(reading, host),
    today: text('TODAY', { when: isDayOrInstant, expected: 'a day such as 2027-01-10 or an instant such as 2027-01-10T09:00:00Z' }),
    reminders: choice('REMINDERS', ['auto', 'manual']),
    publicUrl: text('PUBLIC_URL', { when: isOrigin, expected: 'an address without a path, such as https://grid.example.org' })?.replace(/\/$/, ''),
    trustedProxies: readProxies(reading),
    tls: readTls(reading),
    mail: {
      smtpUrl: text('SMTP_URL', { when: isSmtpUrl, expected: 'an address such as smtp://name:password@mail.example.org:587' }),
      from: text('MAIL_FROM', { when: isSender, expected: 'an address such as Secretariat <grid@example.org>' }) ?? 'Support Group Grid <grid@localhost>',
      graph: readGraph(reading),
    },
    signingKey: text('SIGNING_KEY', { when: (value) => Buffer.from(value, 'base64').length === 32, expected: 'the base64 of 32 bytes' }),
    gridsDir: readFolder(reading, 'GRIDS_DIR'),
    logLevel: choice('LOG_LEVEL', ['info', 'debug', 'warn', 'error', 'silent']),
  };
  if (text('MONGODB_URI') !== undefined && text('SIGNING_KEY') === undefined) {
    wrong.push(say('start.setting-missing', { name: 'SIGNING_KEY', because: 'MONGODB_URI is set' }));
  }
  return wrong.length > 0 ? { config: undefined, wrong } : { config, wrong: [] };
}

interface Reading {
  /** The setting's text, or nothing if it is absent or wrong (then its sentence is in `wrong`). */
  text(name: Setting, check?: { when(value: string): boolean; expected: string }): string | undefined;
  /** One of the options; the first is the default. */
  choice<Option extends string>(name: Setting, options: readonly [Option, ...Option[]]): Option;
  wrong: string[];
}

function openReading(environment: Environment): Reading {
  const wrong: string[] = [];
  const text: Reading['text'] = (name, check) => {
    const value = environment[name]?.trim() || undefined;
    if (value === undefined || !check || check.when(value)) return value;
    wrong.push(say('start.setting-bad', { name, value: SECRETS.has(name) ? '…' : value.replace(/\p{Cc}+/gu, '�'), expected: check.expected }));
    return undefined;
  };
  return {
    text,
    choice: (name, options) => {
      const isOption = (value: string): boolean => (options as readonly string[]).includes(value);
      const value = text(name, { when: isOption, expected: options.filter((option) => option !== NOT_BUILT).join(' or ') });
      return options.find((option) => option === value) ?? options[0];
    },
    wrong,
  };
}

/** Known, but answered with a sentence of its own. */
const NOT_BUILT = 'entra';

/** Never shown, not even when wrong. */
const SECRETS: ReadonlySet<Setting> = new Set(['SIGNING_KEY', 'SMTP_URL', 'MONGODB_URI', 'GRAPH_CLIENT_SECRET']);

function readAuth({ text, choice, wrong }: Reading, host: string): Config['auth'] {
  const auth = choice('AUTH', ['demo', NOT_BUILT, 'code']);
  if (auth === NOT_BUILT) wrong.push(say('start.auth-not-yet', { auth }));
  if (auth === 'demo' && !isLoopback(host)) wrong.push(say('start.demo-loopback', { host }));
  if (auth !== 'demo' && text('TODAY') !== undefined) wrong.push(say('start.demo-only', { name: 'TODAY' }));
  if (auth === 'code') checkPublicUrl({ url: text('PUBLIC_URL'), host, wrong });
  return auth === 'code' ? 'code' : 'demo';
}

/** Codes and cookies must not travel in clear, and a mailed link must lead to where people reach the service. */
function checkPublicUrl({ url, host, wrong }: { url: string | undefined; host: string; wrong: string[] }): void {
  if (url === undefined && !isLoopback(host))
    wrong.push(say('start.setting-missing', { name: 'PUBLIC_URL', because: 'AUTH is code and HOST is not this machine' }));
  if (url === undefined || !isOrigin(url) || !isUrl(url, ['http:'])) return;
  if (!isLoopback(new URL(url).hostname.replace(/^\[|\]$/g, ''))) wrong.push(say('start.code-https', { url }));
}

function readTls({ text, wrong }: Reading): Config['tls'] {
  const [cert, key] = [text('TLS_CERT'), text('TLS_KEY')];
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined || key === undefined) {
    const [name, other] = cert === undefined ? ['TLS_CERT', 'TLS_KEY'] : ['TLS_KEY', 'TLS_CERT'];
    wrong.push(say('start.setting-missing', { name, because: `${other} is set` }));
    return undefined;
  }
  const content = (name: Setting, file: string) => readOrSay(wrong, { name, file, read: () => readFileSync(file, 'utf8') });
  const tls = { cert: content('TLS_CERT', cert), key: content('TLS_KEY', key) };
  if (tls.cert === undefined || tls.key === undefined) return undefined;
  // Node takes an empty text for an absent one, and would listen without a certificate.
  if (tls.cert.trim() === '' || tls.key.trim() === '') wrong.push(say('start.tls-bad', { reason: 'one of the files is empty' }));
  return { cert: tls.cert, key: tls.key };
}

function readProxies({ text }: Reading): string[] {
  const listed = text('TRUSTED_PROXIES', {
    when: (value) => splitList(value).every(isNetwork),
    expected: 'addresses or networks such as 127.0.0.1, 10.0.0.0/8',
  });
  return listed === undefined ? [] : splitList(listed);
}

function readFolder({ text, wrong }: Reading, name: Setting): string | undefined {
  const folder = text(name);
  if (folder !== undefined) readOrSay(wrong, { name, file: folder, read: () => readdirSync(folder) });
  return folder;
}

/** What is read, or nothing and a sentence why not. */
function readOrSay<T>(wrong: string[], { name, file, read }: { name: Setting; file: string; read: () => T }): T | undefined {
  try {
    return read();
  } catch (error) {
    wrong.push(say('start.file-unreadable', { name, file, reason: (error as NodeJS.ErrnoException).code ?? 'unknown' }));
    return undefined;
  }
}

function readGraph({ text, wrong }: Reading): GraphSettings | undefined {
  const names = ['GRAPH_TENANT_ID', 'GRAPH_CLIENT_ID', 'GRAPH_CLIENT_SECRET', 'GRAPH_SENDER'] as const;
  const given = names.filter((name) => text(name) !== undefined);
  if (given.length === 0) {
    const cloudAlone = (['GRAPH_URL', 'GRAPH_AUTHORITY'] as const).find((name) => text(name) !== undefined);
    if (cloudAlone) wrong.push(say('start.setting-missing', { name: names[0], because: `${cloudAlone} is set` }));
    return undefined;
  }
  for (const name of names.filter((one) => !given.includes(one))) wrong.push(say('start.setting-missing', { name, because: `${given[0]} is set` }));
  const [tenantId = '', clientId = '', clientSecret = '', sender = ''] = names.map((name) => text(name) ?? '');
  const cloud = { when: isOrigin, expected: 'an address without a path, such as https://graph.microsoft.us' };
  return { tenantId, clientId, clientSecret, sender, url: text('GRAPH_URL', cloud), authority: text('GRAPH_AUTHORITY', cloud) };
}
