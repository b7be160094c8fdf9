/** The main job in the whole product: a focal point types, the version is kept, other open workbooks show it, the Secretariat takes the consolidated workbook. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { readTables } from '../../service/adapters/ooxml/read-tables.ts';
import { browserTitle } from '../support/browser.ts';
import { found, it, type People } from '../support/e2e-demo.ts';
import { DEADLINE_MS, type Workbook } from '../support/e2e-workbook.ts';
import { findings, VALIDATOR } from '../support/ooxml-validate.ts';
import { startTestService, type TestService } from '../support/start-service.ts';

const FOOTNOTE = 'This designation is without prejudice to positions on status, and is in line with UNSCR 1244';

describe.skipIf(found.from === 'nowhere')(`editing, in ${browserTitle(found)}`, { timeout: 180_000 }, () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service?.close());
  const open = (people: People, as: string): Promise<Workbook> => people.open({ url: service.url, as });

  it('[P80] two lines typed by Albania are version 2, stand in the Secretariat’s open workbook, and in the consolidated .xlsx with all members and the footnote', async ({
    people,
  }) => {
    const [albania, secretariat] = await Promise.all([open(people, 'albania'), open(people, 'secretariat')]);
    await albania.choose('Albania', 'Products in process');
    const lines = ['Integrated border plan 2027–2029', 'Training of 40 officers, Tiranë'];
    await albania.write(...lines);
    const typedAt = performance.now();
    const sinceTyped = (): number => Math.round(performance.now() - typedAt);
    const [savedMs, shownMs] = await Promise.all([
      albania.head('Saved: version 1 → 2').then(sinceTyped),
      secretariat.shows('Albania', 'Products in process', lines.join('\n')).then(sinceTyped),
    ]);
    console.info(`after Enter: “saved” shown to Albania in ${savedMs} ms, the text shown to the Secretariat in ${shownMs} ms`);
    await albania.picture('1 albania saved');
    await secretariat.says('Albania: Products in process changed');
    await albania.status('Albania', 'Edited, not submitted – due 31 December 2026');

    await secretariat.press('Consolidate');
    await secretariat.says('All 19 rows are as they stand in the service.');
    const [download] = await Promise.all([secretariat.page.waitForEvent('download'), secretariat.press('Download .xlsx')]);
    await secretariat.says(`Saved as ${download.suggestedFilename()}.`);
    await secretariat.picture('1 secretariat consolidated');
    expect(download.suggestedFilename()).toBe('wbcti-2026-Q4-TLP-AMBER.xlsx');
    await expectConsolidated(readFileSync(await download.path()), lines);
  });

  it('[P81] drawing the grid takes at most three trips to Excel, each change received at most two', async ({ people }) => {
    const [secretariat, serbia] = await Promise.all([open(people, 'secretariat'), open(people, 'serbia')]);
    const opened = await secretariat.syncs();
    const drawn = await secretariat.fewestSyncs(3, async () => {
      await secretariat.press('Consolidate');
      await secretariat.says('All 19 rows are as they stand in the service.');
    });
    let version = 0;
    const received: number[] = [];
    for (const word of ['one', 'two', 'three']) {
      const syncs = await secretariat.fewestSyncs(2, async () => {
        const text = `${word} ${++version}`;
        await serbia.type('Serbia', 'Tasks', text);
        await secretariat.shows('Serbia', 'Tasks', text);
      });
      received.push(syncs);
    }
    console.info(
      `context.sync(): ${opened} from an empty workbook to the grid on screen, ${drawn} to draw it anew, ${received.join(', ')} for changes received`,
    );
    expect(drawn).toBeLessThanOrEqual(3);
    expect(Math.max(...received)).toBeLessThanOrEqual(2);
  });

  it('[P82] a wording that the grid does not allow is saved with a warning beside the cell and in the pane; one click corrects it', async ({ people }) => {
    const kosovo = await open(people, 'kosovo');
    await kosovo.type('Kosovo*', 'Accomplished Products', 'Law on weapons', 'Seminar on Kosovo roads');
    await kosovo.head('Saved: version 1 → 2');
    const warning = '“Accomplished Products”, line 2: write “Kosovo*” instead of “Kosovo”.';
    await kosovo.says(warning);
    await kosovo.says('Saved, please check');
    await kosovo.status('Kosovo*', warning);
    await kosovo.picture('11 wording');
    await kosovo.press('Correct it to: Seminar on Kosovo* roads');
    await kosovo.head('Saved: version 2 → 3');
    await kosovo.shows('Kosovo*', 'Accomplished Products', 'Law on weapons\nSeminar on Kosovo* roads');
    await kosovo.shows('Kosovo*', 'Status 2026-Q4', 'Edited, not submitted – due 31 December 2026');
    await expect.poll(() => kosovo.pane.getByText(warning).count(), { timeout: DEADLINE_MS }).toBe(0);
  });
});

/** The consolidated workbook as our reader, the validator of Microsoft’s SDK and LibreOffice see it; the latter two where they are present. */
async function expectConsolidated(bytes: Buffer, lines: string[]): Promise<void> {
  const [table] = await readTables(bytes, 'xlsx');
  const rows = table?.rows.map((row) => row.cells) ?? [];
  const members = rows.filter(([no]) => /^\d+$/.test(no ?? ''));
  expect(members.map(([no]) => Number(no))).toEqual(Array.from({ length: 19 }, (_, at) => at + 1));
  expect(members.find(([, name]) => name?.startsWith('Albania:'))).toContain(lines.join('\n'));
  expect(rows.flat().join('\n')).toContain(FOOTNOTE);
  if (VALIDATOR) expect(findings({ 'grid.xlsx': bytes })).toBe('');
  const text = printed(bytes);
  if (text === undefined) return;
  for (const line of [...lines, 'Kosovo*', FOOTNOTE]) expect(text).toContain(line);
}

/** The text of the workbook as LibreOffice prints it; nothing where LibreOffice or pdftotext is missing. */
function printed(xlsx: Buffer): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'grid-print-'));
  try {
    writeFileSync(join(folder, 'grid.xlsx'), xlsx);
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    const made = spawnSync('soffice', [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder, join(folder, 'grid.xlsx')]);
    if (made.error) return undefined;
    const { error, stdout } = spawnSync('pdftotext', ['-layout', join(folder, 'grid.pdf'), '-'], { encoding: 'utf8' });
    return error ? undefined : stdout.replace(/\s+/g, ' ');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
