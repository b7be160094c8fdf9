/** A page made of the add-in's sources for one test file: bundled in memory, served from this machine under the product's content security policy. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const TYPES: Record<string, string> = { css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml', html: 'text/html; charset=utf-8' };

/** What the page is made of; paths are from the root of the project. */
export interface PageSources {
  /** The script that the page loads as /page.js. */
  script: string;
  html: string;
  /** Files by the address that they are served at. */
  files?: Record<string, string>;
}

/** A page being served. */
export interface BuiltPage {
  address: string;
  close(): Promise<void>;
}

/** Bundles and serves a page. */
export async function buildPage({ script, html, files = {} }: PageSources): Promise<BuiltPage> {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: [script],
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'esm',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'warning',
  });
  const code = outputFiles[0]?.text ?? '';
  const server = createServer(async (request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const file = files[path];
    response.setHeader('Content-Security-Policy', POLICY);
    response.setHeader('Content-Type', TYPES[path.split('.').at(-1) ?? ''] ?? TYPES['html'] ?? '');
    if (path === '/page.js') response.end(code);
    else if (path === '/') response.end(html);
    else if (file) response.end(await readFile(`${ROOT}/${file}`));
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
