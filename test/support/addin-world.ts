/**
 * The add-in without its views, as a person has it: Microsoft's client over the simulated Excel, the engine, and the shipped service on an in-memory folder of its
 * own, behind a proxy that can be cut. Timers run on a clock that tests move by hand, so nothing sleeps.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '../../addin/api/client.ts';
import { demoTokens, type TokenSource } from '../../addin/api/sign-in.ts';
import { createGridSheet } from '../../addin/excel/grid-table.ts';
import type { SheetPort } from '../../addin/excel/sheet.ts';
import type { SavedBook } from '../../addin/preview/host/saved.ts';
import { createEngine, type RunningEngine } from '../../addin/sync/engine.ts';
import { startService } from '../../service/compose.ts';
import { loadConfig } from '../../service/config.ts';
import { type ExcelHost, excelHost } from './excel-host.ts';
import { type HandClock, handClock } from './hand-clock.ts';
import { tcpProxy } from './tcp-proxy.ts';

/** One person's Excel with the add-in in it. */
export interface Desk {
  host: ExcelHost;
  engine: RunningEngine;
  clock: HandClock;
  tokens: TokenSource;
  port: SheetPort;
  faults: unknown[];
  /** The requests that edits went out in, newest last: the number of edits of each. */
  posts: number[];
  /** Lets requests to these addresses fail before they leave, until called with nothing. */
  refuse(pattern: RegExp | undefined): void;
  /** The address of a cell by row key and column label: `E7`. */
  cell(row: string, label: string): string;
  /** The text that a cell shows. */
  shows(row: string, label: string): string;
  /** Lets time pass at every desk until the condition holds; fails after some seconds of real time. */
  until(holds: () => boolean, what: string): Promise<void>;
  /** Lets time pass at every desk, and everything that is under way come to its end. */
  pass(ms: number): Promise<void>;
  /** Closes the workbook; the file as it was saved. */
  close(): Promise<SavedBook>;
}

/** A service, and Excels that talk to it. */
export interface World {
  url: string;
  open(token: string, options?: { saved?: SavedBook }): Promise<Desk>;
  /** Calls the service as somebody who uses no add-in. */
  api(token: string): ReturnType<typeof createClient>;
  /** Saves cells of a row as somebody else, on its newest version. */
  save(token: string, row: string, cells: Record<string, string[]>): Promise<void>;
  cut(): void;
  resume(): void;
  /** The next request with this text reaches the service, and its answer is lost; resolves when that has happened. */
  loseNextAnswer(request: string): Promise<void>;
  close(): Promise<void>;
}

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

/** Starts a service of its own, on a day. */
export async function startWorld({ today = '2026-11-25' }: { today?: string } = {}): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'addin-world-'));
  const { config } = loadConfig({ PORT: '0', DATA_DIR: folder, REMINDERS: 'manual', TODAY: today, LOG_LEVEL: 'silent' });
  if (!config) throw new Error('the settings of the test are wrong');
  const service = await startService(config, SILENT);
  const proxy = await tcpProxy(Number(new URL(service.url).port));
  const desks: Desk[] = [];
  const line = countingLine();
  const advance = (ms: number): void => {
    for (const desk of desks) desk.clock.advance(ms);
  };
  const direct = (token: string) => createClient({ baseUrl: `${service.url}/api/v1`, tokens: demoTokens({ initial: token }), timing: handClock() });
  return {
    url: service.url,
    async open(token, { saved } = {}) {
      const desk = await openDesk(`http://127.0.0.1:${proxy.port}/api/v1`, { token, saved, advance, line });
      desks.push(desk);
      return desk;
    },
    api: direct,
    async save(token, row, cells) {
      const api = direct(token);
      const grid = await api.call('readGrid', { params: { grid: 'wbcti' } });
      const base = grid.rows.find((candidate) => candidate.row === row)?.version ?? 0;
      const reason = token === 'demo:secretariat' ? { reason: 'by telephone' } : {};
      const edit = { editId: crypto.randomUUID(), sheet: 'support-group', row, base, cells, ...reason };
      const { results } = await api.call('saveEdits', { params: { grid: 'wbcti' }, body: { edits: [edit] } });
      if (results[0]?.status !== 'saved') throw new Error(`not saved: ${JSON.stringify(results[0])}`);
    },
    cut: () => proxy.cut(),
    resume: () => proxy.resume(),
    async loseNextAnswer(request) {
      const lost = proxy.cutAfterBytes({ bytes: 0, direction: 'toClient', request });
      for (let turn = 0; turn < 2_000; turn++) {
        if (await Promise.race([lost.then(() => true), breath().then(() => false)])) return;
        advance(100);
      }
      throw new Error('no answer was lost');
    },
    async close() {
      for (const desk of desks) await desk.engine.stop();
      await proxy.close();
      await service.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function openDesk(
  baseUrl: string,
  { token, saved, advance, line }: { token: string; saved?: SavedBook | undefined; advance: (ms: number) => void; line: CountingLine },
): Promise<Desk> {
  const host = excelHost({ globals: false, ...(saved ? { saved } : {}) });
  const clock = handClock();
  const tokens = demoTokens({ initial: token });
  const posts: number[] = [];
  let refused: RegExp | undefined;
  const counting: typeof fetch = (input, init) => {
    if (refused?.test(String(input))) return Promise.reject(new TypeError('refused by the test'));
    if (init?.method === 'POST' && String(input).endsWith('/edits')) posts.push(JSON.parse(String(init.body)).edits.length);
    return line.send(input, init);
  };
  const api = createClient({ baseUrl, tokens, timing: clock, fetch: counting });
  const port = createGridSheet({ excel: host.Excel });
  const faults: unknown[] = [];
  const engine = createEngine({ sheet: port, api, tokens, timing: clock, language: 'en', report: (error) => faults.push(error) });
  await engine.start();

  const place = (row: string, label: string): { sheet: ExcelHost['book']['active']; row: number; col: number } => {
    for (const sheet of host.book.sheets) {
      for (let line = 0; line < 60; line++) {
        const columns = Array.from({ length: 14 }, (_, col) => sheet.textAt(line, col));
        const key = columns.indexOf('__key');
        const col = columns.indexOf(label);
        if (key < 0) continue;
        if (col < 0) throw new Error(`no column ${label}`);
        for (let at = line + 1; at < line + 40; at++) if (sheet.textAt(at, key) === row) return { sheet, row: at, col };
      }
    }
    throw new Error(`no row ${row}`);
  };

  const desk: Desk = {
    host,
    engine,
    clock,
    tokens,
    port,
    faults,
    posts,
    refuse(pattern) {
      refused = pattern;
    },
    cell(row, label) {
      const found = place(row, label);
      return `'${found.sheet.name}'!${String.fromCharCode(65 + found.col)}${found.row + 1}`;
    },
    shows(row, label) {
      const found = place(row, label);
      return found.sheet.textAt(found.row, found.col);
    },
    async until(holds, what) {
      const deadline = Date.now() + 45_000;
      while (!holds()) {
        if (Date.now() > deadline) throw new Error(`it did not come to this: ${what}; ${JSON.stringify(summary(desk))}`);
        advance(100);
        await line.quiet();
      }
    },
    async pass(ms) {
      for (let passed = 0; passed < ms; passed += 100) {
        advance(Math.min(100, ms - passed));
        await line.quiet();
      }
      for (let turn = 0; turn < 20; turn++) await line.quiet();
    },
    async close() {
      await engine.stop();
      return host.save();
    },
  };
  return desk;
}

function summary({ engine, faults }: Desk): unknown {
  const { connection, workbook, pending, problems, conflicts, announcements } = engine.view();
  return {
    connection,
    workbook,
    pending,
    problems: problems.map(({ sentence }) => sentence),
    conflicts,
    announcements: announcements.map(({ sentence }) => sentence),
    faults: faults.map(String),
  };
}

/** The requests of all desks but their streams, which have no end. */
interface CountingLine {
  send: typeof fetch;
  /** A turn, and as many more as requests under way need: the hand-moved clock must not run away from a machine that does much else. */
  quiet(): Promise<void>;
}

/** A request that takes longer is held up by the test itself, which moves the clock meanwhile. */
const HELD_UP_MS = 1_000;

function countingLine(): CountingLine {
  const begun = new Set<{ atMs: number }>();
  return {
    async send(input, init) {
      const request = { atMs: String(input).endsWith('/events') ? Number.NEGATIVE_INFINITY : performance.now() };
      begun.add(request);
      try {
        return await fetch(input, init);
      } finally {
        begun.delete(request);
      }
    },
    async quiet() {
      do await breath();
      while ([...begun].some(({ atMs }) => performance.now() - atMs < HELD_UP_MS));
    },
  };
}

// A turn for sockets and for the simulated Excel.
const breath = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 2));
