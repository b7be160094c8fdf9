/**
 * One server of the MongoDB protocol as a child process: started on a free port with an empty temporary folder, awaited until
 * the driver's ping is answered, restarted on the same port and folder, killed, and removed without a trace.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { statfsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { MongoClient } from 'mongodb';

/** A program and its arguments. */
interface Command {
  readonly program: string;
  readonly arguments: readonly string[];
}

/** Says how to start a server on a port; may make what it needs below its data folder, which outlives a restart. */
export type CommandFor = (port: number, dataFolder: string) => Command | Promise<Command>;

/** A started server of our own. */
export interface ServerProcess {
  readonly port: number;
  /** Of the process that runs now; undefined after kill() or stop(). */
  readonly pid: number | undefined;
  /** Ends it if it runs (SIGTERM), starts it again on the same port and data, and resolves when it answers. */
  restart(): Promise<void>;
  /** SIGKILL; resolves when the process is gone. restart() brings it back. */
  kill(): Promise<void>;
  /** Ends it and removes its folder; repeating does nothing. */
  stop(): Promise<void>;
}

/** What the servers of all tests at once need at most. */
const ROOM_BYTES = 1 << 30;
const startWaitMs = 30_000;
const stopWaitMs = 5_000;
/** Somebody else may take the free port between our look and the server's. */
const attempts = 3;

/** Starts a server and resolves when it answers a ping; rejects with what the server printed. */
export async function startServer(commandFor: CommandFor): Promise<ServerProcess> {
  const folder = await mkdtemp(join(quickFolder(), 'sgg-mongo-'));
  try {
    for (let attempt = 1; ; attempt++) {
      const port = await freePort();
      try {
        const child = await launch(await commandFor(port, folder), port);
        return processAround({ child, commandFor, port, folder });
      } catch (error) {
        if (attempt === attempts) throw error;
      }
    }
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Memory where there is enough of it: a killed process loses nothing of it, and each of the servers' many small files costs no wait for a disk. */
function quickFolder(): string {
  const memory = '/dev/shm';
  try {
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize >= ROOM_BYTES ? memory : tmpdir();
  } catch {
    // There is none on this system.
    return tmpdir();
  }
}

interface Started {
  readonly child: ChildProcess;
  readonly commandFor: CommandFor;
  readonly port: number;
  readonly folder: string;
}

function processAround(started: Started): ServerProcess {
  const { commandFor, port, folder } = started;
  let child: ChildProcess | undefined = started.child;
  const endChild = async (signal: 'SIGTERM' | 'SIGKILL') => {
    const ending = child;
    child = undefined;
    if (ending !== undefined) await end(ending, signal);
  };
  return {
    port,
    get pid() {
      return child?.pid;
    },
    async restart() {
      await endChild('SIGTERM');
      child = await launch(await commandFor(port, folder), port);
    },
    kill: () => endChild('SIGKILL'),
    async stop() {
      // An orderly end waits some seconds for clients that are still connected, and saves what is removed here.
      await endChild('SIGKILL');
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

async function launch(command: Command, port: number): Promise<ChildProcess> {
  const child = spawn(command.program, command.arguments, { stdio: ['ignore', 'pipe', 'pipe'] });
  // A test file that ends without stop(), by a failure or by process.exit, leaves no server behind.
  const killWithUs = () => child.kill('SIGKILL');
  process.once('exit', killWithUs);
  child.once('exit', () => process.off('exit', killWithUs));

  let printed = '';
  const keepTail = (chunk: Buffer) => {
    printed = (printed + chunk.toString()).slice(-4_000);
  };
  child.stdout?.on('data', keepTail);
  child.stderr?.on('data', keepTail);

  const giveUp = new AbortController();
  const gone = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => reject(new Error(`it ended at once (${signal ?? `exit code ${code}`})`)));
  });
  try {
    await Promise.race([untilAnswering(port, giveUp.signal), gone]);
  } catch (error) {
    await end(child, 'SIGKILL');
    throw new Error(`${command.program} did not start on port ${port}: ${String(error)}\n${printed}`, { cause: error });
  } finally {
    giveUp.abort();
  }
  return child;
}

/** Resolves when the driver gets an answer to a ping. Stops trying when `signal` aborts or the wait is over. */
async function untilAnswering(port: number, signal: AbortSignal): Promise<void> {
  const deadline = AbortSignal.timeout(startWaitMs);
  while (!(await accepts(port))) {
    if (signal.aborted) return;
    if (deadline.aborted) throw new Error(`nothing listens after ${startWaitMs} ms`);
    await pause(25);
  }
  const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, { serverSelectionTimeoutMS: startWaitMs });
  try {
    await client.db('admin').command({ ping: 1 });
  } finally {
    await client.close();
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const answer = (yes: boolean) => {
      socket.destroy();
      resolve(yes);
    };
    socket.once('connect', () => answer(true));
    socket.once('error', () => answer(false));
  });
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill(signal);
  const force = setTimeout(() => child.kill('SIGKILL'), stopWaitMs);
  await gone;
  clearTimeout(force);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
