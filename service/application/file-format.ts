/**
 * What a file is, told from its own bytes; its name and media type prove nothing. A Word or Excel file is a zip whose directory names parts below
 * `word/` or `xl/`. Files of the time before 2007 and encrypted ones are compound files (MS-CFB), told apart by the names of their streams.
 */
import { UnreadableFile } from './documents.ts';

/** Tells `xlsx` from `docx`. Throws UnreadableFile: `not-a-zip`, `malformed`, `encrypted`, `old-format` or `encrypted-or-old`. */
export function formatOf(bytes: Uint8Array): 'xlsx' | 'docx' {
  if (startsWith(bytes, COMPOUND_FILE)) throw new UnreadableFile(compoundReason(bytes));
  if (!startsWith(bytes, LOCAL_HEADER)) throw new UnreadableFile('not-a-zip');
  const names = zipNames(bytes);
  if (names.some((name) => name.startsWith('word/'))) return 'docx';
  if (names.some((name) => name.startsWith('xl/'))) return 'xlsx';
  throw new UnreadableFile('not-a-zip');
}

const LOCAL_HEADER = [0x50, 0x4b, 0x03, 0x04];
const COMPOUND_FILE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/** APPNOTE 4.3.16: the end record is 22 bytes and a comment of at most 65,535. */
const END_RECORD = { signature: 0x06054b50, sizeBytes: 22, commentBytes: 65_535 } as const;
const DIRECTORY_RECORD = { signature: 0x02014b50, sizeBytes: 46 } as const;

/** More names than this are not looked at; the reader refuses such a file anyway. */
const MAX_NAMES = 1_000;

function zipNames(bytes: Uint8Array): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = directoryOffset(view);
  const names: string[] = [];
  while (names.length < MAX_NAMES && at + DIRECTORY_RECORD.sizeBytes <= view.byteLength && view.getUint32(at, true) === DIRECTORY_RECORD.signature) {
    const nameBytes = view.getUint16(at + 28, true);
    const start = at + DIRECTORY_RECORD.sizeBytes;
    names.push(String.fromCharCode(...bytes.subarray(start, Math.min(start + nameBytes, start + 300))).toLowerCase());
    at = start + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return names;
}

function directoryOffset(view: DataView): number {
  const last = view.byteLength - END_RECORD.sizeBytes;
  for (let at = last; at >= Math.max(0, last - END_RECORD.commentBytes); at -= 1) {
    if (view.getUint32(at, true) === END_RECORD.signature) return view.getUint32(at + 16, true);
  }
  throw new UnreadableFile('malformed');
}

function compoundReason(bytes: Uint8Array): string {
  if (holdsName(bytes, 'EncryptedPackage')) return 'encrypted';
  return ['WordDocument', 'Workbook', 'Book'].some((name) => holdsName(bytes, name)) ? 'old-format' : 'encrypted-or-old';
}

/** Stream names are UTF-16LE with a closing zero (MS-CFB 2.6.1). */
function holdsName(bytes: Uint8Array, name: string): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from(`${name}\0`, 'utf16le'));
}

const startsWith = (bytes: Uint8Array, start: readonly number[]): boolean => start.every((byte, index) => bytes[index] === byte);
