// Range.getCellProperties and Range.setCellProperties (office-js reference): the same properties as on a range, cell by cell in rows.
// What is asked for or set is an object whose leaves are names of properties.

import { HostError, notSimulated } from '../errors.ts';
import { allPlain, member } from '../reflect.ts';
import { HostObject } from './host-object.ts';

type Tree = { readonly [name: string]: unknown };

/** Reads what the tree asks for (leaves that are true; of an object that is a leaf all plain properties). */
export function readProperties(object: HostObject, wanted: unknown): Tree {
  const asked = leaves(wanted).filter(([, ask]) => ask !== false);
  return Object.fromEntries(asked.map(([name, ask]) => [name, readOne(memberOf(object, name).get?.call(object), ask)]));
}

function readOne(value: unknown, ask: unknown): unknown {
  if (!(value instanceof HostObject)) return value;
  if (typeof ask === 'object') return readProperties(value, ask);
  return Object.fromEntries(Object.entries(allPlain(value)).map(([name, each]) => [name.slice(0, 1).toLowerCase() + name.slice(1), each]));
}

/** Sets what the tree holds. */
export function writeProperties(object: HostObject, values: unknown): void {
  for (const [name, value] of leaves(values)) {
    const { get, set } = memberOf(object, name);
    const part = typeof value === 'object' ? get?.call(object) : null;
    if (part instanceof HostObject) writeProperties(part, value);
    else if (set) set.call(object, value);
    else throw notSimulated(`${object.apiName}.${name} (to be set)`);
  }
}

function memberOf(object: HostObject, name: string): PropertyDescriptor {
  const found = member(object, name.slice(0, 1).toUpperCase() + name.slice(1));
  if (!found) throw notSimulated(`${object.apiName}.${name}`);
  return found;
}

function leaves(tree: unknown): [string, unknown][] {
  if (typeof tree !== 'object' || tree === null || Array.isArray(tree)) throw new HostError('InvalidArgument');
  return Object.entries(tree).filter(([, value]) => value !== undefined && value !== null);
}
