/** Where the files of this product lie: the same answers from the sources (tests) and from the built service. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = rootFrom(dirname(fileURLToPath(import.meta.url)));

/** Files that the service serves or starts. `office` is there only where development packages are installed. */
export const FILES = {
  grids: join(ROOT, 'service/grids'),
  manifest: join(ROOT, 'manifest.xml'),
  /** Pages and scripts of the add-in, as built. */
  pages: join(ROOT, 'dist/addin'),
  documentWorker: join(ROOT, 'dist/service/document-worker.js'),
  office: join(ROOT, 'node_modules/office-js/dist'),
} as const;

function rootFrom(folder: string): string {
  if (existsSync(join(folder, 'manifest.xml'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('the folder of the product was not found');
  return rootFrom(parent);
}
