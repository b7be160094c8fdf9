// Reading the host's objects by the names of the wire: which members a class has, what a load of some of them answers.
// A null object is Value null, an object without id {}, a collection { _Items: [...] } (read in excel-web-16.00.js).

import type { QueryInfo } from './dispatch.ts';
import { notSimulated } from './errors.ts';
import { HostObject } from './objects/host-object.ts';

/** The member of this name on an object's class, or undefined. Only the API's own names count (and `item`, the indexer). */
export function member(object: HostObject, name: string): PropertyDescriptor | undefined {
  if (!/^(_*[A-Z]|item$)/.test(name)) return undefined;
  for (let proto = Object.getPrototypeOf(object); proto && proto !== HostObject.prototype; proto = Object.getPrototypeOf(proto)) {
    const found = Object.getOwnPropertyDescriptor(proto, name);
    if (found) return found;
  }
  return undefined;
}

/** All members that a class of the host offers, by their wire names. */
export function memberNames(prototype: object): string[] {
  const names = new Set<string>();
  for (let proto = prototype; proto && proto !== HostObject.prototype; proto = Object.getPrototypeOf(proto)) {
    for (const name of Object.getOwnPropertyNames(proto)) if (/^_*[A-Z]/.test(name)) names.add(name);
  }
  return [...names];
}

/** What tells the client which object it is: its id, and its reference when it is tracked. */
export function identity(object: HostObject): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const name of ['Id', '_Id', '_ReferenceId']) {
    const value = member(object, name)?.get?.call(object);
    if (value !== undefined && value !== '') found[name] = value;
  }
  return found;
}

/** Answers a load. Without names it gives all plain properties, with "nav" or "nav/name" those of what hangs on it. */
export function query(object: HostObject, { Select = [], Expand = [], Top, Skip = 0 }: QueryInfo): Record<string, unknown> {
  const names = [...Select, ...Expand];
  if (isCollection(object)) {
    const items = object.list().slice(Skip, Top === undefined ? undefined : Skip + Top);
    const own = names.filter((name) => !/^items\b/i.test(name) && isPlain(object, head(name)));
    const ofItems = names.filter((name) => !own.includes(name)).map((name) => name.replace(/^items\/?/i, ''));
    return { ...select(object, own), _Items: items.map((item) => query(item, { Select: ofItems.filter(Boolean) })) };
  }
  return { ...identity(object), ...select(object, names.length > 0 ? names : ['*']) };
}

type Collection = HostObject & { list(): HostObject[] };

const isCollection = (object: HostObject): object is Collection => 'list' in object && typeof object.list === 'function';
const head = (path: string): string => capital(path.split('/')[0] ?? '');
const capital = (name: string): string => (name.startsWith('_') ? name : name.slice(0, 1).toUpperCase() + name.slice(1));
const isPlain = (object: HostObject, name: string): boolean => member(object, name)?.get !== undefined;

function select(object: HostObject, paths: readonly string[]): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const path of paths) {
    if (path === '*') {
      Object.assign(found, allPlain(object));
      continue;
    }
    const name = head(path);
    const getter = member(object, name)?.get;
    if (!getter) throw notSimulated(`${object.apiName}.${name}`);
    const value = getter.call(object);
    const rest = path.split('/').slice(1).join('/');
    if (value instanceof HostObject) found[name] = merged(found[name], query(value, { Select: rest ? [rest] : [] }));
    else found[name] = value;
  }
  return found;
}

/** All plain properties of an object by their wire names. */
export function allPlain(object: HostObject): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const name of memberNames(Object.getPrototypeOf(object))) {
    const getter = member(object, name)?.get;
    const value = getter?.call(object);
    if (getter && !(value instanceof HostObject)) found[name] = value;
  }
  return found;
}

/** Two loads of the same object in one query, item by item for collections. */
function merged(before: unknown, now: Record<string, unknown>): Record<string, unknown> {
  const old = (before ?? {}) as Record<string, unknown>;
  const [oldItems, items] = [old['_Items'], now['_Items']];
  if (!Array.isArray(oldItems) || !Array.isArray(items)) return { ...old, ...now };
  return { ...old, ...now, _Items: items.map((item, n) => ({ ...oldItems[n], ...item })) };
}
