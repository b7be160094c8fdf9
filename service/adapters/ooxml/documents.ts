/**
 * Reading foreign files and writing workbooks, both in worker threads of one file. They have a thread each: a hostile file may end the one that reads
 * while a workbook is being written.
 */
import { AppError } from '../../application/app-error.ts';
import { type TableReader, type TableWriter, UnreadableFile, type WorkbookWriter } from '../../application/documents.ts';
import type { DocumentAnswer, DocumentTask } from './document-task.ts';
import { LaneFailure, openLane, type WorkerLane } from './worker-lane.ts';

/** Bounds of both threads. A full queue is answered with AppError `rate-limited`. */
const READING = { heapMegabytes: 128, maxWaiting: 20 } as const;
const WRITING = { timeLimitMs: 30_000, heapMegabytes: 512, maxWaiting: 50 } as const;
const TRY_AGAIN_SECONDS = 10;

export interface Documents {
  tables: TableReader;
  workbooks: WorkbookWriter;
  tableFiles: TableWriter;
  close(): Promise<void>;
}

/** Starts the worker threads; `file` is the built document.worker.js. A file is read within `readingTimeMs`, 5 seconds, or not at all. */
export function openDocumentWorker({ file, readingTimeMs = 5_000 }: { file: URL; readingTimeMs?: number }): Documents {
  const reading = openLane<DocumentTask, DocumentAnswer>({ file, timeLimitMs: readingTimeMs, ...READING });
  const writing = openLane<DocumentTask, DocumentAnswer>({ file, ...WRITING });
  const written = async (task: DocumentTask): Promise<Uint8Array> => {
    const answer = await ask(writing, { task, transfer: [] });
    if ('workbook' in answer) return answer.workbook;
    throw unexpected(answer);
  };
  return {
    tables: {
      async read(bytes, format) {
        // A copy, since what goes to the thread is gone from here; never the pool that a Buffer may lie in.
        const copy = new Uint8Array(bytes);
        const answer = await ask(reading, { task: { kind: 'read', bytes: copy, format }, transfer: [copy.buffer] });
        if ('tables' in answer) return answer.tables;
        throw unexpected(answer);
      },
    },
    workbooks: { write: (grid, { at }) => written({ kind: 'write', grid, at }) },
    tableFiles: { writeTable: (document, { at }) => written({ kind: 'write-table', document, at }) },
    async close() {
      await Promise.all([reading.close(), writing.close()]);
    },
  };
}

async function ask(
  lane: WorkerLane<DocumentTask, DocumentAnswer>,
  { task, transfer }: { task: DocumentTask; transfer: ArrayBuffer[] },
): Promise<DocumentAnswer> {
  try {
    return await lane.run(task, transfer);
  } catch (error) {
    throw error instanceof LaneFailure ? translated(error, task) : error;
  }
}

function translated(failure: LaneFailure, { kind }: DocumentTask): Error {
  if (failure.reason === 'busy') {
    return new AppError('rate-limited', { params: { seconds: TRY_AGAIN_SECONDS }, retryAfterSeconds: TRY_AGAIN_SECONDS, cause: failure });
  }
  if (kind === 'read' && failure.reason === 'too-slow') return new UnreadableFile('too-slow', { cause: failure });
  if (kind === 'read' && failure.reason === 'out-of-memory') return new UnreadableFile('too-large-unpacked', { cause: failure });
  return failure;
}

function unexpected(answer: DocumentAnswer): Error {
  if ('unreadable' in answer) return new UnreadableFile(answer.unreadable);
  return new Error('the document worker failed', { cause: 'fault' in answer ? answer.fault : answer });
}
