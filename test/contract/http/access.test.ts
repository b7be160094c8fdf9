/** Who is let in: a bearer token in the header, and nothing else. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROUTES, type RouteContract } from '#contract/routes.ts';
import { sendRaw, statusesOf } from '../../support/raw-http.ts';
import { play } from '../../support/scenario.ts';
import { startTestService, type TestService } from '../../support/start-service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

const PATHS = Object.values(ROUTES).map(({ method, path }: RouteContract) => ({
  method: method.toUpperCase(),
  path: path.replace('{grid}', 'wbcti').replace('{row}', 'albania').replace('{version}', '1').replace('{period}', '2026-Q4').replace('{person}', 'fp-albania'),
}));

describe('without a good token', () => {
  for (const { method, path } of [
    ...PATHS,
    { method: 'GET', path: '/openapi.json' },
    { method: 'GET', path: '/nowhere' },
    { method: 'OPTIONS', path: '/grids' },
  ]) {
    it(`[A8] ${method} ${path} answers unauthenticated`, () =>
      play(service, { title: '', as: null, path, method, status: 401, code: 'unauthenticated', answers: { 'www-authenticate': 'Bearer' } }));
  }

  const BAD: [title: string, header: string][] = [
    ['an unknown member', 'Bearer demo:atlantis'],
    ['a role that is none', 'Bearer demo:operator'],
    ['a property of objects', 'Bearer demo:constructor'],
    ['no demo token', 'Bearer eyJhbGciOiJub25lIn0.e30.'],
    ['two tokens', 'Bearer demo:albania demo:secretariat'],
    ['a token with more behind it', 'Bearer demo:albania, Bearer demo:secretariat'],
    ['basic authentication', `Basic ${Buffer.from('demo:secretariat').toString('base64')}`],
    ['the token without a scheme', 'demo:secretariat'],
    ['a capital letter', 'Bearer demo:Secretariat'],
    ['an empty one', 'Bearer '],
    ['a very long one', `Bearer demo:${'a'.repeat(5_000)}`],
  ];
  for (const [title, Authorization] of BAD) {
    it(`[A9] ${title}`, () =>
      play(service, { title, as: null, path: '/me', headers: { Authorization }, status: 401, code: 'unauthenticated', not: ['atlantis', 'eyJ'] }));
  }

  it('[A9] a token in the address or a cookie is not looked at', async () => {
    await play(service, { title: '', as: null, path: '/me?access_token=demo:secretariat', status: 401, code: 'unauthenticated' });
    await play(service, { title: '', as: null, path: '/me', headers: { Cookie: 'token=demo:secretariat' }, status: 401, code: 'unauthenticated' });
    await play(service, { title: '', path: '/me?access_token=demo:secretariat', status: 400, code: 'invalid-input', pointers: ['/access_token'] });
  });

  it('[A19] health needs none, and says nothing else', async () => {
    expect((await service.as(null).get('!/healthz')).json).toEqual({ status: 'ok' });
    expect((await service.as(null).get('!/readyz')).json).toEqual({ status: 'ready' });
  });
});

it('[A9] the scheme may be written in any case', async () => {
  for (const scheme of ['bearer', 'BEARER'])
    expect((await service.as(null).get('/me', { Authorization: `${scheme} demo:albania` })).json.person).toBe('demo:albania');
});

describe('requests that no decent client sends', () => {
  const HEAD = 'Host: a\r\nAuthorization: Bearer demo:albania\r\n';
  const POST = `POST /api/v1/grids/wbcti/edits HTTP/1.1\r\n${HEAD}Content-Type: application/json\r\n`;
  const CASES: [title: string, parts: string[], statuses: number[]][] = [
    ['NUL in the request line', [`GET /api/v1/me\u0000 HTTP/1.1\r\n${HEAD}\r\n`], [400]],
    ['a line break in a header', [`GET /api/v1/me HTTP/1.1\r\n${HEAD}X: a\rSet-Cookie: b\r\n\r\n`], [400]],
    ['an encoded line break in the path', [`GET /api/v1/grids/a%0d%0aSet-Cookie:%20b HTTP/1.1\r\n${HEAD}Connection: close\r\n\r\n`], [404]],
    ['an unknown method', [`BREW /api/v1/me HTTP/1.1\r\n${HEAD}\r\n`], [400]],
    ['no HTTP at all', ['hello\r\n\r\n'], [400]],
    ['headers of 20 kB', [`GET /api/v1/me HTTP/1.1\r\n${HEAD}X: ${'a'.repeat(20_000)}\r\n\r\n`], [413]],
    ['two lengths', [`${POST}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`], [400]],
    ['a length and chunks', [`${POST}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`], [400]],
    ['a body longer than stated: the rest is no request', [`${POST}Content-Length: 12\r\n\r\n{"edits":[]}{"edits":[]}`], [400]],
    [
      'a chunked body over the limit',
      [`${POST}Transfer-Encoding: chunked\r\n\r\n`, ...Array.from({ length: 12 }, () => `186a0\r\n${'x'.repeat(100_000)}\r\n`)],
      [413],
    ],
    ['a stated length over the limit', [`${POST}Content-Length: 99999999\r\n\r\n{`], [413]],
  ];
  for (const [title, parts, statuses] of CASES) {
    it(`[H50] ${title}`, async () => {
      const text = await sendRaw(service.url, parts);
      expect(statusesOf(text), text.slice(0, 300)).toEqual(statuses);
      for (const answer of text.split(/(?=HTTP\/1\.1 )/)) {
        expect(answer).toMatch(/^content-type: application\/problem\+json/im);
        expect(JSON.parse(answer.slice(answer.indexOf('{'), answer.lastIndexOf('}') + 1))).toMatchObject({
          status: Number(answer.slice(9, 12)),
          detail: expect.stringMatching(/\.$/),
        });
        expect(answer).not.toMatch(/^set-cookie/im);
      }
    });
  }

  it('[H51] a slow body is read to its end while others are served', async () => {
    const body = '{"edits":[]}';
    const slow = sendRaw(service.url, [`${POST}Content-Length: ${body.length}\r\nConnection: close\r\n\r\n`, ...body], { pauseMs: 25 });
    expect((await service.as('albania').get('/me')).status).toBe(200);
    expect(statusesOf(await slow)).toEqual([400]);
  });

  it('[H51] a body that ends too early changes nothing and is no fault of the service', async () => {
    const cursor = await service.cursor();
    await sendRaw(service.url, [`${POST}Content-Length: 500\r\n\r\n{"edits":[{"editId":`], { quietMs: 100, answers: 0 });
    expect(await service.cursor()).toBe(cursor);
    expect(service.log.lines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  });

  it('[H50] a refusal does not cost the connection, unless a body is still on its way', async () => {
    const refused = `GET /api/v1/nowhere HTTP/1.1\r\n${HEAD}\r\n`;
    const small = `${POST}Content-Length: 3\r\n\r\nxyz`;
    const text = await sendRaw(service.url, [refused, small, `GET /api/v1/me HTTP/1.1\r\n${HEAD}\r\n`], { pauseMs: 50, answers: 3 });
    expect(statusesOf(text)).toEqual([404, 400, 200]);
    expect(await sendRaw(service.url, [`${POST}Content-Length: 3000000\r\n\r\nxyz`])).toMatch(/^connection: close/im);
  });

  it('[H50] a client that sends too much reads the answer, and its connection ends', async () => {
    for (let n = 0; n < 10; n++) {
      const answer = await service.as('albania').post('/grids/wbcti/edits', 'x'.repeat(3_000_000), { 'Content-Type': 'application/json' });
      expect(answer.status).toBe(413);
    }
  });
});
