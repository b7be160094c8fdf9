import { describe, expect, it } from 'vitest';
import { type BaseRow, baseLine, packed, readBaseLine, revOf, unpacked, versionOfRev } from '../../../../addin/sync/base.ts';
import { EMPTY_MEMORY, headingLine, memoryLine, readNotes } from '../../../../addin/sync/notes.ts';

const BASE: BaseRow = { version: 7, cells: { tasks: 'one\ntwo', inProcess: '=1+1' }, older: { tasks: { version: 3, text: '' } } };

describe('hidden lines', () => {
  it('[Q30] a base comes back from its line as it went in, whatever its length and characters', () => {
    const texts = ['', 'ë – “x”\n=1', '👩‍💻'.repeat(20_000), `${'a'.repeat(29_999)}😀${'b'.repeat(31_000)}`];
    for (const text of texts) {
      const base: BaseRow = { ...BASE, cells: { tasks: text } };
      const line = baseLine('albania', base);
      expect(readBaseLine(line)).toEqual(base);
      expect(line.parts.every((part) => part.length <= 32_767 && !/[\n\r]/.test(part) && !/^[=+\-@']/.test(part))).toBe(true);
      expect(line.parts.every((part) => !/\p{Cs}/u.test(part))).toBe(true);
    }
  });

  it('[Q31] a line that was damaged anywhere is damaged, never guessed', () => {
    const { key, parts } = baseLine('albania', BASE);
    expect(readBaseLine({ key, parts })).toEqual(BASE);
    for (const [at, part] of parts.entries()) {
      for (let place = 0; place < part.length; place++) {
        const character = part[place] === 'x' ? 'y' : 'x';
        const broken = parts.with(at, part.slice(0, place) + character + part.slice(place + 1));
        expect(readBaseLine({ key, parts: broken })).toBe('damaged');
      }
    }
    expect(readBaseLine({ key, parts: parts.slice(0, -1) })).toBe('damaged');
    expect(readBaseLine({ key, parts: [] })).toBe('damaged');
    const forged = packed(JSON.stringify({ version: 'seven', cells: {} }));
    expect(readBaseLine({ key, parts: [`7.${forged[0]}`, ...forged] })).toBe('damaged');
  });

  it('[Q32] the version mark names version and content, and does not depend on the order of columns', () => {
    expect(versionOfRev(revOf(BASE))).toBe(7);
    expect(revOf({ ...BASE, cells: { inProcess: '=1+1', tasks: 'one\ntwo' } })).toBe(revOf(BASE));
    expect(revOf({ ...BASE, cells: { ...BASE.cells, tasks: 'one' } })).not.toBe(revOf(BASE));
    for (const rev of ['', '7', '0.12345678', '7.1234567', '7.12345678x', '-1.12345678']) expect(versionOfRev(rev)).toBeUndefined();
  });

  it('[Q33] what is not the add-in’s own notes is not read as such', () => {
    const heading = { grid: 'wbcti', sheet: 'support-group', ledger: 'h', cursor: 3, period: '2026-Q4', labels: { tasks: 'Tasks' }, unlocked: ['albania'] };
    const lines = [headingLine(heading), memoryLine(EMPTY_MEMORY), baseLine('albania', BASE)];
    expect(readNotes(lines)).toMatchObject({ heading, memory: EMPTY_MEMORY, rows: [{ key: 'albania' }] });
    const odd = { key: '*memory', parts: packed(JSON.stringify({ queue: [{ person: '<script>' }], conflicts: [], marks: [] })) };
    expect(readNotes([odd])).toMatchObject({ heading: undefined, memory: 'damaged' });
    expect(readNotes([])).toMatchObject({ heading: undefined, memory: EMPTY_MEMORY });
    expect(unpacked(['00000000', '~{}'])).toBeUndefined();
  });
});
