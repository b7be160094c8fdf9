/**
 * Makes the Word and Excel files of test/fixtures from the sources beside them with LibreOffice (`soffice` on the PATH), so that they are files of another
 * program and not of ours. The results are committed; run this after a source has changed: node test/support/make-fixtures.mjs
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url));
const profile = mkdtempSync(join(tmpdir(), 'make-fixtures-'));

function convert(source, { to, filter }) {
  const input = filter === undefined ? [] : [`--infilter=${filter}`];
  const options = [`-env:UserInstallation=file://${profile}`, '--headless', ...input, '--convert-to', to, '--outdir', fixtures];
  execFileSync('soffice', [...options, join(fixtures, 'sources', source)], { stdio: 'inherit' });
}

try {
  convert('grid.html', { to: 'docx:MS Word 2007 XML', filter: 'HTML (StarWriter)' });
  convert('grid.fods', { to: 'xlsx' });
} finally {
  rmSync(profile, { recursive: true, force: true });
}
