/**
 * The long run of the property tests, and of the clients on a bad network:
 *
 *   node test/property/run-million.mjs [--runs 1000000] [--seeds 1] [--limit-ms 300000] [--clients 1000]
 *
 * `--runs` is what all properties together run, over all seeds; a property that takes longer than `--limit-ms` with one seed stops there and counts what it ran.
 * Each seed is drawn anew and printed, so that a failure can be played again (settings.ts says how). Prints the figures, and ends with 1 if a property does not hold.
 */
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const folder = fileURLToPath(new URL('.', import.meta.url));
const root = join(folder, '../..');
const option = (value) => ({ type: 'string', default: value });
const { values } = parseArgs({ options: { runs: option('1000000'), seeds: option('1'), 'limit-ms': option('300000'), clients: option('1000') } });
const [runs, seeds, limitMs, clients] = [values.runs, values.seeds, values['limit-ms'], values.clients].map(Number);

const files = readdirSync(folder).filter((file) => file.endsWith('.test.ts'));
const properties = files.map((file) => readFileSync(join(folder, file), 'utf8').match(/\bholds\(/g)?.length ?? 0).reduce((sum, count) => sum + count, 0);
const each = Math.ceil(runs / properties / seeds);
const temporary = mkdtempSync(join(tmpdir(), 'property-figures-'));
const startedMs = performance.now();
let total = 0;
let failed = false;

for (let round = 0; round < seeds; round++) {
  const seed = randomInt(2 ** 31);
  const figures = join(temporary, `${seed}.jsonl`);
  console.log(`seed ${seed}: ${properties} properties, ${each} runs each, ${clients / seeds} runs of clients`);
  const settings = { PROPERTY_RUNS: each, PROPERTY_SEED: seed, PROPERTY_LIMIT_MS: limitMs, PROPERTY_FIGURES: figures, CLIENT_RUNS: Math.ceil(clients / seeds) };
  const { status } = spawnSync(join(root, 'node_modules/.bin/vitest'), ['run', 'test/property'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, String(value)])) },
  });
  failed ||= status !== 0;
  const done = existsSync(figures) ? readFileSync(figures, 'utf8').trim().split('\n').map(JSON.parse) : [];
  total += done.reduce((sum, one) => sum + one.runs, 0);
  for (const { title, runs: ran } of done.filter((one) => one.runs < each)) console.log(`  stopped after ${ran} runs: ${title}`);
}

rmSync(temporary, { recursive: true });
console.log(
  `${total} runs of ${properties} properties with ${seeds} seeds in ${Math.round((performance.now() - startedMs) / 1000)} s: ${failed ? 'NOT all hold' : 'all hold'}`,
);
process.exitCode = failed ? 1 : 0;
