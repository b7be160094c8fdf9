/** What the document worker is asked and what it answers. */
import type { Grid } from '#contract/grid.ts';
import type { FoundTable, TableDocument } from '../../application/documents.ts';

export type DocumentTask =
  | { kind: 'read'; bytes: Uint8Array; format: 'xlsx' | 'docx' }
  | { kind: 'write'; grid: Grid; at: string }
  | { kind: 'write-table'; document: TableDocument; at: string };

/** `unreadable` is a reason of UnreadableFile; `fault` is the stack of anything unforeseen. */
export type DocumentAnswer = { tables: FoundTable[] } | { workbook: Uint8Array<ArrayBuffer> } | { unreadable: string } | { fault: string };
