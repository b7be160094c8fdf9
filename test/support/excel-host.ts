// Microsoft's own office.js client over a simulated Excel, for tests: `excelHost()` gives a new workbook with its own copy of the
// client, so that tests and workbooks do not share handlers. The client is read from the package office-js and never changed.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import vm from 'node:vm';
import { Window } from 'happy-dom';
import { Book } from '../../addin/preview/host/book.ts';
import { Bridge, type BridgeOptions } from '../../addin/preview/host/bridge.ts';
import { Person } from '../../addin/preview/host/person.ts';
import { fromJSON, type SavedBook, toJSON } from '../../addin/preview/host/saved.ts';

/** A workbook, the client that reaches it, and the people who use it. */
export interface ExcelHost {
  readonly Excel: typeof Excel;
  readonly OfficeExtension: typeof OfficeExtension;
  readonly bridge: Bridge;
  /** The workbook that is open now. */
  readonly book: Book;
  /** The person at this Excel. */
  readonly person: Person;
  /** A co-author in the same workbook: edits arrive as Remote events. */
  readonly colleague: Person;
  /** Runs a batch and answers how many context.sync() calls it took. */
  countSyncs(work: () => Promise<unknown>): Promise<number>;
  /** Waits until the answers and events that are on their way have arrived. */
  settle(): Promise<void>;
  /** Closes the workbook and opens it again from what was saved, with a new client, as after restarting Excel. */
  reopen(): ExcelHost;
  /** The workbook as a file. */
  save(): SavedBook;
}

/** What a test can ask for. */
export interface ExcelHostOptions extends BridgeOptions {
  /** A workbook that was saved; without it a new one with one sheet. */
  readonly saved?: SavedBook;
  /** Whether the globals Excel and OfficeExtension become this client's (default true). */
  readonly globals?: boolean;
}

/** Starts the simulated Excel and loads the client on it. */
export function excelHost({ saved, globals = true, ...options }: ExcelHostOptions = {}): ExcelHost {
  const book = saved ? fromJSON(saved) : new Book();
  const bridge = new Bridge(book, options);
  const client = loadClient(bridge);
  if (globals) Object.assign(globalThis, client);
  const host: ExcelHost = {
    ...client,
    bridge,
    get book() {
      return bridge.book;
    },
    person: new Person(book),
    colleague: new Person(book, 'colleague'),
    countSyncs: async (work) => {
      const before = bridge.syncs;
      await work();
      return bridge.syncs - before;
    },
    settle,
    save: () => toJSON(bridge.book),
    reopen: () => excelHost({ ...options, globals, saved: toJSON(bridge.book) }),
  };
  return host;
}

/** Lets several turns of the event loop pass: answers, events and the handlers' own requests take one each. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 12; turn++) await new Promise((resolve) => realTimer(resolve, 0));
}

const realTimer = globalThis.setTimeout;
/** The names that a client sees besides its own: those of the platform, never those of another client. */
const platform = new Set<PropertyKey>(Object.getOwnPropertyNames(globalThis).filter((name) => !/^(Excel|Office|OfficeExtension)$/.test(name)));
let script: vm.Script | null = null;

type Client = Pick<ExcelHost, 'Excel' | 'OfficeExtension'>;

/**
 * Runs the client's script on a window of its own. The script declares global variables and also reads them from `window`; `with` over a
 * proxy makes both the same and keeps them off the test's globals.
 */
function loadClient(bridge: Bridge): Client {
  script ??= new vm.Script(`(function (window) { with (window) {\n${source()}\n} })`, { filename: 'excel-web-16.00.js' });
  const dom = new Window({ url: 'https://localhost/taskpane.html' });
  const own: Record<PropertyKey, unknown> = { document: dom.document, location: dom.location, navigator: dom.navigator, _richApiNativeBridge: bridge };
  own['window'] = new Proxy(own, {
    has: (_target, key) => key !== Symbol.unscopables,
    get: (target, key) => (key in target || !platform.has(key) ? target[key] : (globalThis as Record<PropertyKey, unknown>)[key]),
  });
  quietly(() => script?.runInThisContext()(own['window']));
  return { Excel: own['Excel'], OfficeExtension: own['OfficeExtension'] } as Client;
}

/** The client writes one line about a missing sessionStorage to the console while it loads. */
function quietly(work: () => void): void {
  const { log } = console;
  console.log = () => {};
  try {
    work();
  } finally {
    console.log = log;
  }
}

function source(): string {
  const path = createRequire(import.meta.url).resolve('office-js/dist/excel-web-16.00.js');
  return readFileSync(path, 'utf8');
}
