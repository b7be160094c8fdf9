/** Settings: defaults, and the sentence for each that is wrong. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../../service/config.ts';

const folder = mkdtempSync(join(tmpdir(), 'config-'));
const pem = join(folder, 'some.pem');
writeFileSync(pem, 'x');
afterAll(() => rmSync(folder, { recursive: true }));

it('[S76] without any setting it is a demo on this machine, with the embedded store', () => {
  expect(loadConfig({})).toEqual({
    wrong: [],
    config: {
      port: 3000,
      host: '127.0.0.1',
      dataDir: './data',
      mongodbUri: undefined,
      auth: 'demo',
      today: undefined,
      reminders: 'auto',
      publicUrl: undefined,
      trustedProxies: [],
      tls: undefined,
      mail: { smtpUrl: undefined, from: 'Support Group Grid <grid@localhost>', graph: undefined },
      signingKey: undefined,
      gridsDir: undefined,
      logLevel: 'info',
    },
  });
});

it('[S76] an empty setting, or one of blanks, counts as none', () => {
  expect(loadConfig({ PORT: '', HOST: '  ', TODAY: '', AUTH: ' ' })).toEqual(loadConfig({}));
});

it('[S76] what is right is taken', () => {
  const { config } = loadConfig({
    PORT: '0',
    HOST: '::1',
    TODAY: '2028-02-29T23:59:59.5Z',
    PUBLIC_URL: 'https://grid.example.org:8443/',
    SIGNING_KEY: Buffer.alloc(32).toString('base64'),
    MONGODB_URI: 'mongodb+srv://a:b@c/grid',
    MAIL_FROM: 'Secretariat <grid@example.org>',
    GRIDS_DIR: folder,
    TLS_CERT: pem,
    TLS_KEY: pem,
  });
  expect(config).toMatchObject({
    port: 0,
    host: '::1',
    today: '2028-02-29T23:59:59.5Z',
    publicUrl: 'https://grid.example.org:8443',
    gridsDir: folder,
    tls: { cert: 'x', key: 'x' },
  });
});

it('[A113] AUTH=code listens on any host with an https PUBLIC_URL, and on this machine with http', () => {
  for (const settings of [
    { AUTH: 'code' },
    { AUTH: 'code', PUBLIC_URL: 'http://localhost:3000' },
    { AUTH: 'code', PUBLIC_URL: 'http://[::1]:3000' },
    { AUTH: 'code', HOST: '0.0.0.0', PUBLIC_URL: 'https://grid.example.org', TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8, fd00::/8' },
  ])
    expect(loadConfig(settings)).toMatchObject({ config: { auth: 'code' }, wrong: [] });
});

describe('what is wrong', () => {
  const WRONG: [title: string, settings: Record<string, string>, ...sentences: RegExp[]][] = [
    ['a port that is none', { PORT: 'http' }, /^PORT is “http”, but must be a whole number/],
    ['a port out of range', { PORT: '70000' }, /^PORT is “70000”/],
    ['an AUTH that is none', { AUTH: 'none' }, /^AUTH is “none”, but must be demo or code\./],
    ['a TODAY that does not exist', { TODAY: '2026-02-30' }, /^TODAY is “2026-02-30”/],
    ['an instant that does not exist', { TODAY: '2026-11-25T25:00:00Z' }, /^TODAY is/],
    ['a TODAY that is none', { TODAY: 'tomorrow' }, /^TODAY is “tomorrow”/],
    ['REMINDERS that are neither', { REMINDERS: 'yes' }, /^REMINDERS is “yes”, but must be auto or manual/],
    ['a PUBLIC_URL with a path', { PUBLIC_URL: 'https://grid.example.org/a' }, /^PUBLIC_URL is/],
    ['a PUBLIC_URL with a fragment', { PUBLIC_URL: 'https://grid.example.org/#a' }, /^PUBLIC_URL is/],
    ['a PUBLIC_URL with a name and a password', { PUBLIC_URL: 'https://a:b@grid.example.org' }, /^PUBLIC_URL is/],
    ['a PUBLIC_URL that would break a page', { PUBLIC_URL: 'https://a&"b' }, /^PUBLIC_URL is/],
    ['codes over http', { AUTH: 'code', PUBLIC_URL: 'http://grid.example.org' }, /^With AUTH=code people reach the service by https, but PUBLIC_URL is/],
    ['codes for everybody without a PUBLIC_URL', { AUTH: 'code', HOST: '0.0.0.0' }, /^PUBLIC_URL must be set when AUTH is code and HOST is not this machine/],
    ['a TODAY without a demo', { AUTH: 'code', TODAY: '2027-01-10' }, /^TODAY works only in demo mode/],
    ['TRUSTED_PROXIES that are no addresses', { TRUSTED_PROXIES: '10.0.0.0/8, proxy' }, /^TRUSTED_PROXIES is “10\.0\.0\.0\/8, proxy”/],
    ['a TRUSTED_PROXIES that would trust everybody', { TRUSTED_PROXIES: 'true' }, /^TRUSTED_PROXIES is “true”/],
    ['a LOG_LEVEL that is none', { LOG_LEVEL: 'loud' }, /^LOG_LEVEL is “loud”/],
    ['a MAIL_FROM with a line break', { MAIL_FROM: 'a@b.org\r\nBcc: c@d.org' }, /^MAIL_FROM is “a@b\.org�Bcc/],
    ['half of Graph', { GRAPH_TENANT_ID: 'a', GRAPH_CLIENT_ID: 'b', GRAPH_SENDER: 'c' }, /^GRAPH_CLIENT_SECRET must be set when GRAPH_TENANT_ID is set/],
    ['a cloud of Graph without Graph', { GRAPH_URL: 'https://graph.microsoft.us' }, /^GRAPH_TENANT_ID must be set when GRAPH_URL is set/],
    ['a SIGNING_KEY that is too short, not shown', { SIGNING_KEY: 'c2hvcnQ=' }, /^SIGNING_KEY is “…”/],
    ['a MONGODB_URI that is none, not shown', { MONGODB_URI: 'localhost:27017' }, /^MONGODB_URI is “…”/, /^SIGNING_KEY must be set/],
    ['MongoDB without a SIGNING_KEY', { MONGODB_URI: 'mongodb://127.0.0.1/grid' }, /^SIGNING_KEY must be set when MONGODB_URI is set/],
    ['a GRIDS_DIR that is not there', { GRIDS_DIR: join(folder, 'nowhere') }, /^GRIDS_DIR names the file .*nowhere, which can’t be read \(ENOENT\)/],
    ['a certificate without its key', { TLS_CERT: pem }, /^TLS_KEY must be set when TLS_CERT is set/],
    ['a key without its certificate', { TLS_KEY: pem }, /^TLS_CERT must be set when TLS_KEY is set/],
    ['a certificate that is not there', { TLS_CERT: join(folder, 'none.crt'), TLS_KEY: pem }, /^TLS_CERT names the file .*none\.crt.*ENOENT/],
    ['a folder for a key', { TLS_CERT: pem, TLS_KEY: folder }, /^TLS_KEY names the file .*EISDIR/],
  ];
  for (const [title, settings, ...sentences] of WRONG) {
    it(`[S72] ${title}`, () => {
      const { config, wrong } = loadConfig(settings);
      expect(config).toBeUndefined();
      expect(wrong, wrong.join('\n')).toHaveLength(sentences.length);
      for (const [index, sentence] of sentences.entries()) {
        expect(wrong[index]).toMatch(sentence);
        expect(wrong[index]).toMatch(/^[^\r\n{}]+\.$/);
      }
    });
  }
});
