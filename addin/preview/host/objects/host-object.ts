// The base of all objects that Office.js sees. A member of the API is a getter, setter or method with a capital first letter (or a
// leading underscore), named as it goes over the wire; all else in these classes is the host's own business.

import { parseRect, type Rect, splitAddress, WHOLE_SHEET } from '../address.ts';
import type { Book } from '../book.ts';
import { HostError } from '../errors.ts';
import type { EventType } from '../events.ts';
import type { Sheet } from '../sheet.ts';

/** What every object gets: the workbook, and how to make the other objects (so that the classes need not import each other). */
export interface Host {
  readonly book: Book;
  range(sheet: Sheet, rect: Rect): RangeLike;
  worksheet(sheet: Sheet): HostObject;
}

/** Events that an object offers: the target that they are registered for, and the wire number by the tail of `_Register…`. */
export interface EventSource {
  readonly targetId: string;
  readonly types: Readonly<Record<string, EventType>>;
}

/** An object of the API. */
export abstract class HostObject {
  readonly host: Host;
  /** The name of its class in Office.js: "Range". */
  abstract readonly apiName: string;

  constructor(host: Host) {
    this.host = host;
  }

  /** The workbook that it belongs to. */
  get book(): Book {
    return this.host.book;
  }

  /** The events that the add-in can register for on this object, or null. */
  eventSource(): EventSource | null {
    return null;
  }
}

/** A collection: its items, and one by key. */
export abstract class HostCollection<T extends HostObject> extends HostObject {
  /** All items in order. */
  abstract list(): T[];
  /** The item of this key, or null. */
  abstract find(key: string): T | null;

  /** The indexer of the wire (getItem). Fails with ItemNotFound. */
  item(key: unknown): T {
    const found = this.find(String(key));
    if (!found) throw new HostError('ItemNotFound');
    return found;
  }

  /** Collection.getItemOrNullObject. */
  GetItemOrNullObject(key: unknown): T | null {
    return this.find(String(key));
  }

  /** Collection.getCount. */
  GetCount(): number {
    return this.list().length;
  }

  /** The item at a position, as getItemAt gives it; collections that have it call this. */
  itemAt(index: unknown): T {
    const found = this.list()[Number(index)];
    if (!found) throw new HostError('InvalidArgument');
    return found;
  }
}

/** A range as other objects need it: its cells. */
export interface RangeLike extends HostObject {
  readonly sheet: Sheet;
  readonly rect: Rect;
}

/** Reports whether an argument is a range object. */
export const isRange = (value: unknown): value is RangeLike => value instanceof HostObject && value.apiName === 'Range';

/** The cells that an argument means: a range object, an A1 address (with or without sheet) or a name. */
export function cellsOf(book: Book, argument: unknown, context: Sheet): { sheet: Sheet; rect: Rect } {
  if (isRange(argument)) return { sheet: argument.sheet, rect: argument.rect };
  if (argument === undefined || argument === null || argument === '') return { sheet: context, rect: WHOLE_SHEET };
  if (typeof argument !== 'string') throw new HostError('InvalidArgument');
  const { sheetName, cells } = splitAddress(argument);
  const sheet = sheetName === null ? context : book.sheetNamed(sheetName);
  if (!sheet) throw new HostError('ItemNotFound');
  const rect = parseRect(cells);
  if (rect) return { sheet, rect };
  const item = book.nameItem(cells, sheet.id) ?? book.nameItem(cells, null);
  if (item && 'rect' in item.refersTo) return { sheet: book.sheetWith(item.refersTo.sheetId), rect: item.refersTo.rect };
  throw new HostError('InvalidArgument');
}

/** Takes a boolean from the wire; fails with InvalidArgument on anything else. */
export function readBoolean(value: unknown): boolean {
  if (typeof value !== 'boolean') throw new HostError('InvalidArgument');
  return value;
}

/** Takes a text from the wire; fails with InvalidArgument on anything else. */
export function readText(value: unknown): string {
  if (typeof value !== 'string') throw new HostError('InvalidArgument');
  return value;
}

/** Takes a number within bounds from the wire; fails with InvalidArgument on anything else. */
export function readNumber(value: unknown, { min, max }: { min: number; max: number }): number {
  if (typeof value !== 'number' || !(value >= min && value <= max)) throw new HostError('InvalidArgument');
  return value;
}

/** Takes one of the given words from the wire; fails with InvalidArgument on anything else. */
export function readWord<T extends string>(value: unknown, words: readonly T[]): T {
  const found = words.find((word) => word === value);
  if (found === undefined) throw new HostError('InvalidArgument');
  return found;
}

const COLOUR_NAMES: Record<string, string> = {
  black: '#000000',
  white: '#FFFFFF',
  red: '#FF0000',
  green: '#008000',
  blue: '#0000FF',
  yellow: '#FFFF00',
  orange: '#FFA500',
  gray: '#808080',
};

/** Takes a colour, "#RRGGBB" or one of a few names; fails with InvalidArgument on anything else. */
export function readColour(value: unknown): string {
  const text = readText(value);
  const colour = /^#[0-9a-f]{6}$/i.test(text) ? text.toUpperCase() : COLOUR_NAMES[text.toLowerCase()];
  if (!colour) throw new HostError('InvalidArgument');
  return colour;
}
