// Excel.NamedItemCollection and Excel.NamedItem: the defined names of the workbook or of one sheet (office-js reference). A name that
// refers to cells follows them.

import { formatRect, quoteSheetName, type Rect } from '../address.ts';
import type { NamedItem } from '../book.ts';
import { HostError } from '../errors.ts';
import type { Sheet } from '../sheet.ts';
import { cellsOf, type Host, HostCollection, HostObject, isRange, type RangeLike, readBoolean, readText } from './host-object.ts';

/** The names of a scope. */
export class NamedItemCollectionObject extends HostCollection<NamedItemObject> {
  readonly apiName = 'NamedItemCollection';
  readonly sheet: Sheet | null;

  constructor(host: Host, sheet: Sheet | null) {
    super(host);
    this.sheet = sheet;
  }

  list(): NamedItemObject[] {
    const scope = this.sheet?.id ?? null;
    return this.book.names.filter((item) => item.sheetId === scope).map((item) => new NamedItemObject(this.host, item));
  }
  find(name: string): NamedItemObject | null {
    const item = this.book.nameItem(name, this.sheet?.id ?? null);
    return item ? new NamedItemObject(this.host, item) : null;
  }
  Add(name: unknown, reference: unknown, comment: unknown = ''): NamedItemObject {
    const text = readText(name);
    if (!/^[\p{L}_\\][\p{L}\p{N}_.\\]{0,254}$/u.test(text) || /^[A-Z]{1,3}[0-9]+$/i.test(text)) throw new HostError('InvalidArgument');
    if (this.find(text) || this.book.tableNamed(text)) throw new HostError('InvalidArgument');
    const item: NamedItem = {
      name: text,
      sheetId: this.sheet?.id ?? null,
      refersTo: this.target(reference),
      visible: true,
      comment: readText(comment ?? ''),
    };
    this.book.replaceName(null, item);
    return new NamedItemObject(this.host, item);
  }

  private target(reference: unknown): NamedItem['refersTo'] {
    if (isRange(reference)) return { sheetId: reference.sheet.id, rect: reference.rect };
    const formula = readText(reference);
    if (!formula.startsWith('=')) throw new HostError('InvalidArgument');
    return cellsNamed(this, formula.slice(1)) ?? { formula };
  }
}

/** One name. */
export class NamedItemObject extends HostObject {
  readonly apiName = 'NamedItem';
  readonly name: string;
  readonly scope: string | null;

  constructor(host: Host, item: NamedItem) {
    super(host);
    this.name = item.name;
    this.scope = item.sheetId;
  }

  get _Id(): string {
    return this.name;
  }
  get Name(): string {
    return this.current().name;
  }
  get Scope(): string {
    return this.scope === null ? 'Workbook' : 'Worksheet';
  }
  get Type(): string {
    const { refersTo } = this.current();
    if ('rect' in refersTo) return 'Range';
    return refersTo.formula === '=#REF!' ? 'Error' : 'String';
  }
  get Formula(): string {
    const { refersTo } = this.current();
    return 'rect' in refersTo ? `=${this.address(refersTo)}` : refersTo.formula;
  }
  get Value(): string {
    const { refersTo } = this.current();
    if ('rect' in refersTo) return this.address(refersTo);
    return /^="(.*)"$/s.exec(refersTo.formula)?.[1]?.replaceAll('""', '"') ?? refersTo.formula.slice(1);
  }
  get Visible(): boolean {
    return this.current().visible;
  }
  set Visible(value: unknown) {
    this.book.replaceName(this.current(), { ...this.current(), visible: readBoolean(value) });
  }
  get Comment(): string {
    return this.current().comment;
  }
  set Comment(value: unknown) {
    this.book.replaceName(this.current(), { ...this.current(), comment: readText(value) });
  }
  GetRange(): RangeLike {
    const range = this.GetRangeOrNullObject();
    if (!range) throw new HostError('InvalidReference');
    return range;
  }
  GetRangeOrNullObject(): RangeLike | null {
    const { refersTo } = this.current();
    return 'rect' in refersTo ? this.host.range(this.book.sheetWith(refersTo.sheetId), refersTo.rect) : null;
  }
  Delete(): void {
    this.book.replaceName(this.current(), null);
  }

  private current(): NamedItem {
    const item = this.book.nameItem(this.name, this.scope);
    if (!item) throw new HostError('ItemNotFound');
    return item;
  }
  private address({ sheetId, rect }: { sheetId: string; rect: Rect }): string {
    const absolute = formatRect(rect).replace(/([A-Z]+)|([0-9]+)/g, '$$$&');
    return `${quoteSheetName(this.book.sheetWith(sheetId).name)}!${absolute}`;
  }
}

function cellsNamed(collection: NamedItemCollectionObject, address: string): NamedItem['refersTo'] | null {
  if (!/![$A-Z0-9:]+$/i.test(address)) return null;
  const { sheet, rect } = cellsOf(collection.book, address, collection.book.active);
  return { sheetId: sheet.id, rect };
}
