/** The tables of a foreign .xlsx or .docx. Runs in the document worker; the bounds of time and memory are set there. */

import { type FoundTable, UnreadableFile } from '../../application/documents.ts';
import { formatOf } from '../../application/file-format.ts';
import { readDocument } from '../docx/read-document.ts';
import { readWorkbook } from '../xlsx/read-workbook.ts';
import { openPackage } from './package.ts';

/** Reads a file as the format it is said to be. Rejects with UnreadableFile; `malformed` also if it is another format. */
export async function readTables(bytes: Uint8Array, format: 'xlsx' | 'docx'): Promise<FoundTable[]> {
  if (formatOf(bytes) !== format) throw new UnreadableFile('malformed');
  const file = await openPackage(bytes);
  return format === 'xlsx' ? readWorkbook(file) : readDocument(file);
}
