/**
 * Server-sent events of one grid: `event: entry` with the cursor as id, `event: day` at local midnight, a comment as heartbeat.
 * A run of entries is encoded once for each audience that reads it differently, and for all at once while nothing in its rows is restricted; the buffer is
 * written to every stream of that audience that stands directly before it; a stream that is behind reads
 * on from the ledger by its own cursor, at the speed of its reader. A reader that does not read is cut, not waited for: it resumes by Last-Event-ID.
 */
import type { Response } from 'express';
import { AppError } from '../../application/app-error.ts';
import type { OpenGrid } from '../../application/grids.ts';
import type { Ledger, Log } from '../../application/ports.ts';
import { publicEntry, rowOfEntry } from '../../application/public-entry.ts';
import { type View, viewKey } from '../../application/read-grid.ts';
import { type Reader, readsWhole } from '../../domain/audience.ts';
import { isConfidential } from '../../domain/confidential.ts';
import type { Entry } from '../../domain/entry.ts';

const HEARTBEAT_MS = 15_000;
/** A live reader that has not taken this much when the next entry comes is cut. */
const MOST_WAITING_BYTES = 1_000_000;
/** A reader that catches up and takes nothing for so long is cut. */
const STALLED_MS = 30_000;
const READ_LIMIT = 200;

interface Stream {
  response: Response;
  reader: Reader;
  /** The cursor of the last entry sent. */
  position: number;
  /** Reading on from the ledger; live buffers are left out meanwhile. */
  behind: boolean;
}

/** The streams of a grid. */
export interface EventHub {
  /** Answers with a stream that goes on after a cursor, until the client leaves. */
  open(response: Response, options: { after: number; reader: Reader }): void;
  close(): void;
}

/** Opens the hub of a grid. */
export function openEventHub({ open, ledger, log }: { open: OpenGrid; ledger: Ledger; log: Log }): EventHub {
  const streams = new Set<Stream>();
  let day = open.today();
  let closed = false;
  const stopBell = open.committer.onBell(ring);
  const heartbeat = setInterval(beat, HEARTBEAT_MS);
  heartbeat.unref();

  function ring(entries: readonly Entry[]): void {
    const first = entries[0]?.cursor ?? 0;
    const now = open.state();
    const buffers = new Map<string, Buffer>();
    const bufferFor = (reader: Reader): Buffer => {
      const view = { reader, now };
      const key = runKey(entries, view);
      const buffer = buffers.get(key) ?? Buffer.from(entries.map((entry) => encode(entry, view)).join(''));
      buffers.set(key, buffer);
      return buffer;
    };
    for (const stream of streams) {
      if (stream.behind) continue;
      if (stream.position === first - 1) write(stream, { buffer: bufferFor(stream.reader), position: entries.at(-1)?.cursor ?? first });
      else void readOn(stream);
    }
  }

  /** Reads from the ledger until the stream stands where the state stands. */
  async function readOn(stream: Stream): Promise<void> {
    stream.behind = true;
    try {
      while (streams.has(stream) && stream.position < open.state().cursor) {
        const upTo = open.state().cursor;
        const entries = (await ledger.read(open.grid, stream.position, Math.min(READ_LIMIT, upTo - stream.position))).filter(({ cursor }) => cursor <= upTo);
        if (entries.length === 0) break;
        for (const entry of entries) {
          // The reader may have gone while the ledger was read: nobody would ever take what is written then.
          if (!streams.has(stream)) return;
          stream.position = entry.cursor;
          if (!stream.response.write(encode(entry, { reader: stream.reader, now: open.state() })) && !(await drained(stream.response))) return drop(stream);
        }
      }
      stream.behind = false;
    } catch (error) {
      // The client resumes by Last-Event-ID when the store can be reached again.
      log.warn({ grid: open.grid, err: error }, 'a stream was ended: the ledger can’t be read');
      drop(stream);
    }
  }

  /** What waits is measured before: a batch may be larger than what a reader may leave lying. */
  function write(stream: Stream, { buffer, position }: { buffer: Buffer; position: number }): void {
    if (stream.response.writableLength > MOST_WAITING_BYTES) {
      drop(stream);
      return;
    }
    stream.position = position;
    stream.response.write(buffer);
  }

  function beat(): void {
    const today = open.today();
    const text = today === day ? ':\n\n' : `event: day\ndata: ${JSON.stringify({ today })}\n\n`;
    day = today;
    for (const stream of streams) stream.response.write(text);
  }

  function drop(stream: Stream): void {
    streams.delete(stream);
    stream.response.destroy();
  }

  return {
    open(response, { after, reader }) {
      if (closed) throw new AppError('unavailable', { retryAfterSeconds: 2 });
      response.status(200);
      response.setHeader('Content-Type', 'text/event-stream; charset=utf-8').setHeader('Cache-Control', 'no-store').setHeader('X-Accel-Buffering', 'no');
      response.flushHeaders();
      response.write(':\n\n');
      const stream: Stream = { response, reader, position: after, behind: false };
      streams.add(stream);
      response.on('close', () => streams.delete(stream));
      void readOn(stream);
    },
    close() {
      closed = true;
      clearInterval(heartbeat);
      stopBell();
      for (const stream of streams) stream.response.end();
      streams.clear();
    },
  };
}

/** Who shares the buffer of a run: everybody, while anybody may read all of its rows; what speaks to one member is written for each member. */
function runKey(entries: readonly Entry[], view: View): string {
  const { now } = view;
  const isOpen = (row: string | undefined): boolean => {
    const head = row === undefined ? undefined : now.rows.get(row);
    return !head || STRANGERS.every((stranger) => readsWhole(stranger, head, now.definition));
  };
  const audience = entries.every((entry) => isOpen(rowOfEntry(entry))) ? 'everybody' : viewKey(now, view);
  return entries.some(isConfidential) ? `${audience}/${view.reader.role}/${view.reader.member ?? ''}` : audience;
}

/** Those who read least: nothing is their own. */
const STRANGERS: readonly Reader[] = [{ role: 'focal-point' }, { role: 'observer' }];

function encode(entry: Entry, view: View): string {
  return `id: ${entry.cursor}\nevent: entry\ndata: ${JSON.stringify(publicEntry(entry, view))}\n\n`;
}

/** Resolves to whether the reader took what was written, in time. */
function drained(response: Response): Promise<boolean> {
  return new Promise((resolve) => {
    const finish = (taken: boolean): void => {
      clearTimeout(timer);
      response.off('drain', onDrain).off('close', onClose);
      resolve(taken);
    };
    const onDrain = (): void => finish(true);
    const onClose = (): void => finish(false);
    const timer = setTimeout(onClose, STALLED_MS);
    response.once('drain', onDrain).once('close', onClose);
  });
}
