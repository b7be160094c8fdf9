/** The hash chain: any change breaks it, erasing does not. The hash and the canonical form are worked out a second time here, without the code under test. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { fingerprint, follows, seal } from '../../../../service/application/chain.ts';
import { type Entry, type EntryDraft, FIRST_HASH } from '../../../../service/domain/entry.ts';
import { definedBy, items, noon, saved, submitted, THREE_MEMBERS } from '../../../support/states.ts';

const START = { cursor: 0, hash: FIRST_HASH };
const EDIT_ID = '6b0c4d5e-0000-4000-8000-000000000001';
const ROW: EntryDraft = {
  ...saved('alpha', 2, { cells: { done: items(2, 'law', 'плàн 😀'), remark: 'note' }, editId: EDIT_ID }),
  content: { cells: { done: items(2, 'law', 'плàн 😀'), doing: [], remark: 'note' }, base: 1, outcome: 'saved', fingerprint: 'f', reason: 'by telephone' },
} as EntryDraft;

const system = { at: noon('2026-12-28'), by: 'system', route: 'system' as const };
const DRAFTS: [string, EntryDraft][] = [
  ['grid.defined', definedBy(THREE_MEMBERS)],
  ['row.saved', ROW],
  ['submission.made', submitted({ period: '2026-Q4', member: 'alpha', rowVersions: { alpha: 2 } }, noon('2026-11-02'))],
  [
    'reminder.decided',
    { ...system, kind: 'reminder.decided', content: { id: 'r', period: '2026-Q4', member: 'alpha', stages: ['due-soon'], dueOn: '2026-12-31' } },
  ],
  ['reminder.sent', { ...system, kind: 'reminder.sent', content: { id: 'r', member: 'alpha', period: '2026-Q4' } }],
];

type Loose = Record<string, unknown>;
const stored = (entry: Entry): Loose => JSON.parse(JSON.stringify(entry)) as Loose;
const fits = (entry: Loose, previous = START): boolean => follows(entry as unknown as Entry, previous);
const sealed = stored(seal(ROW, START));

/** Canonical JSON of RFC 8785, written anew: keys in the order of their UTF-16 units. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical((value as Loose)[key])}`).join(',')}}`;
}

/** Every place of a JSON value, as a path of keys. */
function places(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path];
  const keys = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value);
  return [path, ...keys.flatMap((key) => places((value as Loose)[key], [...path, key]))];
}

const at = (value: unknown, path: readonly (string | number)[]): unknown => path.reduce<unknown>((part, key) => (part as Loose)[key], value);

/** A copy in which one place holds another value, or, for `remove`, nothing. */
function changedAt(entry: Loose, path: readonly (string | number)[], change: { to: unknown } | 'remove'): Loose {
  const copy = structuredClone(entry);
  const parent = at(copy, path.slice(0, -1)) as Loose;
  const key = path.at(-1) ?? '';
  if (change !== 'remove') parent[key] = change.to;
  else if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
  return copy;
}

/** Other values of the same type, near the old one. */
function others(value: unknown): unknown[] {
  if (typeof value === 'number') return [value + 1, String(value)];
  if (typeof value === 'string')
    return [`${value} `, `${value}0`, value.slice(1), value.toUpperCase(), value.normalize('NFD')].filter((other) => other !== value);
  return Array.isArray(value) ? [[...value, 'x'], {}] : [null, []];
}

describe('sealing', () => {
  test.each(DRAFTS)('[M30] %s: the entry takes the next cursor and follows, also as it comes back from a store', (_, draft) => {
    const entry = seal(draft, START);
    expect(entry).toMatchObject({ ...draft, cursor: 1 });
    expect(follows(entry, START)).toBe(true);
    expect(fits(stored(entry))).toBe(true);
  });

  test.each(DRAFTS)('[M30] %s: commitments and hash are those that DESIGN states', (_, draft) => {
    const { content, salts, commitments, hash, ...header } = seal(draft, { cursor: 6, hash: 'ab'.repeat(32) });
    const { cells, ...rest } = content as { cells?: Loose };
    const parts = { ...rest, ...Object.fromEntries(Object.entries(cells ?? {}).map(([column, cell]) => [`cells.${column}`, cell])) } as Loose;
    expect(Object.keys(commitments).sort()).toEqual(Object.keys(parts).sort());
    for (const [part, value] of Object.entries(parts)) {
      const bytes = Buffer.concat([Buffer.from(salts[part] ?? '', 'hex'), Buffer.from(canonical(value))]);
      expect(commitments[part]).toBe(createHash('sha256').update(bytes).digest('hex'));
    }
    const bytes = Buffer.concat([Buffer.from('sgg1'), Buffer.from('ab'.repeat(32), 'hex'), Buffer.from(canonical({ ...header, commitments }))]);
    expect(hash).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  test('[M30] salts are 16 random bytes, new for each part and each sealing, so that equal texts can’t be told', () => {
    const salts = [seal(ROW, START), seal(ROW, START)].flatMap((entry) => Object.values(entry.salts));
    expect(new Set(salts).size).toBe(salts.length);
    for (const salt of salts) expect(salt).toMatch(/^[0-9a-f]{32}$/);
  });

  test('[M30] a chain of entries follows in its order only', () => {
    const first = seal(ROW, START);
    const second = seal(ROW, first);
    const third = seal(ROW, second);
    expect([follows(first, START), follows(second, first), follows(third, second)]).toEqual([true, true, true]);
    expect([follows(second, START), follows(third, first), follows(first, second), follows(first, first)]).toEqual([false, false, false, false]);
    expect(follows(second, { cursor: 1, hash: seal(ROW, START).hash })).toBe(false);
  });
});

test('[M30] an entry with another cursor does not follow, even if it was sealed with it on the right hash', () => {
  for (const cursor of [1, 6]) expect(follows(seal(ROW, { cursor, hash: FIRST_HASH }), START)).toBe(false);
});

describe('changing', () => {
  const inside = (path: readonly (string | number)[]) => path.length > 0;
  const entries = DRAFTS.map(([kind, draft]) => [kind, stored(seal(draft, START))] as const);

  test.each(entries)('[M31] %s: any other value in any place breaks it', (_, entry) => {
    const unnoticed = places(entry)
      .filter(inside)
      .flatMap((path) => others(at(entry, path)).flatMap((to) => (fits(changedAt(entry, path, { to })) ? [[path.join('.'), to]] : [])));
    expect(unnoticed).toEqual([]);
  });

  test.each(entries)('[M31] %s: a missing place breaks it, unless it is a whole part of the content or a salt without its part', (_, entry) => {
    const unnoticed = places(entry)
      .filter(inside)
      .filter((path) => fits(changedAt(entry, path, 'remove')))
      .map((path) => path.join('.'));
    const { cells, ...rest } = entry['content'] as Loose;
    const parts = [...Object.keys(rest).map((key) => `content.${key}`), ...Object.keys(cells ?? {}).map((column) => `content.cells.${column}`)];
    expect(unnoticed.sort()).toEqual([...parts, ...(cells ? ['content.cells'] : [])].sort());
  });

  test.each([
    ['a field of the header', [], 'note'],
    ['a cell', ['content', 'cells'], 'more'],
    ['a part of the content', ['content'], 'more'],
    ['a commitment', ['commitments'], 'more'],
  ] as const)('[M31] %s that is added breaks it', (_, path, key) => {
    expect(fits(changedAt(sealed, [...path, key], { to: 'x' }))).toBe(false);
  });

  test('[M31] a part that is added with a salt of its own breaks it, even with its commitment', () => {
    const salt = 'ab'.repeat(16);
    const commitment = createHash('sha256').update(Buffer.from(salt, 'hex')).update('"x"').digest('hex');
    const salted = changedAt(changedAt(sealed, ['content', 'cells', 'more'], { to: 'x' }), ['salts', 'cells.more'], { to: salt });
    expect(fits(salted)).toBe(false);
    expect(fits(changedAt(salted, ['commitments', 'cells.more'], { to: commitment }))).toBe(false);
  });

  test('[M31] two cells that change places break it, with their salts or without', () => {
    const cells = (sealed['content'] as { cells: Loose }).cells;
    const salts = sealed['salts'] as Loose;
    const swapped = changedAt(sealed, ['content', 'cells'], { to: { ...cells, done: cells['doing'], doing: cells['done'] } });
    expect(fits(swapped)).toBe(false);
    expect(fits(changedAt(swapped, ['salts'], { to: { ...salts, 'cells.done': salts['cells.doing'], 'cells.doing': salts['cells.done'] } }))).toBe(false);
  });

  test('[M31] a flipped bit in any character of the stored text is noticed or leaves the same entry', () => {
    const text = JSON.stringify(sealed);
    const unnoticed: string[] = [];
    for (let index = 0; index < text.length; index++) {
      for (const bit of [1, 2, 4, 8, 16, 32, 64]) {
        const flipped = text.slice(0, index) + String.fromCharCode(text.charCodeAt(index) ^ bit) + text.slice(index + 1);
        const entry = parsed(flipped);
        if (entry && fits(entry) && JSON.stringify(entry) !== text) unnoticed.push(`${index}: ${flipped.slice(index - 12, index + 12)}`);
      }
    }
    expect(unnoticed).toEqual([]);
  });

  test('[M31] what was damaged beyond a canonical form does not follow, instead of failing', () => {
    expect(fits(changedAt(sealed, ['content', 'cells', 'remark'], { to: 'half \ud800' }))).toBe(false);
    expect(fits(changedAt(sealed, ['by'], { to: '\udc00' }))).toBe(false);
    expect(fits(changedAt(sealed, ['content', 'cells'], { to: 'text' }))).toBe(false);
  });
});

describe('erasing', () => {
  const without = (...parts: string[]): Loose => {
    const copy = structuredClone(sealed) as { content: { cells: Loose } & Loose; salts: Loose } & Loose;
    for (const part of parts) {
      delete copy.salts[part];
      if (part.startsWith('cells.')) delete copy.content.cells[part.slice(6)];
      else delete copy.content[part];
    }
    return copy;
  };

  test.each([[['cells.done']], [['reason']], [['cells.done', 'cells.remark', 'reason']], [Object.keys(sealed['salts'] as Loose)]])(
    '[M32] content and salt of %j together: the chain still verifies, and so does what comes after',
    (parts) => {
      const erased = without(...parts);
      expect(fits(erased)).toBe(true);
      const next = seal(ROW, erased as unknown as Entry);
      expect(follows(next, erased as unknown as Entry)).toBe(true);
    },
  );

  test('[M32] what is left is still protected', () => {
    const erased = without('cells.done');
    expect(fits(changedAt(erased, ['content', 'cells', 'remark'], { to: 'other' }))).toBe(false);
    expect(fits(changedAt(erased, ['commitments', 'cells.done'], 'remove'))).toBe(false);
    expect(fits(changedAt(erased, ['commitments', 'cells.done'], { to: '0'.repeat(64) }))).toBe(false);
  });

  test('[M32] nothing can be put where something was erased', () => {
    const erased = without('cells.done');
    const filled = changedAt(erased, ['content', 'cells', 'done'], { to: [] });
    expect(fits(filled)).toBe(false);
    expect(fits(changedAt(filled, ['salts', 'cells.done'], { to: 'ab'.repeat(16) }))).toBe(false);
  });

  test('[M32] the salt alone erased leaves content that can’t be proved: it does not follow', () => {
    expect(fits(changedAt(sealed, ['salts', 'cells.done'], 'remove'))).toBe(false);
  });
});

describe('canonical JSON', () => {
  const sha = (text: string) => createHash('sha256').update(text).digest('hex');

  test.each([
    // RFC 8785, sections 3.2.2 and 3.2.3.
    [
      'numbers, text and literals',
      { numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 1e-27], string: '\u20ac$\u000f\nA\'B"\\\\"/', literals: [null, true, false] },
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    ],
    [
      'keys by UTF-16 units',
      { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, '\u00f6': 7 },
      '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}',
    ],
    ['minus zero and large numbers', [-0, 1e21, 1e20, 9007199254740991], '[0,1e+21,100000000000000000000,9007199254740991]'],
    ['separators that JavaScript once forbade', '\u2028\u2029', '"\u2028\u2029"'],
    ['normal forms are not touched', ['é', 'e\u0301'], '["é","e\u0301"]'],
    ['undefined fields are not there', { b: 1, a: undefined }, '{"b":1}'],
    ['empty things', [{}, [], ''], '[{},[],""]'],
  ])('[M33] %s', (_, value, text) => {
    expect(fingerprint(value)).toBe(sha(text));
  });

  test('[M33] a fingerprint does not depend on the order of keys and does on everything else', () => {
    expect(fingerprint({ a: 1, b: { c: 2, d: 3 } })).toBe(fingerprint({ b: { d: 3, c: 2 }, a: 1 }));
    const different = [[1, 2], [2, 1], [[1], 2], '1,2', [1, '2'], [1, 2, null], { 0: 1, 1: 2 }];
    expect(new Set(different.map(fingerprint)).size).toBe(different.length);
  });

  test('[M33] an edit with half a character has a fingerprint too, so that it can be refused with a reason', () => {
    expect(fingerprint({ text: 'a\ud800' })).toBe(sha('{"text":"a\ufffd"}'));
    expect(fingerprint({ '\udfff': '\ud83d\ud83d😀' })).toBe(sha('{"\ufffd":"\ufffd\ufffd😀"}'));
    expect(fingerprint('\\ud800 as letters, \\\\ud800')).toBe(sha('"\\\\ud800 as letters, \\\\\\\\ud800"'));
    expect(fingerprint('\\\ud800')).toBe(sha('"\\\\\ufffd"'));
  });
});

function parsed(text: string): Loose | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Loose) : undefined;
  } catch {
    return undefined;
  }
}
