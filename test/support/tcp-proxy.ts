/**
 * A TCP proxy before a real server, with which fault tests break a connection exactly where they want:
 *
 *   cutAfterBytes({ bytes: 0, direction: 'toServer' })    the next request is never delivered
 *   cutAfterBytes({ bytes: 0, direction: 'toClient' })    it is delivered, its answer is lost
 *   cutAfterBytes({ bytes: 20, direction: 'toClient' })   half an answer arrives
 *   cut(), resume()                                       nothing gets through for a while
 *   delayMs(200)                                          everything is slow
 *
 * It forwards bytes and knows no protocol.
 */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** The way of the bytes: requests go to the server, answers to the client. */
type Direction = 'toServer' | 'toClient';

/** Where to break a connection. */
interface CutPoint {
  /** How many more bytes of that direction still pass; 0 cuts at the next one. */
  readonly bytes: number;
  readonly direction: Direction;
  /**
   * Counts only on a connection that has sent a piece with this text since, and begins with that piece: a command's name,
   * say, so that a driver's heartbeat on another connection does not take the cut. Default: the first connection that sends.
   */
  readonly request?: string;
}

/** A listening proxy. */
export interface TcpProxy {
  readonly port: number;
  /** How many connections are open now. */
  readonly open: number;
  /** Breaks every connection and each new one, until resume(). */
  cut(): void;
  /** Lets everything through again: ends cut(), every delay and every cut point that is still waiting. */
  resume(): void;
  /** Each piece of at most 64 kB waits so long before it is passed on; its order stays. Both directions unless one is named. */
  delayMs(waitMs: number, direction?: Direction): void;
  /** Breaks one connection once at this point; resolves when it did. Later connections pass. */
  cutAfterBytes(point: CutPoint): Promise<void>;
  /** Breaks what is open and stops listening. */
  close(): Promise<void>;
}

/** Listens on a free port of 127.0.0.1 and passes on to `targetPort` there. */
export async function tcpProxy(targetPort: number): Promise<TcpProxy> {
  const connections = new Set<Connection>();
  const delays: Record<Direction, number> = { toServer: 0, toClient: 0 };
  let cutPoints: WaitingCut[] = [];
  let isCut = false;

  const server = createServer({ noDelay: true }, (client) => {
    if (isCut) {
      client.destroy();
      return;
    }
    const connection = new Connection({ client, target: connect({ port: targetPort, host: '127.0.0.1', noDelay: true }) });
    connections.add(connection);
    const forward = (direction: Direction) =>
      connection.forward(direction, {
        delay: () => delays[direction],
        passing: (piece) => {
          const { passed, reached } = passingBytes({ cutPoints, connection, direction, piece });
          if (reached !== undefined) cutPoints = cutPoints.filter((point) => point !== reached);
          return { passed, reached };
        },
      });
    void Promise.all([forward('toServer'), forward('toClient')]).finally(() => connections.delete(connection));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const breakAll = () => {
    for (const connection of connections) connection.break();
  };
  return {
    port: (server.address() as AddressInfo).port,
    get open() {
      return connections.size;
    },
    cut() {
      isCut = true;
      breakAll();
    },
    resume() {
      isCut = false;
      delays.toServer = 0;
      delays.toClient = 0;
      cutPoints = [];
    },
    delayMs(waitMs, direction) {
      if (direction !== 'toClient') delays.toServer = waitMs;
      if (direction !== 'toServer') delays.toClient = waitMs;
    },
    cutAfterBytes(point) {
      return new Promise((resolve) => {
        cutPoints.push({ point, left: point.bytes, connection: undefined, happened: resolve });
      });
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      breakAll();
      await closed;
    },
  };
}

/** The same address with the proxy's port in place of the server's. The address names one host. */
export function viaPort(uri: string, port: number): string {
  const address = new URL(uri);
  address.host = `127.0.0.1:${port}`;
  return address.href;
}

interface WaitingCut {
  readonly point: CutPoint;
  readonly happened: () => void;
  left: number;
  /** The one whose bytes are counted, once it is known. */
  connection: Connection | undefined;
}

interface Piece {
  readonly cutPoints: readonly WaitingCut[];
  readonly connection: Connection;
  readonly direction: Direction;
  readonly piece: Buffer;
}

/** How much of a piece passes, and the cut point that it reaches, if any. Counts the bytes. */
function passingBytes({ cutPoints, connection, direction, piece }: Piece): { passed: Buffer; reached?: WaitingCut | undefined } {
  for (const waiting of cutPoints) {
    const { request } = waiting.point;
    const begins = request === undefined ? direction === waiting.point.direction : direction === 'toServer' && piece.includes(request);
    if (waiting.connection === undefined && begins) waiting.connection = connection;
    if (waiting.connection !== connection || direction !== waiting.point.direction) continue;
    if (piece.length > waiting.left) return { passed: piece.subarray(0, waiting.left), reached: waiting };
    waiting.left -= piece.length;
  }
  return { passed: piece };
}

interface Forwarding {
  delay(): number;
  passing(piece: Buffer): { passed: Buffer; reached?: WaitingCut | undefined };
}

/** One client's connection and the one behind it. */
class Connection {
  readonly #sockets: { readonly client: Socket; readonly target: Socket };
  readonly #over = new AbortController();

  constructor(sockets: { readonly client: Socket; readonly target: Socket }) {
    this.#sockets = sockets;
    // A broken side breaks the other: that is how an error is passed on here.
    for (const socket of [sockets.client, sockets.target]) socket.on('error', () => this.break());
  }

  /** Closes both sides at once. Each peer sees an early end or a reset, whichever its system makes of it, as in a failing network. */
  break(): void {
    this.#over.abort();
    this.#sockets.client.destroy();
    this.#sockets.target.destroy();
  }

  /** Passes on until the sender ends or the connection is broken. Never rejects. */
  async forward(direction: Direction, { delay, passing }: Forwarding): Promise<void> {
    const { client, target } = this.#sockets;
    const [from, to] = direction === 'toServer' ? [client, target] : [target, client];
    try {
      for await (const piece of from as AsyncIterable<Buffer>) {
        if (delay() > 0) await pause(delay(), undefined, { signal: this.#over.signal });
        const { passed, reached } = passing(piece);
        if (passed.length > 0) await written(to, passed);
        if (reached !== undefined) {
          this.break();
          reached.happened();
          return;
        }
      }
      to.end();
    } catch {
      this.break();
    }
  }
}

/** Resolves when the bytes are with the operating system, so that a break that follows comes after them. */
function written(socket: Socket, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}
