/** What Node's HTTP parser refuses never reaches Express (no HTTP, headers too large, two lengths, too slow): it is answered here, as a problem too. */
import { randomUUID } from 'node:crypto';
import { maxHeaderSize, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { say } from '#contract/catalogue/say.ts';
import { problemOf } from '../../application/problem-of.ts';

/** For the server's `clientError`. */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const instance = `urn:uuid:${randomUUID()}`;
  const problem =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? problemOf({ code: 'too-large', params: { limit: maxHeaderSize } }, { instance })
      : problemOf({ code: 'invalid-input', params: {} }, { instance, errors: [{ pointer: '', message: say('check.input-other') }] });
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    `X-Request-Id: ${instance}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
