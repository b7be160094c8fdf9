/**
 * Microsoft's Open XML SDK as a check of .xlsx files, where it is present: a program `ooxml-validate FILE` that prints its findings and ends with 1 if there are any,
 * named by OOXML_VALIDATE or lying in ../shared/tools beside the repository.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const candidates = [process.env['OOXML_VALIDATE'], fileURLToPath(new URL('../../../shared/tools/ooxml-validate', import.meta.url))];

/** The program, or nothing. */
export const VALIDATOR = candidates.find((path) => path !== undefined && path !== '' && existsSync(path));

/** Why a test that needs it is skipped. */
export const NO_VALIDATOR = 'skipped: no ooxml-validate (set OOXML_VALIDATE to one)';

/** What the validator finds wrong with the files; '' if nothing. */
export function findings(files: Record<string, Uint8Array>): string {
  const folder = mkdtempSync(join(tmpdir(), 'ooxml-validate-'));
  try {
    const paths = Object.entries(files).map(([name, bytes]) => {
      writeFileSync(join(folder, name), bytes);
      return join(folder, name);
    });
    const { status, stdout, stderr } = spawnSync(VALIDATOR ?? '', paths, { encoding: 'utf8' });
    return status === 0 ? '' : `${stdout}${stderr}` || `ended with ${status}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
