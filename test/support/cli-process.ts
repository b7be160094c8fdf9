/** The operator's commands as the built program runs them. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../dist/service/cli.js', import.meta.url));

/** What a command said, and its exit code. */
export interface CliResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs a command to its end. Settings of the surroundings do not reach it. */
export function runCli(words: readonly string[], settings: Record<string, string>): Promise<CliResult> {
  if (!existsSync(CLI)) throw new Error('dist/service/cli.js is missing: run `npm run build`');
  const child = spawn(process.execPath, [CLI, ...words], { env: { PATH: process.env['PATH'] ?? '', ...settings }, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}
