// The seam to Microsoft's office.js client: the object that is to stand at globalThis._richApiNativeBridge before the client is
// loaded. Requests come as text to sendMessageToHost; answers and events go back by onMessageFromHost, later, one after the other
// (assumption A20).
// While a person types in a cell, requests fail with InvalidOperationInCellEditMode or, with Excel.run({ delayForCellEdit: true }),
// wait until the typing ends (learn.microsoft.com/office/dev/add-ins/excel/excel-add-ins-delay-in-cell-edit).

import type { Book } from './book.ts';
import { type Batch, type BatchAnswer, execute } from './dispatch.ts';
import { HostError } from './errors.ts';
import type { WireEvent } from './events.ts';

/** Flag of a request whose Excel.run asked for delayForCellEdit (`_requestFlagModifier |= 64` in the client). */
const DELAY_FOR_CELL_EDIT = 64;

/** One request and its answer. */
export interface WireRecord {
  readonly number: number;
  /** "sync" is a context.sync() of the add-in (also the one at the end of Excel.run); "release" is the client letting go of ranges afterwards. */
  readonly kind: 'sync' | 'release';
  readonly flags: number;
  readonly request: Batch;
  readonly answer: BatchAnswer;
}

/** What the bridge can be told. */
export interface BridgeOptions {
  /** How many requests the log keeps; the oldest go first. */
  readonly logSize?: number;
  /** Runs a job soon; by default on the next turn of the event loop. */
  readonly later?: (job: () => void) => void;
}

/** Connects the client to a workbook. */
export class Bridge {
  /** Set by the client when it is loaded. */
  onMessageFromHost: (text: string) => void = () => {};
  /** The newest requests with their answers. */
  readonly log: WireRecord[] = [];
  /** The number of context.sync() calls that reached the host since the bridge was made. */
  syncs = 0;
  readonly #listeners = new Set<(record: WireRecord) => void>();
  readonly #logSize: number;
  readonly #later: (job: () => void) => void;
  #book: Book;
  #number = 0;
  #waiting: (() => void)[] = [];

  constructor(book: Book, { logSize = 500, later = nextTurn() }: BridgeOptions = {}) {
    this.#logSize = logSize;
    this.#later = later;
    this.#book = book;
    this.#watch(book);
  }

  /** The workbook behind the bridge. */
  get book(): Book {
    return this.#book;
  }

  /** Opens another workbook behind the same client, as when a file is closed and opened. */
  open(book: Book): void {
    this.#book.events.deliver = null;
    this.#book = book;
    this.#watch(book);
  }

  /** Calls the listener with each request and answer, for a recorder; returns a function that ends this. */
  onRecord(listener: (record: WireRecord) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The client's side of the seam: takes one request. */
  sendMessageToHost(text: string): void {
    const { id, flags = 0, message } = JSON.parse(text) as { id: number; flags?: number; message: { body: Batch | string } };
    const request = (typeof message.body === 'string' ? JSON.parse(message.body) : message.body) as Batch;
    const job = (): void => {
      if (this.#book.editing && flags & DELAY_FOR_CELL_EDIT) this.#waiting.push(job);
      else this.#answer({ id, flags, request });
    };
    this.#later(job);
  }

  #answer({ id, flags, request }: { id: number; flags: number; request: Batch }): void {
    const answer = this.#book.editing ? refusal(new HostError('InvalidOperationInCellEditMode')) : execute(this.#book, request);
    const kind = isRelease(request) ? 'release' : 'sync';
    if (kind === 'sync') this.syncs++;
    const record: WireRecord = { number: ++this.#number, kind, flags, request, answer };
    this.log.push(record);
    if (this.log.length > this.#logSize) this.log.shift();
    for (const listener of this.#listeners) listener(record);
    this.onMessageFromHost(JSON.stringify({ id, type: 2, message: { statusCode: 200, headers: {}, body: answer } }));
  }

  #watch(book: Book): void {
    book.events.deliver = (events) => this.#later(() => this.#send(events));
    book.onEditEnd(() => {
      const waiting = this.#waiting;
      this.#waiting = [];
      for (const job of waiting) this.#later(job);
    });
  }

  #send(entries: readonly WireEvent[]): void {
    this.onMessageFromHost(JSON.stringify({ type: 3, message: { entries } }));
  }
}

/** Keeps the timer that there is now, so that a test's fake clock does not stop the host. */
function nextTurn(): (job: () => void) => void {
  const { setTimeout: start } = globalThis;
  return (job) => {
    start(job, 0);
  };
}

const refusal = ({ code, message }: HostError): BatchAnswer => ({
  Results: [],
  Error: { Code: code, Message: message, Location: '', ActionIndex: 0 },
});

/** After Excel.run the client releases the ranges that it tracked: a request of nothing but _RemoveReference. */
function isRelease(request: Batch): boolean {
  const methods = request.Actions.filter((action) => action.ActionType !== 1);
  return methods.length > 0 && methods.every((action) => action.Name === '_RemoveReference');
}
