/** The proxy of the fault tests, before an echoing server: what is cut is cut, where it was asked for. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TcpProxy, tcpProxy, viaPort } from '../../support/tcp-proxy.ts';

let server: Server;
let received: string;
let proxy: TcpProxy;

beforeEach(async () => {
  received = '';
  server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.on('data', (bytes) => {
      received += bytes;
      socket.write(`<${bytes}>`);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  proxy = await tcpProxy((server.address() as AddressInfo).port);
});

afterEach(async () => {
  await proxy.close();
  server.close();
});

/** Sends a text on a new connection; what came back before the end, and whether the connection was broken. */
async function ask(text: string, answerBytes = text.length + 2): Promise<{ answer: string; broken: boolean }> {
  const socket = connect(proxy.port, '127.0.0.1');
  socket.write(text);
  let answer = '';
  try {
    for await (const bytes of socket as AsyncIterable<Buffer>) {
      answer += bytes;
      if (answer.length >= answerBytes) return { answer, broken: false };
    }
  } catch (error) {
    expect(error).toMatchObject({ code: expect.stringMatching(/^(ECONNRESET|EPIPE)$/) });
  }
  return { answer, broken: true };
}

describe('the TCP proxy', () => {
  it('passes everything on, large pieces whole', async () => {
    const large = 'x'.repeat(300_000);
    expect(await ask('hello')).toEqual({ answer: '<hello>', broken: false });
    await ask(large);
    expect(received).toBe(`hello${large}`);
  });

  it('cuts before a request is delivered', async () => {
    const done = proxy.cutAfterBytes({ bytes: 0, direction: 'toServer' });
    expect(await ask('hello')).toEqual({ answer: '', broken: true });
    await done;
    expect(received).toBe('');
    expect(await ask('again')).toEqual({ answer: '<again>', broken: false });
  });

  it('cuts after a request is delivered, before its answer', async () => {
    const done = proxy.cutAfterBytes({ bytes: 0, direction: 'toClient' });
    expect(await ask('hello')).toEqual({ answer: '', broken: true });
    await done;
    expect(received).toBe('hello');
  });

  it('cuts in the middle of an answer and of a request', async () => {
    const done = proxy.cutAfterBytes({ bytes: 3, direction: 'toClient' });
    expect(await ask('hello')).toEqual({ answer: '<he', broken: true });
    await done;
    received = '';
    await Promise.all([proxy.cutAfterBytes({ bytes: 2, direction: 'toServer' }), ask('hello')]);
    await expect.poll(() => received).toBe('he');
  });

  it('waits for the request that it is told', async () => {
    let happened = false;
    const done = proxy.cutAfterBytes({ bytes: 0, direction: 'toClient', request: 'insert' }).then(() => {
      happened = true;
    });
    expect(await ask('ping')).toEqual({ answer: '<ping>', broken: false });
    expect(happened).toBe(false);
    expect(await ask('an insert')).toEqual({ answer: '', broken: true });
    await done;
    expect(received).toBe('pingan insert');
  });

  it('refuses everything while it is cut, and nothing afterwards', async () => {
    const open = ask('hello', 1_000);
    await expect.poll(() => received).toBe('hello');
    proxy.cut();
    expect((await open).broken).toBe(true);
    expect(await ask('again')).toEqual({ answer: '', broken: true });
    proxy.resume();
    expect(await ask('once more')).toEqual({ answer: '<once more>', broken: false });
    await expect.poll(() => proxy.open).toBe(0);
  });

  it('is as slow as it is told', async () => {
    proxy.delayMs(100, 'toClient');
    const started = performance.now();
    expect((await ask('hello')).answer).toBe('<hello>');
    expect(performance.now() - started).toBeGreaterThan(95);
  });

  it('breaks the connection when nothing listens behind it', async () => {
    server.close();
    await once(server, 'close');
    expect(await ask('hello')).toEqual({ answer: '', broken: true });
  });

  it('takes the place of the server in an address', () => {
    expect(viaPort('mongodb://127.0.0.1:27017/ours?w=majority', 5)).toBe('mongodb://127.0.0.1:5/ours?w=majority');
  });
});
