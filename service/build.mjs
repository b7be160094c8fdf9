// Builds the service and the add-in's pages into dist/ (esbuild, about a second). Run by `npm start` and `npm test`.
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');

const shared = { bundle: true, absWorkingDir: root, logLevel: 'warning', sourcemap: 'linked', legalComments: 'none' };
// Modules in CommonJS that end up in a bundle call `require`.
const banner = { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" };

for (const folder of ['addin', 'service']) rmSync(join(dist, folder), { recursive: true, force: true });
mkdirSync(join(dist, 'addin'), { recursive: true });

await Promise.all([
  build({
    ...shared,
    entryPoints: {
      main: 'service/main.ts',
      cli: 'service/cli.ts',
      'document-worker': 'service/adapters/ooxml/document.worker.ts',
    },
    outdir: join(dist, 'service'),
    platform: 'node',
    target: 'node20',
    format: 'esm',
    external: ['@photostructure/sqlite', 'pino'],
    // What is imported only where it is used (the MongoDB driver) stays out of what the start loads.
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    banner,
  }),
  build({
    ...shared,
    entryPoints: {
      taskpane: 'addin/main.ts',
      preview: 'addin/preview/page.ts',
      home: 'addin/home/home.ts',
      form: 'addin/form/main.ts',
      dialog: 'addin/sign-in/dialog.ts',
      overview: 'addin/overview/overview.ts',
    },
    outdir: join(dist, 'addin'),
    platform: 'browser',
    target: 'es2022',
    format: 'esm',
    minify: true,
    jsx: 'automatic',
    jsxImportSource: 'preact',
  }),
]);

// Pages and styles are served as they are written; a style sheet or page is named once in addin/.
const pages = ['taskpane.html', 'preview/preview.html', 'home/home.html', 'overview/overview.html'];
const styles = [
  'pane/theme.css',
  'pane/pane.css',
  'pane/pieces.css',
  'pane/views.css',
  'preview/ribbon.css',
  'preview/sheet.css',
  'preview/preview.css',
  'home/home.css',
  'overview/members.css',
  'overview/overview.css',
  'form/form.css',
  'form/form-items.css',
  'sign-in/sign-in.css',
];
for (const file of [...pages, ...styles]) {
  cpSync(join(root, 'addin', file), join(dist, 'addin', file.split('/').at(-1)));
}
cpSync(join(root, 'addin/assets'), join(dist, 'addin/assets'), { recursive: true });
