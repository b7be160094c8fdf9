/** The embedded store under faults: killed while writing, opened twice, on a full disk, with a damaged file. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { build } from 'esbuild';
import { stdSerializers } from 'pino';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FolderNotWritable, StoreLocked, StoreUnusable } from '../../service/adapters/sqlite/refusals.ts';
import { MIGRATIONS } from '../../service/adapters/sqlite/schema.ts';
import { openSqliteStore } from '../../service/adapters/sqlite/store.ts';
import { EntryUnreadable } from '../../service/application/ports.ts';
import type { Entry } from '../../service/domain/entry.ts';
import { firstBreak, versions } from '../support/entries.ts';
import { appendSize } from './sqlite-append-size.ts';
import { readAll, silentLog, until } from './store-place.ts';

const GRID = 'wbcti';
let folder: string;
let writerProgram: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  const options = { bundle: true, platform: 'node', format: 'esm', packages: 'external', write: false } as const;
  const { outputFiles } = await build({ ...options, entryPoints: [join(import.meta.dirname, 'sqlite-writer.ts')] });
  writerProgram = outputFiles[0]?.text ?? '';
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sgg-store-'));
});

afterEach(async () => {
  for (const child of children.splice(0)) await kill(child);
  rmSync(folder, { recursive: true });
});

const open = (readOnly = false) => openSqliteStore({ folder, readOnly, log: silentLog });

describe('killed', () => {
  it('[S9] kill -9 while writing: every acknowledged entry is there, no append is half there', { timeout: 60_000 }, async () => {
    let acknowledged = 0;
    for (let round = 0; round < 8; round++) {
      const writer = startWriter();
      const before = acknowledged;
      await until(() => lastCursor(writer) > before + 100 + 37 * round, 60_000);
      await kill(writer.child);
      acknowledged = lastCursor(writer);
      const store = open();
      const entries = await readAll(store, GRID, 1_000);
      await store.close();
      expect(entries.length).toBeGreaterThanOrEqual(acknowledged);
      expect(firstBreak(entries)).toBeUndefined();
      expect(appendEnds(entries)).toContain(entries.length);
    }
  });

  it('[S10] a folder is held by one writing process; others may read beside it; kill -9 frees it', async () => {
    const writer = startWriter();
    await until(() => lastCursor(writer) > 5, 60_000);
    for (let attempt = 0; attempt < 20; attempt++) expect(() => open()).toThrow(StoreLocked);
    const reader = open(true);
    const seen = await readAll(reader, GRID);
    expect(seen.length).toBeGreaterThan(5);
    const later = seen.length + 20;
    await until(() => lastCursor(writer) > later, 60_000);
    expect((await readAll(reader, GRID)).length).toBeGreaterThan(later);
    await expect(reader.directory.remove(GRID, 'p-1')).rejects.toThrow('for reading');
    await kill(writer.child);
    const store = open();
    await store.close();
    await reader.close();
  });

  it('[S10] the second opening is refused inside one process too, and names the folder', async () => {
    const store = open();
    expect(() => open()).toThrow(expect.objectContaining({ name: 'StoreLocked', folder }));
    await store.close();
    await open().close();
  });
});

describe('refused', () => {
  it('[S11] a folder that can’t be made is refused with the reason', () => {
    writeFileSync(join(folder, 'file'), '');
    const place = join(folder, 'file', 'data');
    expect(() => openSqliteStore({ folder: place, log: silentLog })).toThrow(
      expect.objectContaining({ name: 'FolderNotWritable', folder: place, reason: 'ENOTDIR' }),
    );
  });

  it.runIf(existsSync('/proc/self'))('[S11] a folder where none can be made, not even by root, is refused at once', () => {
    const place = '/proc/grid/data';
    expect(() => openSqliteStore({ folder: place, log: silentLog })).toThrow(
      expect.objectContaining({ name: 'FolderNotWritable', folder: place, reason: 'ENOENT' }),
    );
  });

  it('[S11] a folder whose files can’t be written is refused', () => {
    mkdirSync(join(folder, 'lock.db'));
    expect(() => open()).toThrow(FolderNotWritable);
    rmSync(join(folder, 'lock.db'), { recursive: true });
    mkdirSync(join(folder, 'grid.db'));
    expect(() => open()).toThrow(FolderNotWritable);
  });

  it('[S11] nothing is made for a reader where nothing was written', () => {
    expect(() => open(true)).toThrow(expect.objectContaining({ name: 'StoreUnusable', reason: 'missing' }));
    expect(readdirSync(folder)).toEqual([]);
  });

  it('[S11] a database of a newer program is refused and left as it is; a refusal does not keep the lock', async () => {
    await open().close();
    edit('PRAGMA user_version = 99');
    for (let attempt = 0; attempt < 2; attempt++) expect(() => open()).toThrow(expect.objectContaining({ name: 'StoreUnusable', reason: 'newer' }));
    edit(`PRAGMA user_version = ${MIGRATIONS.length}`);
    await open().close();
  });

  it('[S11] a file that is no database is refused and left as it is', () => {
    const rubbish = 'no database '.repeat(1_000);
    writeFileSync(join(folder, 'grid.db'), rubbish);
    expect(() => open()).toThrow(StoreUnusable);
    expect(readFileSync(join(folder, 'grid.db'), 'utf8')).toBe(rubbish);
  });
});

describe('damaged', () => {
  it('[S29] an entry that is no JSON any more is named by its cursor', async () => {
    const store = open();
    await store.ledger.append(GRID, 0, versions(5));
    await store.close();
    edit('UPDATE entry SET body = substr(body, 2) WHERE cursor = 3');
    const again = open();
    expect(await again.ledger.read(GRID, 0, 2)).toHaveLength(2);
    const failure = await again.ledger.read(GRID, 0, 5).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(EntryUnreadable);
    expect(failure).toMatchObject({ grid: GRID, cursor: 3 });
    await again.close();
  });

  it('[S70] what a damaged entry says is in none of the causes that are logged with it', async () => {
    const store = open();
    await store.ledger.append(GRID, 0, versions(2));
    await store.close();
    edit("UPDATE entry SET body = 'Words of somebody' WHERE cursor = 2");
    const again = open();
    const failure = (await again.ledger.read(GRID, 0, 5).catch((error: unknown) => error)) as Error;
    expect(failure).toBeInstanceOf(EntryUnreadable);
    expect(JSON.stringify(stdSerializers.errWithCause(failure))).not.toContain('Words');
    await again.close();
  });

  it('[S33] a removed person is in no file of the folder any more', async () => {
    const store = open();
    const name = 'Zyxwv Unrepeatable';
    const isOnDisk = () => readdirSync(folder).some((file) => readFileSync(join(folder, file)).includes(name));
    await store.directory.put(GRID, { person: 'p-1', role: 'observer', name, language: 'en' });
    expect(isOnDisk()).toBe(true);
    await store.directory.remove(GRID, 'p-1');
    expect(isOnDisk()).toBe(false);
    await store.close();
  });
});

/** A limit on file sizes makes writes fail as a full disk does; it is lifted from outside while the process runs. */
const canLimit = process.platform === 'linux' && ['bash', 'prlimit'].every(isInstalled);

describe.skipIf(!canLimit)(`a full disk${canLimit ? '' : ' (skipped: needs Linux with bash and prlimit)'}`, () => {
  it('[S28] writes fail as unavailable, nothing acknowledged is lost, and the same append works once there is room', { timeout: 60_000 }, async () => {
    const writer = startWriter({ limitKb: 600 });
    await until(() => writer.lines.filter((line) => line === 'unavailable').length > 3, 60_000);
    const acknowledged = lastCursor(writer);
    expect(acknowledged).toBeGreaterThan(10);
    const reader = open(true);
    expect(await readAll(reader, GRID)).toHaveLength(acknowledged);
    await reader.close();
    execFileSync('prlimit', [`--pid=${writer.child.pid}`, '--fsize=unlimited']);
    await until(() => lastCursor(writer) > acknowledged + 200, 60_000);
    await kill(writer.child);
    const store = open();
    const entries = await readAll(store, GRID, 1_000);
    await store.close();
    expect(entries.length).toBeGreaterThanOrEqual(lastCursor(writer));
    expect(firstBreak(entries)).toBeUndefined();
  });
});

interface Writer {
  child: ChildProcess;
  lines: string[];
}

function startWriter({ limitKb }: { limitKb?: number } = {}): Writer {
  const node = ['--input-type=module', '-', folder];
  const child =
    limitKb === undefined
      ? spawn(process.execPath, node, { stdio: ['pipe', 'pipe', 'inherit'] })
      : spawn('bash', ['-c', `ulimit -Sf ${limitKb} && exec "$0" "$@"`, process.execPath, ...node], { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  child.stdin?.end(writerProgram);
  const lines: string[] = [];
  let rest = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
  });
  return { child, lines };
}

function lastCursor({ lines }: Writer): number {
  return Number(lines.findLast((line) => /^\d+$/.test(line)) ?? 0);
}

/** Where an append of the writer may end. */
function appendEnds(entries: readonly Entry[]): number[] {
  const ends = [0];
  for (let end = 0; end < entries.length; ends.push(end)) end += appendSize(end);
  return ends;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGKILL');
  await gone;
}

function edit(sql: string): void {
  const db = new DatabaseSync(join(folder, 'grid.db'));
  db.exec(sql);
  db.close();
}

function isInstalled(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
