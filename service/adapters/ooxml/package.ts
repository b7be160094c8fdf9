/**
 * A foreign Office file as a zip, within bounds. Its directory is read first and refused whole if anything in it is out of bounds, before a byte is
 * unpacked; a part is unpacked as a stream and stops at the size that the directory gave. Nothing of it touches the disk.
 */
import * as yauzl from 'yauzl';
import { UnreadableFile } from '../../application/documents.ts';

const MEGABYTE = 1_000_000;

/** A part smaller than `ratioFromBytes` may be packed more tightly than `ratio`: short repetitive parts are. */
const LIMITS = { entries: 200, partBytes: 20 * MEGABYTE, totalBytes: 40 * MEGABYTE, ratio: 200, ratioFromBytes: 100_000 } as const;

/** The parts of a file, by name without a leading slash. Names are compared without regard to case (ECMA-376-2, 6.2.2.3). */
export interface OfficePackage {
  has(name: string): boolean;
  /** The bytes of a part. Rejects with UnreadableFile if there is no such part. */
  open(name: string): Promise<AsyncIterable<Uint8Array>>;
}

/** Opens the zip. Rejects with UnreadableFile: `malformed`, `encrypted`, `too-many-entries` or `too-large-unpacked`. */
export async function openPackage(bytes: Uint8Array): Promise<OfficePackage> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const zip = await asUnreadable(yauzl.fromBufferPromise(file, { lazyEntries: true, strictFileNames: true }));
  const entries = await readDirectory(zip);
  return {
    has: (name) => entries.has(name.toLowerCase()),
    async open(name) {
      const entry = entries.get(name.toLowerCase());
      if (!entry) throw new UnreadableFile('malformed');
      return withinDirectory(await asUnreadable(zip.openReadStreamPromise(entry)));
    },
  };
}

async function readDirectory(zip: yauzl.ZipFile): Promise<Map<string, yauzl.Entry>> {
  if (zip.entryCount > LIMITS.entries) throw new UnreadableFile('too-many-entries');
  const entries = new Map<string, yauzl.Entry>();
  let totalBytes = 0;
  const walk = async () => {
    for await (const entry of zip.eachEntry()) {
      checkEntry(entry);
      totalBytes += entry.uncompressedSize;
      if (totalBytes > LIMITS.totalBytes) throw new UnreadableFile('too-large-unpacked');
      const name = entry.fileName.toLowerCase();
      // Two parts of one name would be two truths: one reader takes the first, another the last.
      if (entries.has(name)) throw new UnreadableFile('malformed');
      entries.set(name, entry);
    }
  };
  await asUnreadable(walk());
  return entries;
}

function checkEntry(entry: yauzl.Entry): void {
  if (entry.isEncrypted()) throw new UnreadableFile('encrypted');
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) throw new UnreadableFile('malformed');
  if (isSymbolicLink(entry)) throw new UnreadableFile('malformed');
  const tooTight = entry.uncompressedSize > LIMITS.ratioFromBytes && entry.uncompressedSize > LIMITS.ratio * entry.compressedSize;
  if (entry.uncompressedSize > LIMITS.partBytes || tooTight) throw new UnreadableFile('too-large-unpacked');
}

const isSymbolicLink = (entry: yauzl.Entry): boolean => ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000;

/** yauzl ends the stream with an error when a part is longer or shorter than the directory says. */
async function* withinDirectory(stream: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  try {
    yield* stream;
  } catch (cause) {
    throw unreadable(cause);
  }
}

async function asUnreadable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    throw unreadable(cause);
  }
}

const unreadable = (cause: unknown): UnreadableFile => (cause instanceof UnreadableFile ? cause : new UnreadableFile('malformed', { cause }));
