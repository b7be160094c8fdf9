// Data validation: the rule of a cell and whether a content keeps it. Excel asks it only when a person types or pastes values
// (learn.microsoft.com/office/dev/add-ins/excel/excel-add-ins-data-validation, note); whoever changes cells decides whether to ask.
// Limits: list literal and prompt 255 characters, alert 224, titles 32 ([MS-OI29500] 2.1.613). Formulas in rules are stored, not
// calculated: they let everything pass (assumption A7).

import { type Content, valueType } from './cells.ts';
import { HostError } from './errors.ts';

/** The help that Excel shows beside a selected cell. */
export interface Prompt {
  readonly showPrompt?: boolean;
  readonly title?: string;
  readonly message?: string;
}

/** What Excel does and says when a typed value breaks the rule. */
export interface ErrorAlert {
  readonly showAlert?: boolean;
  readonly style?: 'Stop' | 'Warning' | 'Information';
  readonly title?: string;
  readonly message?: string;
}

/** The comparison of a rule on numbers, dates or lengths. */
export interface Comparison {
  readonly formula1: string | number;
  readonly formula2?: string | number;
  readonly operator: string;
}

/** What a rule asks, as Office.js writes it: exactly one of these keys. */
export interface Criteria {
  readonly wholeNumber?: Comparison;
  readonly decimal?: Comparison;
  readonly textLength?: Comparison;
  readonly date?: Comparison;
  readonly time?: Comparison;
  readonly list?: { readonly inCellDropDown?: boolean; readonly source: string };
  readonly custom?: { readonly formula: string };
}

/** The validation of a cell. Without criteria any value passes and only the prompt counts. */
export interface ValidationRule {
  readonly criteria?: Criteria;
  readonly ignoreBlanks: boolean;
  readonly prompt: Prompt;
  readonly errorAlert: ErrorAlert;
}

/** A rule that asks nothing, as a cell has it before one is set. */
export const NO_RULE: ValidationRule = { ignoreBlanks: true, prompt: {}, errorAlert: {} };

const TYPES: Record<keyof Criteria, string> = {
  wholeNumber: 'WholeNumber',
  decimal: 'Decimal',
  textLength: 'TextLength',
  date: 'Date',
  time: 'Time',
  list: 'List',
  custom: 'Custom',
};

/** The kind of a rule as Office.js names it; "None" when there is no rule. */
export function ruleType(rule: ValidationRule | undefined): string {
  const key = Object.keys(rule?.criteria ?? {})[0] as keyof Criteria | undefined;
  return key ? TYPES[key] : 'None';
}

/** Takes the criteria that Office.js sent. Fails with InvalidArgument unless there is exactly one, complete and within Excel's limits. */
export function readCriteria(sent: unknown): Criteria {
  if (typeof sent !== 'object' || sent === null) throw new HostError('InvalidArgument');
  const entries = Object.entries(sent).filter(([, value]) => value !== null && value !== undefined);
  const [key, value] = entries[0] ?? [];
  if (entries.length !== 1 || key === undefined || !(key in TYPES)) throw new HostError('InvalidArgument');
  if (key === 'list' && !(typeof value.source === 'string' && value.source.length <= 255)) throw new HostError('InvalidArgument');
  if (key === 'custom' && typeof value.formula !== 'string') throw new HostError('InvalidArgument');
  const compares = key !== 'list' && key !== 'custom';
  if (compares && (value.formula1 === undefined || typeof value.operator !== 'string')) throw new HostError('InvalidArgument');
  if (compares && /Between$/i.test(value.operator) && value.formula2 === undefined) throw new HostError('InvalidArgument');
  return { [key]: { ...value } } as Criteria;
}

/** Takes a prompt or an alert; fails with InvalidArgument when a text is longer than Excel keeps. */
export function readNote<T extends Prompt | ErrorAlert>(sent: unknown, maxMessage: number): T {
  if (typeof sent !== 'object' || sent === null) throw new HostError('InvalidArgument');
  const note = sent as { title?: string; message?: string };
  if ((note.title ?? '').length > 32 || (note.message ?? '').length > maxMessage) throw new HostError('InvalidArgument');
  return { ...note } as T;
}

/** The cells that a list's source names, as texts; null when the source is not cells. */
export type ListLookup = (source: string) => string[] | null;

/** Reports whether a content keeps a rule. */
export function keeps(rule: ValidationRule | undefined, content: Content | undefined, lookup: ListLookup): boolean {
  if (!rule?.criteria) return true;
  const type = valueType(content);
  if (type === 'Empty') return rule.ignoreBlanks;
  const value = content?.value ?? '';
  const { wholeNumber, decimal, textLength, date, time, list } = rule.criteria;
  if (textLength) return compares(textLength, String(value).length);
  if (list) return listTexts(list.source, lookup).includes(String(value));
  if (wholeNumber) return type === 'Double' && Number.isInteger(value) && compares(wholeNumber, Number(value));
  const comparison = decimal ?? date ?? time;
  return comparison ? type === 'Double' && compares(comparison, Number(value)) : true;
}

function listTexts(source: string, lookup: ListLookup): string[] {
  return source.startsWith('=') ? (lookup(source.slice(1)) ?? []) : source.split(',').map((text) => text.trim());
}

function compares(comparison: Comparison, value: number): boolean {
  const low = operand(comparison.formula1);
  const high = operand(comparison.formula2 ?? comparison.formula1);
  if (low === null || high === null) return true;
  switch (comparison.operator) {
    case 'Between':
      return value >= low && value <= high;
    case 'NotBetween':
      return value < low || value > high;
    case 'EqualTo':
      return value === low;
    case 'NotEqualTo':
      return value !== low;
    case 'GreaterThan':
      return value > low;
    case 'LessThan':
      return value < low;
    case 'GreaterThanOrEqualTo':
      return value >= low;
    case 'LessThanOrEqualTo':
      return value <= low;
    default:
      throw new HostError('InvalidArgument');
  }
}

/** A number, or null for a formula, which this host does not calculate. */
function operand(formula: string | number): number | null {
  const number = Number(typeof formula === 'string' ? formula.replace(/^=/, '') : formula);
  return Number.isFinite(number) && formula !== '' ? number : null;
}
