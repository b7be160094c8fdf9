/** Lines of a text file, one after the other, however large the file is. Only a line feed ends a line: a cell's text may hold U+2028 and its kind. */
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

const WRITE_BYTES = 1 << 20;

/** The lines of a file. A last piece without a line feed is a line too. */
export async function* readLines(file: string): AsyncGenerator<string> {
  let pieces: Buffer[] = [];
  for await (const chunk of createReadStream(file, { highWaterMark: WRITE_BYTES }) as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      pieces.push(chunk.subarray(start, end));
      yield Buffer.concat(pieces).toString('utf8');
      pieces = [];
      start = end + 1;
    }
    if (start < chunk.length) pieces.push(chunk.subarray(start));
  }
  if (pieces.length > 0) yield Buffer.concat(pieces).toString('utf8');
}

/** A new file, only for its owner; rejects with EEXIST if there is one. */
export async function openNewFile(file: string): Promise<{ write(line: string): Promise<void>; close(): Promise<void> }> {
  const handle: FileHandle = await open(file, 'wx', 0o600);
  let waiting: string[] = [];
  let size = 0;
  const flush = async (): Promise<void> => {
    const text = waiting.join('');
    [waiting, size] = [[], 0];
    await handle.appendFile(text);
  };
  return {
    async write(line) {
      waiting.push(line, '\n');
      size += line.length;
      if (size > WRITE_BYTES) await flush();
    },
    async close() {
      try {
        await flush();
        await handle.sync();
      } finally {
        await handle.close();
      }
    },
  };
}
