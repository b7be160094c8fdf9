/** The shipped process: what it says at the start, what stops it, and how it stops. */
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DatabaseSync } from '@photostructure/sqlite';
import { generate } from 'selfsigned';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readEvents } from '../support/event-reader.ts';
import { editOf } from '../support/scenario.ts';
import { type ServiceProcess, spawnService } from '../support/service-process.ts';
import { clientOf } from '../support/start-service.ts';

const root = mkdtempSync(join(tmpdir(), 'grid-process-'));
const running = new Set<ServiceProcess>();
let folders = 0;
const newFolder = (): string => join(root, `data-${++folders}`);

function start(settings: Record<string, string>): ServiceProcess {
  const service = spawnService(settings);
  running.add(service);
  void service.ended.then(() => running.delete(service));
  return service;
}

afterEach(async () => {
  for (const service of running) service.child.kill('SIGKILL');
  await Promise.all([...running].map(({ ended }) => ended));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('the start', () => {
  it('[S70] prints what to open and nothing else, keeps its data in DATA_DIR, and a stop ends it with 0', async () => {
    const folder = newFolder();
    const service = start({ DATA_DIR: folder });
    const url = await service.url;
    expect((await clientOf(url, 'albania').get('/me')).status).toBe(200);
    expect((await clientOf(url, null).get('!/readyz')).status).toBe(200);
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['grid.db', 'signing-key']));
    service.child.kill('SIGINT');
    const { code, stdout, stderr } = await service.ended;
    expect([code, stderr]).toEqual([0, '']);
    const lines = stdout.trim().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain(`${url}/`);
    expect(lines[1]).toContain(`${url}/preview?as=albania`);
  });

  it('[S70] its log is one JSON line per event, without token, address or text', async () => {
    const service = start({ DATA_DIR: newFolder(), LOG_LEVEL: 'info' });
    const url = await service.url;
    await clientOf(url, 'albania').post('/grids/wbcti/edits', { edits: [editOf('albania', 1, { tasks: ['Zlatorog'] })] });
    await clientOf(url, null).get('!/nowhere/Zlatorog?token=demo:albania');
    service.child.kill('SIGTERM');
    const { stdout } = await service.ended;
    const lines = stdout
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line));
    expect(lines).toContainEqual(
      expect.objectContaining({
        level: 'info',
        method: 'POST',
        route: '/api/v1/grids/:grid/edits',
        status: 200,
        requestId: expect.stringMatching(/^urn:uuid:/),
      }),
    );
    expect(stdout).not.toMatch(/Zlatorog|demo:|Bearer/);
  });

  it('[S71] TODAY is 09:00 of that day in the grid’s time zone, or an instant, and runs from there', async () => {
    for (const [TODAY, from] of [
      ['2027-01-10', '2027-01-10T08:00:00Z'],
      ['2026-07-01', '2026-07-01T07:00:00Z'],
      ['2027-01-10T22:59:50Z', '2027-01-10T22:59:50Z'],
    ] as const) {
      const url = await start({ DATA_DIR: newFolder(), TODAY }).url;
      const { rows } = (await clientOf(url, 'albania').get('/grids/wbcti')).json;
      // The rows are made during the start, which takes its while on a busy machine.
      const afterMs = Date.parse(rows[0].updatedAt) - Date.parse(from);
      expect(afterMs >= 0 && afterMs < 60_000, `${TODAY}: ${rows[0].updatedAt}`).toBe(true);
    }
  });
});

describe('what stops the start', () => {
  const file = join(root, 'a-file');
  const empty = join(root, 'empty.pem');
  const garbage = join(root, 'garbage.pem');
  const grids = join(root, 'grids');
  const twice = join(root, 'twice');
  let certificate: { cert: string; key: string };
  let other: { cert: string; key: string };
  const pem = async (name: string): Promise<{ cert: string; key: string }> => {
    const made = await generate([{ name: 'commonName', value: 'localhost' }], {
      keySize: 2048,
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
    });
    const paths = { cert: join(root, `${name}.crt`), key: join(root, `${name}.key`) };
    writeFileSync(paths.cert, made.cert);
    writeFileSync(paths.key, made.private);
    return paths;
  };
  beforeAll(async () => {
    writeFileSync(file, 'x');
    writeFileSync(empty, '\n');
    writeFileSync(garbage, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
    [certificate, other] = await Promise.all([pem('one'), pem('two')]);
    mkdirSync(grids);
    writeFileSync(join(grids, 'bad.json'), '{"grid":"x"}');
    mkdirSync(twice);
    copyFileSync(new URL('../../service/grids/wbcti.json', import.meta.url), join(twice, 'again.json'));
  });

  /** One sentence on the error output, exit code 1, nothing else. */
  const expectRefusal = async (settings: Record<string, string>, sentences: (string | RegExp)[]): Promise<void> => {
    const { code, stdout, stderr } = await spawnService({ DATA_DIR: newFolder(), ...settings }).ended;
    const lines = stderr.trimEnd().split('\n');
    expect([code, stdout, lines.length], `${stderr}${stdout}`).toEqual([1, '', sentences.length]);
    for (const [index, sentence] of sentences.entries()) {
      expect(lines[index]).toMatch(sentence);
      expect(lines[index]).toMatch(/\.$/);
      expect(lines[index]).not.toMatch(/\{[a-z]+\}|undefined|Error:|at .*:\d+:\d+/);
    }
  };

  const WRONG: [title: string, settings: () => Record<string, string>, ...sentences: (string | RegExp)[]][] = [
    ['AUTH=entra', () => ({ AUTH: 'entra' }), /^AUTH=entra is not built yet/],
    ['AUTH=code without https', () => ({ AUTH: 'code', PUBLIC_URL: 'http://grid.example.org' }), /^With AUTH=code people reach the service by https/],
    ['TODAY outside the demo', () => ({ AUTH: 'entra', TODAY: '2027-01-10' }), /^AUTH=entra/, /^TODAY works only in demo mode/],
    ['HOST=0.0.0.0 in the demo', () => ({ HOST: '0.0.0.0' }), /^AUTH=demo lets everybody in.*“0\.0\.0\.0”/],
    ['an SMTP_URL of another kind, whose password is not shown', () => ({ SMTP_URL: 'http://a:geheim@b' }), /^SMTP_URL is “…”/],
    ['a definition that can’t be used', () => ({ GRIDS_DIR: grids }), /^The grid definition .*bad\.json can’t be used: at \/\w+, /],
    ['a grid that is defined twice', () => ({ GRIDS_DIR: twice }), /^Two definition files define the grid “wbcti”: .*again\.json and .*wbcti\.json/],
    ['an empty certificate', () => ({ TLS_CERT: empty, TLS_KEY: certificate.key }), /^TLS_CERT and TLS_KEY don’t fit/],
    ['a certificate that is none', () => ({ TLS_CERT: garbage, TLS_KEY: certificate.key }), /^TLS_CERT and TLS_KEY don’t fit/],
    ['text for a certificate', () => ({ TLS_CERT: file, TLS_KEY: certificate.key }), /^TLS_CERT and TLS_KEY don’t fit/],
    ['somebody else’s key', () => ({ TLS_CERT: certificate.cert, TLS_KEY: other.key }), /^TLS_CERT and TLS_KEY don’t fit/],
    ['a file in place of the data folder', () => ({ DATA_DIR: file }), /^The data folder .*a-file can’t be written/],
    ['a data folder below a file', () => ({ DATA_DIR: join(file, 'data') }), /^The data folder .* can’t be written/],
    ['several at once', () => ({ PORT: 'x', REMINDERS: 'y', TODAY: 'z' }), /^PORT/, /^TODAY/, /^REMINDERS/],
  ];
  describe.concurrent('each with its sentence', () => {
    for (const [title, settings, ...sentences] of WRONG) it(`[S72] ${title}`, () => expectRefusal(settings(), sentences));
  });

  it('[S72] a port that is in use', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as { port: number };
    await expectRefusal({ PORT: String(port) }, [new RegExp(`^Port ${port} on 127\\.0\\.0\\.1 is in use`)]);
    taken.close();
  });

  it('[S72] a data folder in which another service runs', async () => {
    const folder = newFolder();
    const first = start({ DATA_DIR: folder });
    await first.url;
    await expectRefusal({ DATA_DIR: folder }, [/^The data folder .* is in use by another running service/]);
    expect((await clientOf(await first.url, 'albania').get('/me')).status).toBe(200);
  });

  it('[S73] with a certificate and its key it speaks https and nothing else', async () => {
    const url = await start({ DATA_DIR: newFolder(), TLS_CERT: certificate.cert, TLS_KEY: certificate.key }).url;
    expect(url).toMatch(/^https:/);
    const body = await new Promise<string>((resolve, reject) => {
      httpsRequest(`${url}/healthz`, { ca: readFileSync(certificate.cert) }, (response) => {
        response.setEncoding('utf8').on('data', resolve);
      })
        .on('error', reject)
        .end();
    });
    expect(JSON.parse(body)).toEqual({ status: 'ok' });
    await expect(fetch(url.replace('https:', 'http:'))).rejects.toThrow();
  });
});

it('[S63] the start over a damaged ledger is said in one sentence, and the service shows what it can', async () => {
  const folder = newFolder();
  const first = start({ DATA_DIR: folder });
  await first.url;
  first.child.kill('SIGTERM');
  await first.ended;
  const db = new DatabaseSync(join(folder, 'grid.db'));
  db.exec(
    "DELETE FROM saved_state; UPDATE entry SET hash = replace(hash, substr(hash, 1, 4), 'ffff'), body = replace(body, 'kosovo', 'kosova') WHERE cursor = 6",
  );
  db.close();
  const service = start({ DATA_DIR: folder, LOG_LEVEL: 'silent' });
  expect((await clientOf(await service.url, 'albania').get('/grids/wbcti')).json.cursor).toBe(5);
  service.child.kill('SIGTERM');
  const { code, stderr } = await service.ended;
  expect([code, stderr.trimEnd()]).toEqual([0, expect.stringMatching(/^The ledger of “wbcti” does not fit at entry 6\. [^\n]*\.$/)]);
});

describe('the stop', () => {
  /** Resolves when a text is on its way to the service. */
  const sent = (socket: Socket | undefined, text: string): Promise<void> => new Promise((resolve) => void socket?.write(text, () => resolve()));

  it('[S74] finishes the request under way, ends the open streams and exits with 0', async () => {
    const service = start({ DATA_DIR: newFolder() });
    const url = await service.url;
    const readers = await Promise.all([0, 1, 2].map(() => readEvents(url, { after: 0 })));
    await Promise.all(readers.map((reader) => reader.take(20)));
    const body = JSON.stringify({ edits: [editOf('albania', 1, { tasks: ['under way'] })] });
    const { hostname, port } = new URL(url);
    const slow = connect({ host: hostname, port: Number(port) });
    let answer = '';
    slow.on('data', (chunk) => {
      answer += chunk;
    });
    await sent(
      slow,
      `POST /api/v1/grids/wbcti/edits HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer demo:albania\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 20)}`,
    );
    // The service has the half request once it answers a later one on another connection.
    expect((await clientOf(url, 'albania').get('/me')).status).toBe(200);
    service.child.kill('SIGTERM');
    await Promise.all(readers.map((reader) => reader.ended()));
    slow.write(body.slice(20));
    const { code, stderr, stdout } = await service.ended;
    expect([code, stderr]).toEqual([0, '']);
    expect(answer).toContain('"status":"saved"');
    expect(stdout).toContain('Stopping');
  });

  it('[S74] is not held up by a client that keeps its connection or never finishes its request', async () => {
    const service = start({ DATA_DIR: newFolder() });
    const { hostname, port } = new URL(await service.url);
    const sockets = [0, 1].map(() => connect({ host: hostname, port: Number(port) }).on('error', () => undefined));
    sockets[0]?.write('GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n');
    await new Promise((resolve) => sockets[0]?.once('data', resolve));
    await sent(
      sockets[1],
      'POST /api/v1/grids/wbcti/edits HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer demo:albania\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{',
    );
    expect((await clientOf(await service.url, 'albania').get('/me')).status).toBe(200);
    service.child.kill('SIGTERM');
    // Both clients would hold it for a minute and longer.
    const over = await Promise.race([service.ended, pause(40_000, undefined, { ref: false })]);
    expect(over?.code).toBe(0);
    for (const socket of sockets) socket.destroy();
  });
});
