// Excel.DataValidation (office-js reference): the rules of a range. They cannot be changed on a protected sheet (assumption A9).

import { isEntireColumns, isEntireRows, parseRect, splitAddress } from '../address.ts';
import { HostError } from '../errors.ts';
import { listLookup } from '../list-lookup.ts';
import { demand } from '../protection.ts';
import { keeps, NO_RULE, readCriteria, readNote, ruleType, type ValidationRule } from '../validation.ts';
import { AreasObject } from './areas.ts';
import { isRange, readBoolean } from './host-object.ts';

/** The longest text of a prompt and of an alert. */
const MAX_MESSAGE = { prompt: 255, alert: 224 };

/** The validation of a range. */
export class DataValidationObject extends AreasObject {
  readonly apiName = 'DataValidation';

  get Type(): string {
    const types = new Set(this.cells().map(([row, col]) => ruleType(this.sheet.cell(row, col)?.rule)));
    return types.size === 1 ? ([...types][0] ?? 'None') : 'Inconsistent';
  }
  get Rule(): unknown {
    return this.common((rule) => rule.criteria ?? {}) ?? null;
  }
  set Rule(sent: unknown) {
    const criteria = readCriteria(this.withAddress(sent));
    this.change((rule) => ({ ...rule, criteria }));
  }
  get Prompt(): unknown {
    return this.common((rule) => rule.prompt);
  }
  set Prompt(sent: unknown) {
    const prompt = readNote<ValidationRule['prompt']>(sent, MAX_MESSAGE.prompt);
    this.change((rule) => ({ ...rule, prompt }));
  }
  get ErrorAlert(): unknown {
    return this.common((rule) => rule.errorAlert);
  }
  set ErrorAlert(sent: unknown) {
    const errorAlert = readNote<ValidationRule['errorAlert']>(sent, MAX_MESSAGE.alert);
    this.change((rule) => ({ ...rule, errorAlert }));
  }
  get IgnoreBlanks(): boolean | null {
    return this.common((rule) => rule.ignoreBlanks) as boolean | null;
  }
  set IgnoreBlanks(value: unknown) {
    const ignoreBlanks = readBoolean(value);
    this.change((rule) => ({ ...rule, ignoreBlanks }));
  }
  get Valid(): boolean | null {
    const valid = new Set(this.cells().map(([row, col]) => this.keepsRule(row, col)));
    return valid.size === 1 ? ([...valid][0] ?? true) : null;
  }

  Clear(): void {
    this.change(() => null);
  }

  private keepsRule(row: number, col: number): boolean {
    const cell = this.sheet.cell(row, col);
    return keeps(cell?.rule, cell?.content, listLookup(this.book, this.sheet));
  }
  private change(make: (rule: ValidationRule) => ValidationRule | null): void {
    demand(!this.sheet.protection);
    const made = new Map<ValidationRule, ValidationRule | null>();
    this.book.changing();
    for (const [row, col] of this.cells()) {
      const { rule: old = NO_RULE, ...rest } = this.sheet.cell(row, col) ?? {};
      if (!made.has(old)) made.set(old, make(old));
      const rule = made.get(old);
      this.sheet.putCell(row, col, rule ? { ...rest, rule } : rest);
    }
    this.book.redraw({ sheetId: this.sheet.id });
  }
  private common(read: (rule: ValidationRule) => unknown): unknown {
    const values = new Set(this.cells().map(([row, col]) => JSON.stringify(read(this.sheet.cell(row, col)?.rule ?? NO_RULE))));
    return values.size === 1 ? JSON.parse([...values][0] ?? 'null') : null;
  }
  private cells(): [number, number][] {
    return this.areas.flatMap((area) => {
      if (isEntireColumns(area) || isEntireRows(area)) {
        throw new HostError('InvalidArgument', 'The simulated Excel keeps no validation of entire rows or columns.');
      }
      return Array.from({ length: area.rows * area.cols }, (_, n): [number, number] => [area.row + Math.floor(n / area.cols), area.col + (n % area.cols)]);
    });
  }
  /** A list may be given as a range object: it is kept as that range's address. */
  private withAddress(sent: unknown): unknown {
    const source = (sent as { list?: { source?: unknown } } | null)?.list?.source;
    if (isRange(source)) {
      const address = (source as unknown as { Address: string }).Address;
      return { ...(sent as object), list: { ...(sent as { list: object }).list, source: `=${address}` } };
    }
    if (typeof source === 'string' && source.startsWith('=') && !parseRect(splitAddress(source.slice(1)).cells)) {
      throw new HostError('InvalidArgument', 'The simulated Excel takes a list from cells or from literals only.');
    }
    return sent;
  }
}
