/** Ids and dates on the wire: the forms that are taken, and near misses. */
import { expect, test } from 'vitest';
import { Cursor, EditId, Instant, ItemId, Key, LocalDate, Period, PersonId, Version } from '#contract/ids.ts';

test.each([
  [
    'Key',
    Key,
    ['wbcti', 'support-group', 'inProcess', 'a', `a${'b'.repeat(63)}`],
    ['', '1a', '-a', 'a b', 'a.b', '__proto__', 'a/b', 'č', 'a\n', `a${'b'.repeat(64)}`],
  ],
  ['PersonId', PersonId, ['system', 'demo:albania', 'p-7f3a', '7', 'a.b_c'], ['', ':a', 'a b', 'a@b', 'a/b', 'a\n', 'x'.repeat(129)]],
  [
    'EditId',
    EditId,
    ['6b0c4d5e-0000-4000-8000-000000000001', '6B0C4D5E-0000-4000-8000-00000000000F'],
    [
      '',
      '6b0c4d5e',
      '6b0c4d5e00004000800000000000000a',
      '6b0c4d5e-0000-4000-8000-00000000000g',
      '{6b0c4d5e-0000-4000-8000-000000000001}',
      '6b0c4d5e-0000-4000-8000-000000000001\n',
    ],
  ],
  ['ItemId', ItemId, ['1.1', '12.345', '999999999.999999999'], ['', '1', '0.1', '1.0', '01.1', '1.1.1', '-1.1', '1.1 ', '1234567890.1']],
  [
    'LocalDate',
    LocalDate,
    ['2026-12-31', '2028-02-29'],
    ['', '2026-1-1', '2026-13-01', '2026-00-01', '2026-12-32', '2026-12-00', '26-12-31', '2026-12-31T00:00:00Z'],
  ],
  [
    'Instant',
    Instant,
    ['2026-11-25T09:00:00Z', '2026-11-25T09:00:00.123Z'],
    ['', '2026-11-25', '2026-11-25T09:00:00', '2026-11-25T09:00:00+01:00', '2026-11-25 09:00:00Z', '2026-11-25T09:00Z'],
  ],
  ['Period', Period, ['2026-Q4', '2027-Q1'], ['', '2026-Q5', '2026-Q0', '2026Q4', '2026-q4', '26-Q4', '2026-Q4 ']],
] as const)('[A18] %s', (_, schema, good, bad) => {
  expect(good.filter((text) => !schema.safeParse(text).success)).toEqual([]);
  expect(bad.filter((text) => schema.safeParse(text).success)).toEqual([]);
});

test.each([
  ['Cursor', Cursor, [0, 1, 2 ** 53 - 1], [-1, 1.5, '1', Number.NaN, Infinity, null]],
  ['Version', Version, [1, 7], [0, -1, 1.5, '1', null]],
] as const)('[A18] %s is a whole number', (_, schema, good, bad) => {
  expect(good.filter((value) => !schema.safeParse(value).success)).toEqual([]);
  expect(bad.filter((value) => schema.safeParse(value).success)).toEqual([]);
});
