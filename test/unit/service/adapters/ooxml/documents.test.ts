import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Documents, openDocumentWorker } from '../../../../../service/adapters/ooxml/documents.ts';
import { writeWorkbook } from '../../../../../service/adapters/xlsx/write-workbook.ts';
import { buildDocumentWorker } from '../../../../support/document-worker.ts';
import { gridOf, WBCTI } from '../../../../support/export-grids.ts';
import { docxOf, docxTable, inlineRow, p, xlsxOf } from '../../../../support/office-files.ts';

const AT = '2026-11-25T09:00:00.000Z';
const grid = gridOf(WBCTI, { content: { albania: { tasks: ['=1+1', 'Çfarë'] } } });

describe('the document worker, as built', () => {
  let built: Awaited<ReturnType<typeof buildDocumentWorker>>;
  let documents: Documents;
  beforeAll(async () => {
    built = await buildDocumentWorker();
    documents = openDocumentWorker({ file: built.file });
  });
  afterAll(async () => {
    await documents.close();
    built.remove();
  });

  it('[X36] writes the same workbook as on the main thread, several at once', async () => {
    const expected = Buffer.from(await writeWorkbook(grid, { at: AT }));
    const written = await Promise.all([1, 2, 3].map(() => documents.workbooks.write(grid, { at: AT })));
    expect(written.map((bytes) => Buffer.from(bytes).equals(expected))).toEqual([true, true, true]);
  });

  it('[X36] reads tables, and leaves the bytes with their owner', async () => {
    const bytes = Buffer.from(docxOf(docxTable([[p('a'), p('b')]])));
    expect(await documents.tables.read(bytes, 'docx')).toEqual([{ headers: ['a', 'b'], rows: [] }]);
    expect(bytes.byteLength).toBeGreaterThan(100);
    expect(await documents.tables.read(bytes, 'docx')).toHaveLength(1);
  });

  it('[X37] says why a file can’t be read, and reads the next', async () => {
    await expect(documents.tables.read(docxOf('<w:p>'), 'docx')).rejects.toMatchObject({ name: 'UnreadableFile', reason: 'malformed' });
    expect(await documents.tables.read(xlsxOf(inlineRow(1, ['a'])), 'xlsx')).toHaveLength(1);
  });

  it('[X37] gives up on a file that takes too long', async () => {
    const hasty = openDocumentWorker({ file: built.file, readingTimeMs: 1 });
    const rows = Array.from({ length: 5_000 }, (_, index) => inlineRow(index + 1, ['a', 'b']));
    await expect(hasty.tables.read(xlsxOf(rows.join('')), 'xlsx')).rejects.toMatchObject({ name: 'UnreadableFile', reason: 'too-slow' });
    await hasty.close();
  });

  it('[X37] reports what was not foreseen as a fault and not as an unreadable file', async () => {
    const broken = { ...grid, rows: [null] } as unknown as typeof grid;
    await expect(documents.workbooks.write(broken, { at: AT })).rejects.toThrow('the document worker failed');
    expect((await documents.workbooks.write(grid, { at: AT })).byteLength).toBeGreaterThan(1_000);
  });

  it('[X38] refuses more work than it can hold, and does what it took', async () => {
    const file = docxOf(docxTable([[p('a')]]));
    const outcomes = await Promise.allSettled(Array.from({ length: 40 }, () => documents.tables.read(file, 'docx')));
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    expect(outcomes.length - refused.length).toBeGreaterThanOrEqual(20);
    expect(refused[0]).toMatchObject({ reason: { code: 'rate-limited', retryAfterSeconds: 10 } });
  });
});
