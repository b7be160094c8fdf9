// Executes one request of the office.js client (the JSON of one context.sync()) on the host's objects, and writes the answer that the
// client reads. The wire, read in excel-web-16.00.js of @microsoft/office-js 1.1.110:
//   object paths  1 root, 3 method, 4 property, 5 indexer, 6 reference id, 7 null object
//   actions       1 instantiate, 2 query, 3 method, 4 set, 5 trace; 6 to 9 belong to members outside the public API and are refused
//   answer        Results [{ ActionId, Value }], TraceIds and, when an action failed, Error { Code, Message, Location, ActionIndex }
// The first failing action ends the batch; what ran before it stays done. A member that is not simulated is ApiNotFound, by name.

import type { Book } from './book.ts';
import { HostError, notSimulated } from './errors.ts';
import { workbookObject } from './objects/factory.ts';
import { HostObject } from './objects/host-object.ts';
import { identity, member, query } from './reflect.ts';

/** What the client sends in one request. */
export interface Batch {
  readonly Actions: readonly Action[];
  readonly ObjectPaths: Readonly<Record<string, ObjectPath>>;
}

/** One thing to do. */
export interface Action {
  readonly Id: number;
  readonly ActionType: number;
  readonly Name: string;
  readonly ObjectPathId?: number;
  readonly ArgumentInfo?: ArgumentInfo;
  readonly QueryInfo?: QueryInfo;
}

/** How to reach an object. */
export interface ObjectPath {
  readonly Id: number;
  readonly ObjectPathType: number;
  readonly Name: string;
  readonly ParentObjectPathId?: number;
  readonly ArgumentInfo?: ArgumentInfo;
}

/** Arguments; those that are objects of the API are given by the id of their path. */
export interface ArgumentInfo {
  readonly Arguments?: readonly unknown[];
  readonly ReferencedObjectPathIds?: readonly (number | readonly number[])[];
}

/** What a load asks for: property paths, and for collections which part. */
export interface QueryInfo {
  readonly Select?: readonly string[];
  readonly Expand?: readonly string[];
  readonly Top?: number;
  readonly Skip?: number;
}

/** The answer to one request. */
export interface BatchAnswer {
  /** The trace actions that were reached; the client binds some events only when theirs is among them. */
  readonly TraceIds?: readonly number[];
  readonly Results: readonly { readonly ActionId: number; readonly Value: unknown }[];
  readonly Error?: { readonly Code: string; readonly Message: string; readonly Location: string; readonly ActionIndex: number };
}

type Found = HostObject | null;

const TRACE = 5;

/** Runs a request as the add-in: one step of undo. */
export function execute(book: Book, batch: Batch): BatchAnswer {
  return book.act('addin', () => new Execution(book, batch).run());
}

/** One request on its way; keeps the objects that its paths led to. */
class Execution {
  readonly #book: Book;
  readonly #batch: Batch;
  readonly #objects = new Map<number, Found>();

  constructor(book: Book, batch: Batch) {
    this.#book = book;
    this.#batch = batch;
  }

  run(): BatchAnswer {
    const Results: { ActionId: number; Value: unknown }[] = [];
    const TraceIds: number[] = [];
    for (const [index, action] of this.#batch.Actions.entries()) {
      let location = '';
      try {
        const object = action.ObjectPathId ? this.#resolve(action.ObjectPathId) : null;
        location = object ? `${object.apiName}.${action.Name}` : action.Name;
        Results.push({ ActionId: action.Id, Value: this.#perform(action, object) });
        if (action.ActionType === TRACE) TraceIds.push(action.Id);
      } catch (error) {
        const { code, message } = error instanceof HostError ? error : new HostError('GeneralException', String(error));
        return { Results, TraceIds, Error: { Code: code, Message: message, Location: location, ActionIndex: index } };
      }
    }
    return { Results, TraceIds };
  }

  #perform(action: Action, object: Found): unknown {
    if (action.ActionType === TRACE) return null;
    if (action.ActionType > TRACE) throw notSimulated(`action type ${action.ActionType}`);
    if (!object) {
      if (action.ActionType <= 2 || action.Name === '_KeepReference') return null;
      throw new HostError('InvalidArgument');
    }
    if (action.ActionType === 1) return identity(object);
    if (action.ActionType === 2) return query(object, action.QueryInfo ?? {});
    if (action.ActionType === 3) return plain(this.#call(object, action.Name, action.ArgumentInfo));
    const [value] = this.#arguments(action.ArgumentInfo);
    const setter = member(object, action.Name)?.set;
    if (!setter) throw notSimulated(`${object.apiName}.${action.Name} (to be set)`);
    setter.call(object, value);
    return null;
  }

  #resolve(id: number): Found {
    const known = this.#objects.get(id);
    if (known !== undefined) return known;
    const path = this.#batch.ObjectPaths[id];
    if (!path) throw new HostError('InvalidReference');
    const found = this.#follow(path);
    this.#objects.set(id, found);
    return found;
  }

  #follow(path: ObjectPath): Found {
    if (path.ObjectPathType === 1) return workbookObject(this.#book);
    if (path.ObjectPathType === 6) return this.#referenced(path.Name);
    if (path.ObjectPathType === 7) return null;
    const parent = path.ParentObjectPathId ? this.#resolve(path.ParentObjectPathId) : null;
    if (!parent) return null; // what hangs on a null object is a null object
    if (path.ObjectPathType === 3) return object(this.#call(parent, path.Name, path.ArgumentInfo));
    if (path.ObjectPathType === 5) return object(this.#call(parent, 'item', path.ArgumentInfo));
    if (path.ObjectPathType !== 4) throw notSimulated(`object path type ${path.ObjectPathType}`);
    const getter = member(parent, path.Name)?.get;
    if (!getter) throw notSimulated(`${parent.apiName}.${path.Name}`);
    return object(getter.call(parent));
  }

  #referenced(id: string): HostObject {
    const reference = this.#book.references.get(id);
    if (!reference?.rect) throw new HostError('InvalidReference');
    const range = workbookObject(this.#book).host.range(reference.sheet, reference.rect);
    return Object.assign(range, { referenceId: id });
  }

  #call(target: HostObject, name: string, info: ArgumentInfo | undefined): unknown {
    const event = /^_(Register|Unregister)(.+)$/.exec(name);
    if (event) return this.#register(target, event[2] ?? '', event[1] === 'Register');
    const method = member(target, name)?.value;
    if (typeof method !== 'function') throw notSimulated(`${target.apiName}.${name === 'item' ? 'getItem' : name}`);
    return method.apply(target, this.#arguments(info));
  }

  #register(target: HostObject, event: string, on: boolean): null {
    const source = target.eventSource();
    const type = source?.types[event];
    if (!source || type === undefined) throw notSimulated(`the event ${target.apiName}.${event}`);
    if (on) this.#book.events.register(type, source.targetId);
    else this.#book.events.unregister(type, source.targetId);
    return null;
  }

  #arguments(info: ArgumentInfo | undefined): unknown[] {
    return (info?.Arguments ?? []).map((argument, index) => {
      const id = info?.ReferencedObjectPathIds?.[index];
      return typeof id === 'number' && id > 0 ? this.#resolve(id) : this.#withObjects(argument);
    });
  }

  /** Objects of the API inside a plain argument come as { _ObjectPathId }. */
  #withObjects(argument: unknown): unknown {
    if (Array.isArray(argument)) return argument.some(isObject) ? argument.map((each) => this.#withObjects(each)) : argument;
    if (!isObject(argument)) return argument;
    if ('_ObjectPathId' in argument) return this.#resolve(Number(argument['_ObjectPathId']));
    return Object.fromEntries(Object.entries(argument).map(([key, value]) => [key, this.#withObjects(value)]));
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** An object that a path led to; null is a null object. */
function object(value: unknown): Found {
  if (value === null || value instanceof HostObject) return value;
  throw new HostError('InvalidReference');
}

/** A method's answer as it goes over the wire. */
const plain = (value: unknown): unknown => (value instanceof HostObject || value === undefined ? null : value);
