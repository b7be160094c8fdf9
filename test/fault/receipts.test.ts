/** The commands about receipts as the built program runs them: the public key, a genuine receipt, and one of each kind that is not. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { runCli } from '../support/cli-process.ts';
import { useDrill } from '../support/fault-drill.ts';
import { startTestService } from '../support/start-service.ts';

const drill = useDrill('receipts');
let folder: string;
let file: string;
let key: string;

beforeAll(async () => {
  folder = drill.newFolder();
  const service = await startTestService({ dataDir: folder, settings: { SIGNING_KEY: '' } });
  await service.as('albania').post('/grids/wbcti/periods/2026-Q4/submissions', { member: 'albania', statement: 'updated' });
  file = join(folder, '..', 'receipt.json');
  writeFileSync(file, (await service.as('albania').get('/grids/wbcti/periods/2026-Q4/submissions/1/receipt')).text);
  const told = (await service.as('observer').get('/grids/wbcti/ledger/verify')).json.publicKey;
  await service.close();
  const printed = await runCli(['public-key'], { DATA_DIR: folder });
  expect(printed).toEqual({ code: 0, stdout: `${told}\n`, stderr: '' });
  key = told;
});

/** The receipt with a change, in a file beside it. */
function changed(change: (text: string) => string): string {
  const other = join(folder, '..', 'changed.json');
  writeFileSync(other, change(readFileSync(file, 'utf8')));
  return other;
}
const verify = (words: string[], settings: Record<string, string> = { DATA_DIR: drill.newFolder() }) => runCli(['verify-receipt', ...words], settings);

it('[C78] [C80] a genuine one is said to be genuine, with the key of this service or a named one, without a store', async () => {
  for (const result of [await verify([file], { DATA_DIR: folder }), await verify([file, '--key', key])]) {
    expect(result).toMatchObject({ code: 0, stderr: '' });
    expect(result.stdout).toMatch(/^The receipt is genuine: Albania.* submitted for 2026-Q4 .* number 1, .* as entry 21\.\n$/);
  }
});

it('[C78] each thing that is wrong is one sentence, and exit code 1', async () => {
  const number = await verify([changed((text) => text.replace('"number":1', '"number":2')), '--key', key]);
  expect(number).toMatchObject({ code: 1, stdout: expect.stringContaining('“number” was changed: the entry says something else.\n') });
  const words = await verify([changed((text) => text.replaceAll('"updated"', '"nothing-to-report"')), '--key', key]);
  expect(words).toMatchObject({ code: 1, stdout: expect.stringContaining('The content of the entry was changed') });
  const foreign = (await runCli(['public-key'], { DATA_DIR: folder, SIGNING_KEY: Buffer.alloc(32, 9).toString('base64') })).stdout.trim();
  expect(await verify([file, '--key', foreign])).toMatchObject({ code: 1, stdout: expect.stringMatching(/^Another key signed it .*\n$/) });
  expect(await verify([changed((text) => text.slice(1)), '--key', key])).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('is no receipt of this service'),
  });
});

it('[C80] without a key, with a bad one, without the file, or with --key elsewhere it says so', async () => {
  expect(await verify([file])).toMatchObject({ code: 1, stdout: expect.stringContaining('Name it with --key.') });
  expect(await verify([file, '--key', 'x'])).toMatchObject({ code: 1, stdout: expect.stringContaining('is no public key') });
  expect(await verify([`${file}.none`, '--key', key])).toMatchObject({ code: 1, stderr: expect.stringContaining('can’t be read') });
  expect(await runCli(['verify', '--key', key], { DATA_DIR: folder })).toMatchObject({ code: 2, stderr: expect.stringContaining('--key') });
});
