/**
 * A bit flips in the closed database. Whatever it hits, a changed text of the grid is never shown as if nothing were: the service refuses to start,
 * or names the first bad entry and is read-only, or everything is as it was.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { expect, it } from 'vitest';
import { chance, SEED, sized, tellFigures, useDrill } from '../support/fault-drill.ts';
import { type GridUnderTest, openUseCases, openWhole } from '../support/fault-grid.ts';
import { MEMBERS } from '../support/fault-writers.ts';
import { editOf, save } from '../support/scenario.ts';
import { startTestService } from '../support/start-service.ts';

const FLIPS = sized(100, 1_000);
/** Flips in what lies beside the ledger: people and letters. */
const FLIPS_BESIDE = sized(50, 1_000);
const BESIDE = ['person', 'letter', 'letter_by_grid', 'attempt', 'outcome'];
/** Every so manyth flip is looked at through the whole service. */
const WHOLE_EVERY = 25;
const NOW = '2027-01-10T09:00:00.000Z';
const DAY_MS = 24 * 3_600_000;
const WORDS = 'law strategy action plan training report border police exchange team draft adopted parliament ministry агенција për drejtësi'.split(' ');
const drill = useDrill('flips');

type Verdict = 'refused at the start' | 'named and read-only' | 'harmless';
type Shown = Record<string, string>;

/** All item texts that are shown. */
function textsOf(shown: Shown): Set<string> {
  return new Set(Object.values(shown).flatMap((text) => [...text.matchAll(/"text":"((?:[^"\\]|\\.)*)"/g)].map(([, found]) => found ?? '')));
}

/** Eight versions of each row, a submission, reminders; closed. */
async function fill(folder: string): Promise<void> {
  const random = chance(7);
  const words = (count: number) => Array.from({ length: count }, () => WORDS[Math.floor(random() * WORDS.length)]).join(' ');
  const service = await startTestService({ dataDir: folder, now: '2026-11-01T09:00:00.000Z' });
  for (let version = 1; version < 8; version++) {
    service.passMs(5 * DAY_MS);
    const edits = MEMBERS.map((row) =>
      editOf(row, version, { tasks: [`${row} ${version} ${words(30)}`, words(20)], inProcess: [words(30)] }, { reason: words(3) }),
    );
    await save(service.as('secretariat'), ...edits);
  }
  service.moveTo(NOW);
  await service.as('albania').post('/grids/wbcti/periods/2026-Q4/submissions', { member: 'albania', statement: 'updated' });
  await service.as('secretariat').post('/grids/wbcti/reminders/run', {});
  await service.close();
}

async function shownBy(open: Promise<GridUnderTest>): Promise<Shown> {
  const grid = await open;
  const shown = await grid.shown();
  await grid.close();
  return shown;
}

/** Where a bit may flip: anywhere, or in the pages of some tables. */
function placesIn(file: Buffer, tables: readonly string[] | undefined): (chance: number) => number {
  if (!tables) return (random) => Math.floor(random * file.length);
  const folder = drill.newFolder();
  mkdirSync(folder);
  writeFileSync(join(folder, 'grid.db'), file);
  const database = new DatabaseSync(join(folder, 'grid.db'), { readOnly: true });
  const pages = database.prepare(`SELECT pageno FROM dbstat WHERE name IN (${tables.map(() => '?').join()})`).all(...tables) as { pageno: number }[];
  const { page_size: sizeBytes } = database.prepare('PRAGMA page_size').get() as { page_size: number };
  database.close();
  return (random) => {
    const at = Math.floor(random * pages.length * sizeBytes);
    return ((pages[Math.floor(at / sizeBytes)]?.pageno ?? 1) - 1) * sizeBytes + (at % sizeBytes);
  };
}

it.each([
  { where: 'anywhere', flips: FLIPS, tables: undefined },
  { where: 'in people and letters', flips: FLIPS_BESIDE, tables: BESIDE },
])(
  '[S103] $flips flipped bits $where: each is found and named, or changes nothing that anybody reads',
  { timeout: sized(600_000, 3_600_000) },
  async ({ where: part, flips, tables }) => {
    const startedMs = performance.now();
    const [source, folder] = [drill.newFolder(), drill.newFolder()];
    await fill(source);
    const file = readFileSync(join(source, 'grid.db'));
    const before = { whole: await shownBy(openWhole({ folder: source, now: NOW })), useCases: await shownBy(openUseCases({ folder: source, now: NOW })) };
    const texts = textsOf(before.useCases);
    expect(texts.size).toBeGreaterThan(19 * 7 * 2);
    const random = chance(SEED);
    const verdicts: Record<Verdict, number> = { 'refused at the start': 0, 'named and read-only': 0, harmless: 0 };
    const placeOf = placesIn(file, tables);
    for (let flip = 0; flip < flips; flip++) {
      const [place, bit] = [placeOf(random()), Math.floor(random() * 8)];
      const damaged = Buffer.from(file);
      damaged[place] = (damaged[place] ?? 0) ^ (1 << bit);
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder);
      writeFileSync(join(folder, 'grid.db'), damaged);
      const isWhole = flip % WHOLE_EVERY === 0;
      const where = `seed ${SEED}, flip ${flip}: bit ${bit} of byte ${place}`;
      const open = (isWhole ? openWhole : openUseCases)({ folder, now: NOW });
      verdicts[await verdictOf(open, { before: isWhole ? before.whole : before.useCases, texts, where })] += 1;
    }
    const seconds = (performance.now() - startedMs) / 1_000;
    tellFigures(`flipped bits ${part}`, { seed: SEED, tried: flips, 'bytes in the file': file.length, ...verdicts, 'changed and shown': 0, seconds });
    expect(verdicts['named and read-only']).toBeGreaterThan(flips / 10);
  },
);

async function verdictOf(open: Promise<GridUnderTest>, { before, texts, where }: { before: Shown; texts: Set<string>; where: string }): Promise<Verdict> {
  const grid = await open.catch((error: unknown) => error as Error);
  if (grid instanceof Error) {
    expect(['StoreUnusable', 'StoreUnavailable', 'FolderNotWritable'], `${where}: ${grid.stack}`).toContain(grid.name);
    return 'refused at the start';
  }
  try {
    // Read first and verify afterwards: what is shown before the damage is found must be right too.
    const shown = await grid.shown();
    for (const text of textsOf(shown)) expect(texts.has(text), `${where}: shows “${text}”`).toBe(true);
    const report = (await grid.verify()) as { ok: boolean; firstBad?: number; damaged?: unknown[] };
    if (report.ok) {
      expect(shown, where).toEqual(before);
      return 'harmless';
    }
    expect(report, where).toMatchObject({ ok: false });
    expect(typeof report.firstBad === 'number' || (report.damaged ?? []).length > 0, where).toBe(true);
    // A damaged index may keep the look-up before the decision from its answer; that is a refusal too.
    expect(['read-only', 'unavailable'], where).toContain(await grid.refusal());
    return 'named and read-only';
  } finally {
    await grid.close();
  }
}
