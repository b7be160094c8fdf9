// The list of rules without a source is complete: the code cites what is listed, and lists what it cites.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ASSUMPTIONS } from '../../../../../addin/preview/host/assumptions.ts';

const folder = join(import.meta.dirname, '../../../../../addin/preview/host');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && name !== 'assumptions.ts');
const sources = files.map((name) => readFileSync(join(folder, name), 'utf8'));

describe('assumptions', () => {
  it('[P25] every assumption that the code cites is listed once, and every one listed is cited', () => {
    const cited = new Set(sources.flatMap(citations));
    const ids = ASSUMPTIONS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...cited].sort()).toEqual([...ids].sort());
  });

  it('[P27] nothing of Node and nothing of the add-in is imported: the host runs in a browser by itself', () => {
    const imports = sources.flatMap((source) => [...source.matchAll(/(?:from|import) '([^']+)'/g)].map((match) => match[1] ?? ''));
    expect(imports.filter((path) => !/^\.\.?\//.test(path))).toEqual([]);
    expect(imports.filter((path) => /\.\.\/(\.\.\/)*(excel|sync|pane|api)\//.test(path))).toEqual([]);
  });
});

/** "(assumption A4)", "assumptions A8 to A11", "assumptions.ts (A1 to A6)". */
function citations(source: string): string[] {
  const text = source.replaceAll(/\n\s*(\/\/|\*)/g, ' ');
  return [...text.matchAll(/assumptions?(?:\.ts)?\s+\(?A(\d+)(?:\s+to\s+A(\d+))?/g)].flatMap(([, first, last = first]) =>
    Array.from({ length: Number(last) - Number(first) + 1 }, (_, n) => `A${Number(first) + n}`),
  );
}
