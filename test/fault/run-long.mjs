// The fault drills in their long form (1,000 kills, 1,000 flipped bits …), with their figures: `node test/fault/run-long.mjs [name…]`, where a
// name is that of a drill (`kill`, `flips`). It takes about an hour on two cores; `FAULT_SEED=…` repeats a run. The exit code is 0 only if all passed.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const drills = readdirSync(join(root, 'test/fault')).filter((file) => file.endsWith('.test.ts') && !file.startsWith('process'));
const named = process.argv.slice(2);
const unknown = named.filter((name) => !drills.includes(`${name}.test.ts`));
if (unknown.length > 0) {
  process.stderr.write(`There is no drill ${unknown.join(', ')}; there are ${drills.map((file) => file.replace('.test.ts', '')).join(', ')}.\n`);
  process.exit(2);
}

const run = (program, words, env = {}) =>
  new Promise((resolve) => {
    const child = spawn(program, words, { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
    let printed = '';
    child.stdout.on('data', (chunk) => {
      printed += chunk;
    });
    child.on('close', (code) => resolve({ code, printed }));
  });

const startedAt = performance.now();
const built = await run(process.execPath, [join(root, 'service/build.mjs')]);
if (built.code !== 0) process.exit(1);
const failed = [];
// One after the other, so that no drill measures another one's load.
for (const file of named.length > 0 ? named.map((name) => `${name}.test.ts`) : drills) {
  const drillAt = performance.now();
  const words = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', `test/fault/${file}`];
  const { code, printed } = await run(process.execPath, words, { FAULTS: 'long', NO_COLOR: '1' });
  for (const line of printed.split('\n').filter((one) => one.startsWith('FAULTS '))) process.stdout.write(`${line.slice('FAULTS '.length)}\n`);
  process.stdout.write(`${file}: ${code === 0 ? 'passed' : 'FAILED'} in ${Math.round((performance.now() - drillAt) / 1_000)} s\n`);
  if (code === 0) continue;
  failed.push(file);
  process.stdout.write(printed);
}
process.stdout.write(
  `${failed.length === 0 ? 'All drills passed' : `Failed: ${failed.join(', ')}`} in ${Math.round((performance.now() - startedAt) / 1_000)} s\n`,
);
process.exit(failed.length === 0 ? 0 : 1);
