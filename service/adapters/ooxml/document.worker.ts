/**
 * The document worker: reads foreign files and writes workbooks away from the service's own thread. It answers one message after the other; a file that
 * takes too long or too much memory ends with this thread and not with the service. An entry point of the build.
 */
import { parentPort } from 'node:worker_threads';
import { UnreadableFile } from '../../application/documents.ts';
import { writeTable } from '../xlsx/write-table.ts';
import { writeWorkbook } from '../xlsx/write-workbook.ts';
import type { DocumentAnswer, DocumentTask } from './document-task.ts';
import { readTables } from './read-tables.ts';

parentPort?.on('message', (task: DocumentTask) => {
  void answer(task).then((reply) => parentPort?.postMessage(reply, 'workbook' in reply ? [reply.workbook.buffer] : []));
});

async function answer(task: DocumentTask): Promise<DocumentAnswer> {
  try {
    if (task.kind === 'read') return { tables: await readTables(task.bytes, task.format) };
    if (task.kind === 'write-table') return { workbook: await writeTable(task.document, { at: task.at }) };
    return { workbook: await writeWorkbook(task.grid, { at: task.at }) };
  } catch (error) {
    if (error instanceof UnreadableFile) return { unreadable: error.reason };
    return { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
