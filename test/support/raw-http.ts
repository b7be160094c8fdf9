/** Bytes to a port and whatever comes back: for requests that no decent client sends. */
import { connect } from 'node:net';

/**
 * Sends the parts, `pauseMs` apart, and resolves to all that came back when the other side closes, or when nothing more came for `quietMs` after so many `answers`.
 */
export function sendRaw(url: string, parts: readonly (string | Uint8Array)[], { pauseMs = 0, quietMs = 400, answers = 1 } = {}): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect({ host: hostname, port: Number(port) });
    let quiet: NodeJS.Timeout | undefined;
    const text = (): string => Buffer.concat(chunks).toString('utf8');
    const finish = (): void => {
      clearTimeout(quiet);
      socket.destroy();
      resolve(text());
    };
    const wait = (): void => {
      clearTimeout(quiet);
      quiet = setTimeout(() => (statusesOf(text()).length < answers ? wait() : finish()), quietMs);
    };
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      wait();
    });
    socket.on('close', finish);
    socket.on('error', (error: NodeJS.ErrnoException) => {
      // A service that closes while bytes are still coming resets the connection; what it said before that counts.
      if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') reject(error);
    });
    const [first, ...rest] = parts;
    const sendRest = async (): Promise<void> => {
      socket.write(first ?? '');
      for (const part of rest) {
        await new Promise((next) => setTimeout(next, pauseMs));
        if (!socket.writable) return;
        socket.write(part);
      }
      wait();
    };
    socket.on('connect', () => void sendRest());
  });
}

/** The status lines of what came back, in order. */
export function statusesOf(text: string): number[] {
  return [...text.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status));
}
