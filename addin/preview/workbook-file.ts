/**
 * The preview's "file": the workbook kept in this browser, one per identity, so that reloading the page is closing and opening the file.
 * What the browser refuses to keep (no room, private mode) is said, never passed over.
 */
import { Book } from './host/book.ts';
import { fromJSON, toJSON } from './host/saved.ts';

const SAVE_DELAY_MS = 250;

/** The file of one identity. */
export interface WorkbookFile {
  book: Book;
  /** Reports whether the file was made just now: then the grid is put into it by itself. */
  fresh: boolean;
  /** Reports whether a kept file was there and could not be read. */
  unreadable: boolean;
  /** Keeps the workbook soon. */
  save(): void;
  /** Why the last attempt to keep it failed; undefined if it is kept. */
  problem(): string | undefined;
  /** Puts an empty workbook in its place; the page has to be loaded anew. */
  discard(): void;
  /** Forgets it; the page loaded anew makes a fresh one, with the grid in it. */
  forget(): void;
}

/** Opens the workbook of an identity, or makes a new one, also in place of a kept file that can't be read (then `unreadable` is true). */
export function openWorkbook({ identity, storage, changed }: { identity: string; storage: Storage; changed: () => void }): WorkbookFile {
  const key = `support-group-grid.workbook.${identity}`;
  const kept = storage.getItem(key);
  const read = kept === null ? undefined : readKept(kept);
  const book = read ?? new Book();
  let problem: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let discarded = false;
  const write = (workbook: Book) => {
    try {
      storage.setItem(key, JSON.stringify(toJSON(workbook)));
      problem = undefined;
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      problem = error.name;
    }
    changed();
  };
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (!discarded) write(book);
  };
  const stop = () => {
    discarded = true;
    clearTimeout(timer);
    timer = undefined;
  };
  addEventListener('pagehide', () => {
    if (timer) flush();
  });
  return {
    book,
    fresh: read === undefined,
    unreadable: kept !== null && read === undefined,
    save() {
      timer ||= setTimeout(flush, SAVE_DELAY_MS);
    },
    problem: () => problem,
    discard() {
      stop();
      write(new Book());
    },
    forget() {
      stop();
      storage.removeItem(key);
    },
  };
}

/** What another version of the preview has kept may be no workbook for this one; which error says so does not matter. */
function readKept(kept: string): Book | undefined {
  try {
    return fromJSON(JSON.parse(kept));
  } catch {
    return undefined;
  }
}
