/**
 * A Chromium for the tests that look at pages: the one that PLAYWRIGHT_CHROMIUM names, else on Linux x64 the one that the package @sparticuz/chromium carries (the
 * same version everywhere, and without windows, which is a fifth quicker), else one installed on this machine. Without any, tests are skipped with the reason in
 * their title; in CI that is an error.
 */
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Browser, chromium } from 'playwright-core';

/** Where a Chromium is, or why there is none. */
export type Found = { from: 'environment' | 'system'; path: string } | { from: 'package' } | { from: 'nowhere'; reason: string };

const SYSTEM_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
  'C:/Program Files (x86)/Google/Chrome/Application/chrome.exe',
  'C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe',
];

// What the package is pinned to in package.json; the folder of the unpacked browser is named after it, since the package reuses whatever it finds.
const PACKAGE_VERSION = '147.0.0';
const LOCK_STALE_MS = 120_000;

/** Looks for a Chromium. Fails if PLAYWRIGHT_CHROMIUM names a file that is not there, and in CI if there is none at all. */
export function findBrowser(environment: NodeJS.ProcessEnv = process.env): Found {
  const named = environment['PLAYWRIGHT_CHROMIUM'];
  if (named) {
    if (!existsSync(named)) throw new Error(`PLAYWRIGHT_CHROMIUM names ${named}, which does not exist.`);
    return { from: 'environment', path: named };
  }
  if (process.platform === 'linux' && process.arch === 'x64') return { from: 'package' };
  const installed = SYSTEM_PATHS.find((path) => existsSync(path));
  if (installed) return { from: 'system', path: installed };
  const reason = `no Chromium: none in the usual places of ${process.platform}, and the packaged one is for Linux x64. Set PLAYWRIGHT_CHROMIUM.`;
  if (environment['CI']) throw new Error(reason);
  console.warn(`\n  ######  BROWSER TESTS ARE SKIPPED: ${reason}  ######\n`);
  return { from: 'nowhere', reason };
}

/** For the title of a suite: what it runs on, or why it is skipped. */
export const browserTitle = (found: Found): string => (found.from === 'nowhere' ? `SKIPPED, ${found.reason}` : 'Chromium');

let running: Browser | undefined;

/** The browser, started once for all test files of this process, which run one after the other. It ends with the process; a file that is done leaves it. */
export async function launchBrowser(found: Found): Promise<Browser> {
  if (found.from === 'nowhere') throw new Error(found.reason);
  if (running?.isConnected()) return running;
  const where = found.from === 'package' ? await unpackBrowser() : { executablePath: found.path };
  running = await chromium.launch({ ...where, args: ['--no-sandbox', '--disable-gpu'] });
  return running;
}

/** Closes every page of a file, so that none goes on asking a service that is gone; the browser stays for the next file. */
export async function leaveBrowser(browser: Browser | undefined): Promise<void> {
  await Promise.all((browser?.contexts() ?? []).map((context) => context.close()));
}

/**
 * Unpacks the packaged browser once per version; other processes wait for it. Returns the path of the executable and the surroundings that it needs, which nothing else
 * that a test starts may see: its libraries are older than those of this machine.
 */
async function unpackBrowser(): Promise<{ executablePath: string; env: Record<string, string> }> {
  const folder = join(tmpdir(), `support-group-grid-chromium-${PACKAGE_VERSION}`);
  mkdirSync(folder, { recursive: true });
  const release = await lock(join(folder, 'lock'));
  const before = { ...process.env };
  try {
    // The package unpacks its own NSS only if it believes to be in this environment, which it looks at when it is loaded; it unpacks into TMPDIR.
    process.env['AWS_LAMBDA_JS_RUNTIME'] = 'nodejs22.x';
    process.env['TMPDIR'] = folder;
    process.env['FONTCONFIG_PATH'] = folder;
    const { default: packaged } = await import('@sparticuz/chromium');
    const executablePath = await packaged.executablePath();
    writeFileSync(join(folder, 'fonts.conf'), fontsOf(folder));
    const libraries = [join(folder, 'al2023', 'lib'), before['LD_LIBRARY_PATH']].filter(Boolean).join(':');
    return { executablePath, env: { ...(before as Record<string, string>), LD_LIBRARY_PATH: libraries, FONTCONFIG_PATH: folder } };
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
    release();
  }
}

/** This machine's fonts, and the package's own for a machine that has none: without any, the browser ends itself. */
const fontsOf = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`;

/** Takes a lock by making a folder, which only one process can. A lock left by a process that died is taken over after two minutes. */
async function lock(path: string): Promise<() => void> {
  for (;;) {
    try {
      mkdirSync(path);
      return () => rmSync(path, { recursive: true, force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
      if (age > LOCK_STALE_MS) rmSync(path, { recursive: true, force: true });
      else await wait(200);
    }
  }
}
