// Excel.PageLayout and its headers and footers (office-js reference): kept and given back.

import { HEADER_FOOTER_PARTS, type HeaderFooterPart, type PageLayout } from '../page.ts';
import type { Sheet } from '../sheet.ts';
import { cellsOf, type Host, HostObject, type RangeLike, readBoolean, readNumber, readText, readWord } from './host-object.ts';

/** The printed page of a sheet. */
export class PageLayoutObject extends HostObject {
  readonly apiName = 'PageLayout';
  readonly sheet: Sheet;

  constructor(host: Host, sheet: Sheet) {
    super(host);
    this.sheet = sheet;
  }

  get Orientation(): string {
    return this.sheet.layout.orientation;
  }
  set Orientation(value: unknown) {
    this.change({ orientation: readWord(value, ['Portrait', 'Landscape']) });
  }
  get PaperSize(): string {
    return this.sheet.layout.paperSize;
  }
  set PaperSize(value: unknown) {
    this.change({ paperSize: readText(value) });
  }
  get Zoom(): PageLayout['zoom'] {
    return this.sheet.layout.zoom;
  }
  set Zoom(value: unknown) {
    this.change({ zoom: { ...(value as PageLayout['zoom']) } });
  }
  get CenterHorizontally(): boolean {
    return this.sheet.layout.centerHorizontally;
  }
  set CenterHorizontally(value: unknown) {
    this.change({ centerHorizontally: readBoolean(value) });
  }
  get CenterVertically(): boolean {
    return this.sheet.layout.centerVertically;
  }
  set CenterVertically(value: unknown) {
    this.change({ centerVertically: readBoolean(value) });
  }
  get PrintGridlines(): boolean {
    return this.sheet.layout.printGridlines;
  }
  set PrintGridlines(value: unknown) {
    this.change({ printGridlines: readBoolean(value) });
  }
  get PrintHeadings(): boolean {
    return this.sheet.layout.printHeadings;
  }
  set PrintHeadings(value: unknown) {
    this.change({ printHeadings: readBoolean(value) });
  }
  get LeftMargin(): number {
    return this.sheet.layout.leftMargin;
  }
  set LeftMargin(value: unknown) {
    this.change({ leftMargin: points(value) });
  }
  get RightMargin(): number {
    return this.sheet.layout.rightMargin;
  }
  set RightMargin(value: unknown) {
    this.change({ rightMargin: points(value) });
  }
  get TopMargin(): number {
    return this.sheet.layout.topMargin;
  }
  set TopMargin(value: unknown) {
    this.change({ topMargin: points(value) });
  }
  get BottomMargin(): number {
    return this.sheet.layout.bottomMargin;
  }
  set BottomMargin(value: unknown) {
    this.change({ bottomMargin: points(value) });
  }
  get HeadersFooters(): HeaderFooterGroupObject {
    return new HeaderFooterGroupObject(this.host, this);
  }

  SetPrintTitleRows(rows: unknown): void {
    this.change({ printTitleRows: cellsOf(this.book, rows, this.sheet).rect });
  }
  SetPrintTitleColumns(columns: unknown): void {
    this.change({ printTitleColumns: cellsOf(this.book, columns, this.sheet).rect });
  }
  SetPrintArea(area: unknown): void {
    this.change({ printArea: cellsOf(this.book, area, this.sheet).rect });
  }
  GetPrintTitleRowsOrNullObject(): RangeLike | null {
    const rows = this.sheet.layout.printTitleRows;
    return rows && this.host.range(this.sheet, rows);
  }

  /** Replaces parts of the layout. */
  change(change: Partial<PageLayout>): void {
    this.book.changing();
    this.sheet.layout = { ...this.sheet.layout, ...change };
  }
}

/** The headers and footers of a sheet; this host knows one set for all pages. */
export class HeaderFooterGroupObject extends HostObject {
  readonly apiName = 'HeaderFooterGroup';
  readonly page: PageLayoutObject;

  constructor(host: Host, page: PageLayoutObject) {
    super(host);
    this.page = page;
  }
  get State(): string {
    return 'Default';
  }
  get DefaultForAllPages(): HeaderFooterObject {
    return new HeaderFooterObject(this.host, this.page);
  }
}

const read = (page: PageLayoutObject, part: HeaderFooterPart): string => page.sheet.layout.headerFooter[part];
const write = (page: PageLayoutObject, part: HeaderFooterPart, value: unknown): void =>
  page.change({ headerFooter: { ...page.sheet.layout.headerFooter, [part]: readText(value) } });

/** The six texts of header and footer: one accessor for each of HEADER_FOOTER_PARTS, defined below. */
export class HeaderFooterObject extends HostObject {
  readonly apiName = 'HeaderFooter';
  readonly page: PageLayoutObject;

  constructor(host: Host, page: PageLayoutObject) {
    super(host);
    this.page = page;
  }
}

for (const part of HEADER_FOOTER_PARTS) {
  Object.defineProperty(HeaderFooterObject.prototype, part[0]?.toUpperCase() + part.slice(1), {
    get(this: HeaderFooterObject) {
      return read(this.page, part);
    },
    set(this: HeaderFooterObject, value: unknown) {
      write(this.page, part, value);
    },
  });
}

const points = (value: unknown): number => readNumber(value, { min: 0, max: 3600 });
