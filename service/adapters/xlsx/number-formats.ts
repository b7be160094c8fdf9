/**
 * How a number of a foreign workbook reads as text. A date is a number whose cell has a date format (ECMA-376-1, 18.8.30): it becomes
 * `2026-12-31`, since `46387` would be nobody's words. A percentage becomes `50%`. Any other number stays as it is, to Excel's 15 digits.
 */
import type { OfficePackage } from '../ooxml/package.ts';
import { readXml } from '../ooxml/xml.ts';

export type NumberKind = 'plain' | 'date' | 'time' | 'date-time' | 'percent';

const BUILT_IN: Record<number, NumberKind> = { 9: 'percent', 10: 'percent', 22: 'date-time' };
for (const id of [14, 15, 16, 17]) BUILT_IN[id] = 'date';
for (const id of [18, 19, 20, 21, 45, 46, 47]) BUILT_IN[id] = 'time';

/** Reads the kind of number of each cell style, by the style's index. */
export async function readNumberKinds(file: OfficePackage, part: string): Promise<NumberKind[]> {
  const own = new Map<number, NumberKind>();
  const kinds: NumberKind[] = [];
  await readXml(await file.open(part), {
    open({ name, parent, attributes }) {
      const id = Number(attributes.get('numFmtId') ?? 0);
      if (name === 's:numFmt') own.set(id, kindOfFormat(attributes.get('formatCode') ?? ''));
      if (name === 's:xf' && parent === 's:cellXfs') kinds.push(own.get(id) ?? BUILT_IN[id] ?? 'plain');
    },
  });
  return kinds;
}

/** The kind of a format code: what is left of `[$-409]d" of "mmmm;@` without quoted text, escapes, colours and locales. */
export function kindOfFormat(code: string): NumberKind {
  const first = (code.slice(0, 255).split(';')[0] ?? '').replace(/"[^"]*"|\\.|_.|\*./g, '').replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  const date = /[dy]/i.test(first) || /m{3,}/i.test(first);
  const time = /[hs]/i.test(first);
  if (date) return time ? 'date-time' : 'date';
  if (time) return 'time';
  return first.includes('%') ? 'percent' : 'plain';
}

/** Writes a number as text. Days count from 1899-12-30, or from 1904-01-01 in a workbook of the 1904 system. */
export function numberText(value: string, { kind, from1904 }: { kind: NumberKind; from1904: boolean }): string {
  const number = Number(value);
  if (!Number.isFinite(number) || value.trim() === '') return value;
  if (kind === 'percent') return `${shortest(number * 100)}%`;
  const dated = kind === 'plain' ? undefined : dateOf(number, from1904);
  if (!dated) return shortest(number);
  const [date = '', time = ''] = dated.split('T');
  if (kind === 'date') return date;
  return kind === 'time' ? time : `${date} ${time}`;
}

const shortest = (number: number): string => String(Number(number.toPrecision(15)));

const DAY_MS = 86_400_000;
/** 31 December 9999 as Excel counts; beyond it a number is no date. */
const LAST_DAY = 2_958_465;

function dateOf(days: number, from1904: boolean): string | undefined {
  if (days < 0 || days > LAST_DAY) return undefined;
  // Excel's 1900 has a 29 February, so days before 1 March 1900 are one later than they count.
  const sinceEpoch = from1904 ? days - 24_107 : days - 25_569 + (days < 60 ? 1 : 0);
  return new Date(Math.round((sinceEpoch * DAY_MS) / 60_000) * 60_000).toISOString().slice(0, 16);
}
