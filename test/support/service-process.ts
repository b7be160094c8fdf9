/** The built service as a process of its own: started with settings, killed, stopped, listened to. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../dist/service/main.js', import.meta.url));

export interface ServiceProcess {
  child: ChildProcess;
  /** The address it prints once it listens; rejects if it ends before. */
  url: Promise<string>;
  /** Code, signal and all that was said. */
  ended: Promise<{ code: number | null; signal: string | null; stdout: string; stderr: string }>;
  stdout(): string;
}

/** Starts the built service; `npm test` builds it before. Settings of the surroundings do not reach it. */
export function spawnService(settings: Record<string, string>): ServiceProcess {
  if (!existsSync(MAIN)) throw new Error('dist/service/main.js is missing: run `npm run build`');
  const environment = { PATH: process.env['PATH'] ?? '', PORT: '0', LOG_LEVEL: 'error', REMINDERS: 'manual', ...settings };
  const child = spawn(process.execPath, [MAIN], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  let tell = (_url: string): void => undefined;
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
    const url = /Open (https?:\/\/[^\s/]+)\//.exec(stdout)?.[1];
    if (url) tell(url);
  });
  const ended = new Promise<Awaited<ServiceProcess['ended']>>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  const url = new Promise<string>((resolve, reject) => {
    tell = resolve;
    void ended.then((end) => reject(new Error(`the service ended with ${end.code ?? end.signal}: ${end.stderr}${end.stdout}`)));
  });
  // Who does not wait for the address need not hear that there is none.
  url.catch(() => undefined);
  return { child, url, ended, stdout: () => stdout };
}
