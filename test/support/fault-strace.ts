/** Makes system calls of a running process fail, by strace from outside; when strace lets go, the process has its system back. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';

/** Why nothing can be injected here; undefined if it can. */
export const STRACE_MISSING = whyNot();

/** The injection, until it is ended. */
export interface Injection {
  /** How many calls failed. */
  readonly hits: number;
  end(): Promise<void>;
}

/** Makes the named calls of a process fail, from now on: `inject(pid, { calls: 'fsync,fdatasync', error: 'EIO' })`. */
export async function inject(pid: number, { calls, error, from = 1 }: { calls: string; error: string; from?: number }): Promise<Injection> {
  const child = spawn('strace', ['-f', '-p', String(pid), '-e', `trace=${calls}`, '-e', `inject=${calls}:error=${error}:when=${from}+`], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let hits = 0;
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.stderr.on('data', (chunk: Buffer) => {
      const text = chunk.toString();
      hits += text.split('(INJECTED)').length - 1;
      said = (said + text).slice(-2_000);
      if (/attached/.test(said)) resolve();
    });
    child.once('exit', () => reject(new Error(`strace ended: ${said}`)));
  });
  return {
    get hits() {
      return hits;
    },
    end: () => end(child),
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGINT');
  await gone;
}

function whyNot(): string | undefined {
  if (process.platform !== 'linux') return 'strace needs Linux';
  try {
    const said = execFileSync('strace', ['-e', 'inject=getpid:error=EIO:when=1+', '-e', 'trace=getpid', 'true'], { stdio: ['ignore', 'ignore', 'pipe'] });
    return said ? undefined : undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'strace is not on the PATH' : 'strace may not trace here';
  }
}
