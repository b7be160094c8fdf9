// From what was written or typed into a cell to what the cell holds, and from there to the text on the sheet.
// Sources: Range.values (office-js reference: text starting with = + - is a formula, ISO dates become dates, null leaves a cell alone),
// learn.microsoft.com/office/dev/add-ins/excel/excel-add-ins-blank-null-values, Excel specifications and limits (32,767 characters,
// 253 line feeds). What those pages leave open is in assumptions.ts (A1 to A6).

import type { Content } from './cells.ts';
import { HostError } from './errors.ts';

/** The most characters a cell can hold. */
export const MAX_TEXT = 32_767;
/** The most line feeds a cell can hold. */
export const MAX_LINE_FEEDS = 253;

/** A new content and, where Excel chooses one (dates, percent), the number format that comes with it. */
export interface Converted {
  readonly content: Content | undefined;
  readonly numberFormat?: string;
}

/** Reports what is wrong with a text for one cell, or null when it fits. */
export function textProblem(text: string): 'too-long' | 'too-many-lines' | null {
  if (text.length > MAX_TEXT) return 'too-long';
  return text.split('\n').length - 1 > MAX_LINE_FEEDS ? 'too-many-lines' : null;
}

/** Converts what Office.js writes or a person types into a cell of this number format. Fails with InvalidArgument on what no cell can hold. */
export function convert(raw: unknown, numberFormat: string): Converted {
  if (typeof raw === 'number' || typeof raw === 'boolean') {
    if (typeof raw === 'number' && !Number.isFinite(raw)) throw new HostError('InvalidArgument');
    return { content: { value: numberFormat === '@' ? textOf({ value: raw }, 'General') : raw } };
  }
  if (typeof raw !== 'string') throw new HostError('InvalidArgument');
  if (textProblem(raw)) throw new HostError('InvalidArgument');
  if (raw === '') return { content: undefined };
  if (raw.startsWith("'")) return { content: { value: raw.slice(1), apostrophe: true } };
  if (numberFormat === '@') return { content: { value: raw } };
  return convertGeneral(raw);
}

function convertGeneral(raw: string): Converted {
  const number = parseNumber(raw);
  if (number) return number;
  if (raw.startsWith('=') && raw.length > 1) return { content: formulaContent(raw) };
  if (/^[+-]./s.test(raw)) return { content: formulaContent(`=${raw}`) };
  if (/^(true|false)$/i.test(raw)) return { content: { value: raw.toLowerCase() === 'true' } };
  return parseDate(raw) ?? { content: { value: raw } };
}

/** The content of a formula. Only literals are calculated; all else shows #NAME? (assumption A4). */
export function formulaContent(formula: string): Content {
  const body = formula.slice(1).trim();
  const quoted = /^"((?:[^"]|"")*)"$/s.exec(body);
  if (quoted) return { formula, value: (quoted[1] ?? '').replaceAll('""', '"') };
  if (/^(true|false)$/i.test(body)) return { formula, value: body.toLowerCase() === 'true' };
  const number = parseNumber(body);
  if (number?.content) return { formula, value: number.content.value };
  return { formula, value: '#NAME?', error: true };
}

function parseNumber(raw: string): Converted | null {
  const match = /^\s*([+-]?)((?:\d{1,3}(?:,\d{3})+|\d*)(?:\.\d*)?(?:[eE][+-]?\d+)?)\s*(%?)\s*$/.exec(raw);
  if (!match || !/\d/.test(match[2] ?? '')) return null;
  const value = Number(`${match[1]}${(match[2] ?? '').replaceAll(',', '')}`);
  if (!Number.isFinite(value)) return null;
  return match[3] ? { content: { value: value / 100 }, numberFormat: '0%' } : { content: { value } };
}

function parseDate(raw: string): Converted | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(raw);
  const us = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(raw);
  const [year, month, day] = iso ? [iso[1], iso[2], iso[3]] : us ? [us[3], us[1], us[2]] : [];
  if (!year || !month || !day) return null;
  const at = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const real = new Date(at).getUTCMonth() === Number(month) - 1 && new Date(at).getUTCDate() === Number(day);
  const serial = at / 86_400_000 + 25_569;
  if (!real || serial < 61) return null;
  return { content: { value: serial }, numberFormat: iso ? 'yyyy-mm-dd' : 'm/d/yyyy' };
}

/** The text that the sheet shows for a content, whatever the column's width (Range.text). */
export function textOf(content: Content | undefined, numberFormat: string): string {
  if (!content) return '';
  const { value } = content;
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (/[yd]/.test(numberFormat)) return dateText(value, numberFormat);
  const fixed = /^0(?:\.(0+))?(%?)$/.exec(numberFormat);
  if (fixed) return `${(fixed[2] ? value * 100 : value).toFixed((fixed[1] ?? '').length)}${fixed[2]}`;
  return String(Number(value.toPrecision(11)));
}

function dateText(serial: number, numberFormat: string): string {
  const at = new Date(Math.round((serial - 25_569) * 86_400_000));
  const parts: Record<string, string> = {
    yyyy: String(at.getUTCFullYear()),
    mm: String(at.getUTCMonth() + 1).padStart(2, '0'),
    m: String(at.getUTCMonth() + 1),
    dd: String(at.getUTCDate()).padStart(2, '0'),
    d: String(at.getUTCDate()),
  };
  return numberFormat.replace(/yyyy|mm|dd|m|d/g, (part) => parts[part] ?? part);
}
