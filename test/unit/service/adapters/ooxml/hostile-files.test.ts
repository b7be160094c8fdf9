import { randomBytes } from 'node:crypto';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readTables } from '../../../../../service/adapters/ooxml/read-tables.ts';
import { formatOf } from '../../../../../service/application/file-format.ts';
import { docxOf, docxTable, inlineRow, type Parts, p, relationships, sheetXml, stringsXml, xlsxOf, zipOf } from '../../../../support/office-files.ts';

const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const compound = (stream: string) => Buffer.concat([Buffer.from(OLE), Buffer.alloc(1016), Buffer.from(`${stream}\0`, 'utf16le'), Buffer.alloc(512)]);
const xlsx = (parts: Parts) => xlsxOf(inlineRow(1, ['a']), parts);
const sheet = (xml: string) => xlsx({ 'xl/worksheets/sheet1.xml': xml });
const reasonOf = (bytes: Uint8Array, format: 'xlsx' | 'docx' = 'xlsx') =>
  readTables(bytes, format).then(
    () => 'read',
    (error: { name?: string; reason?: string }) => (error.name === 'UnreadableFile' ? error.reason : `not UnreadableFile: ${error}`),
  );

/** Changes the directory record of a part (APPNOTE 4.3.12) and leaves its local header alone. */
function withDirectory(bytes: Uint8Array, name: string, change: (record: DataView) => void): Uint8Array {
  const copy = Buffer.from(bytes);
  const nameAt = copy.lastIndexOf(name);
  change(new DataView(copy.buffer, copy.byteOffset + nameAt - 46, 46 + name.length));
  return copy;
}

/** Renames an entry everywhere to a name of the same length, as no honest zip program would. */
function renamed(bytes: Uint8Array, { from, to }: { from: string; to: string }): Uint8Array {
  return Buffer.from(Buffer.from(bytes).toString('latin1').replaceAll(from, to), 'latin1');
}

describe('a hostile file', () => {
  it.each<[string, Uint8Array, string]>([
    ['many entries', xlsx(Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`xl/media/${n}.png`, 'x']))), 'too-many-entries'],
    ['a part of 21 MB', xlsx({ 'xl/media/one.bin': randomBytes(21_000_000) }), 'too-large-unpacked'],
    ['a part packed a thousand times', xlsx({ 'xl/media/zeros.bin': new Uint8Array(5_000_000) }), 'too-large-unpacked'],
    ['many parts of 15 MB', xlsx(Object.fromEntries([1, 2, 3].map((n) => [`xl/media/${n}.bin`, randomBytes(15_000_000)]))), 'too-large-unpacked'],
    [
      'a part longer than its directory says',
      withDirectory(sheet(sheetXml(inlineRow(1, ['a'.repeat(5_000)]))), 'xl/worksheets/sheet1.xml', (r) => r.setUint32(24, 100, true)),
      'malformed',
    ],
    ['a part shorter than its directory says', withDirectory(xlsx({}), 'xl/worksheets/sheet1.xml', (r) => r.setUint32(24, 90_000, true)), 'malformed'],
    ['a name that climbs', renamed(xlsx({ 'xl/../../passwd': 'x' }), { from: 'xl/../../passwd', to: '../../../passwd' }), 'malformed'],
    ['an absolute name', renamed(xlsx({ 'xetc/passwd': 'x' }), { from: 'xetc/passwd', to: '/etc/passwd' }), 'malformed'],
    ['a name with backslashes', renamed(xlsx({ 'xl/aa/passwd': 'x' }), { from: 'xl/aa/passwd', to: 'xl\\aa\\passwd' }), 'malformed'],
    ['a part twice', renamed(xlsx({ 'xl/worksheets/sheet0.xml': sheetXml(inlineRow(1, ['other'])) }), { from: 'sheet0', to: 'sheet1' }), 'malformed'],
    ['a part twice but for case', xlsx({ 'XL/Worksheets/Sheet1.xml': sheetXml(inlineRow(1, ['other'])) }), 'malformed'],
    ['an encrypted part', withDirectory(xlsx({}), 'xl/workbook.xml', (r) => r.setUint16(8, 1, true)), 'encrypted'],
    ['a method that is not deflate', withDirectory(xlsx({}), 'xl/workbook.xml', (r) => r.setUint16(10, 14, true)), 'malformed'],
    ['a symbolic link', withDirectory(xlsx({ 'xl/link': '/etc/passwd' }), 'xl/link', (r) => r.setUint32(38, 0o120777 * 0x10000, true)), 'malformed'],
  ])('[X16] is refused before it is unpacked: %s', async (_, bytes, reason) => {
    expect(await reasonOf(bytes)).toBe(reason);
  });

  it.each<[string, Uint8Array]>([
    ['a document type with an entity', sheet(`<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${sheetXml(inlineRow(1, ['&e;']))}`)],
    ['a document type alone', sheet(`<!DOCTYPE worksheet>${sheetXml(inlineRow(1, ['a']))}`)],
    ['an unknown entity', sheet(sheetXml(inlineRow(1, ['&nbsp;'])))],
    ['elements 65 deep', sheet(`${'<a>'.repeat(65)}${'</a>'.repeat(65)}`)],
    ['UTF-16', xlsx({ 'xl/workbook.xml': Buffer.from('\ufeff<workbook/>', 'utf16le') })],
    ['another declared encoding', sheet(`<?xml version="1.0" encoding="ISO-8859-1"?>${sheetXml(inlineRow(1, ['a']))}`)],
    ['bytes that are not UTF-8', xlsx({ 'xl/worksheets/sheet1.xml': Buffer.from(sheetXml(inlineRow(1, ['\u00e9'])), 'latin1') })],
    ['a control character', sheet(sheetXml(inlineRow(1, ['a\u0001b'])))],
    ['an element that is not closed', sheet(sheetXml('<row>'))],
    ['a sheet that climbs out', xlsx({ 'xl/_rels/workbook.xml.rels': relationships({ r1: ['worksheet', '../../../etc/passwd'] }) })],
    ['a sheet that is not there', xlsx({ 'xl/worksheets/sheet1.xml': undefined })],
    ['no relationships', xlsx({ '_rels/.rels': undefined })],
  ])('[X17] is refused for its XML: %s', async (_, bytes) => {
    expect(await reasonOf(bytes)).toBe('malformed');
  });

  it('[X17] never fetches: a sheet elsewhere is no sheet', async () => {
    const rels = relationships({ r1: ['worksheet', 'http://127.0.0.1:9/sheet.xml'] }).replace('/>', ' TargetMode="External"/>');
    expect(await readTables(xlsx({ 'xl/_rels/workbook.xml.rels': rels }), 'xlsx')).toEqual([]);
  });

  it.each<[string, Uint8Array, string]>([
    ['a picture', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(2_000)]), 'not-a-zip'],
    ['a web page', Buffer.from('<html><table><tr><td>No</td></tr></table></html>'), 'not-a-zip'],
    ['nothing', new Uint8Array(), 'not-a-zip'],
    ['another kind of zip', zipOf({ 'readme.txt': 'x' }), 'not-a-zip'],
    ['bytes before the zip', Buffer.concat([Buffer.from('%PDF'), docxOf('')]), 'not-a-zip'],
    ['an upload cut off', docxOf(docxTable([[p('a'.repeat(500))]])).slice(0, -40), 'malformed'],
    ['an upload cut off early', docxOf('').slice(0, 100), 'malformed'],
    ['an encrypted file', compound('EncryptedPackage'), 'encrypted'],
    ['an old Word file', compound('WordDocument'), 'old-format'],
    ['an old Excel file', compound('Workbook'), 'old-format'],
    ['some other compound file', compound('Something'), 'encrypted-or-old'],
  ])('[X18] is told from its bytes: %s', async (_, bytes, reason) => {
    expect(await reasonOf(bytes)).toBe(reason);
  });

  it('[X18] tells Word from Excel by what is in it, also when one holds the other', async () => {
    expect(formatOf(docxOf('', { 'docProps/app.xml': '<x/>' }))).toBe('docx');
    expect(formatOf(xlsx({ 'embeddings/word.docx': docxOf('') }))).toBe('xlsx');
    expect(formatOf(zipSync({ 'xl/a': new Uint8Array() }, { comment: 'word/' } as object))).toBe('xlsx');
    expect(await reasonOf(docxOf(docxTable([[p('a')]])), 'xlsx')).toBe('malformed');
  });

  it('[X18] survives every cut and a thousand random changes with nothing but UnreadableFile', async () => {
    const good = docxOf(
      docxTable([
        [p('Support Group Members'), p('Tasks')],
        [p('Albania'), p('x')],
      ]),
    );
    const outcomes = new Set<string | undefined>();
    for (let length = 0; length < good.length; length += 7) outcomes.add(await reasonOf(good.slice(0, length), 'docx'));
    let seed = 7;
    const next = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    for (let run = 0; run < 1_000; run += 1) {
      const spoiled = Uint8Array.from(good);
      for (let change = 0; change < 3; change += 1) spoiled[next(spoiled.length)] = next(256);
      outcomes.add(await reasonOf(spoiled, 'docx'));
    }
    expect([...outcomes].filter((outcome) => outcome?.startsWith('not UnreadableFile'))).toEqual([]);
    expect(outcomes.size).toBeGreaterThan(2);
  });
});

describe('a large honest file', () => {
  it('[X19] is read: 5,000 rows', async () => {
    const rows = Array.from({ length: 5_000 }, (_, index) => inlineRow(index + 1, [`row ${index}`, 'x', 'y']));
    const [table] = await readTables(xlsxOf(rows.join('')), 'xlsx');
    expect(table?.rows.at(-1)).toEqual({ line: 5_000, cells: ['row 4999', 'x', 'y'] });
  });

  it('[X19] is refused beyond 20,000 rows, and when a long text is used again and again', async () => {
    const rows = Array.from({ length: 20_001 }, (_, index) => `<row><c t="str"><v>${index}</v></c></row>`);
    expect(await reasonOf(xlsxOf(rows.join('')))).toBe('too-large-unpacked');
    const uses = Array.from({ length: 1_000 }, () => '<row><c t="s"><v>0</v></c></row>').join('');
    const long = stringsXml(`<si><t>${randomBytes(20_000).toString('hex')}</t></si>`);
    expect(await reasonOf(xlsxOf(uses, { 'xl/sharedStrings.xml': long }))).toBe('too-large-unpacked');
  });
});
