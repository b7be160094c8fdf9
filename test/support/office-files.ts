/** Small Word and Excel files for tests, built part by part so that each part can be spoiled on purpose. */
import { strToU8, type Zippable, zipSync } from 'fflate';

const S = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MC = 'http://schemas.openxmlformats.org/markup-compatibility/2006';

/** A part as XML or bytes; undefined leaves a part out. */
export type Parts = Record<string, string | Uint8Array | undefined>;

/** Zips parts. */
export function zipOf(parts: Parts): Uint8Array {
  const zippable: Zippable = {};
  for (const [name, part] of Object.entries(parts)) if (part !== undefined) zippable[name] = typeof part === 'string' ? strToU8(part) : part;
  return zipSync(zippable);
}

/** A list of relationships: id → [type's last segment, target]. */
export function relationships(list: Record<string, [string, string]>): string {
  const lines = Object.entries(list).map(([id, [type, target]]) => `<Relationship Id="${id}" Type="${R}/${type}" Target="${target}"/>`);
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${lines.join('')}</Relationships>`;
}

/** A document with this body; other parts may be added or replaced. */
export function docxOf(body: string, parts: Parts = {}): Uint8Array {
  return zipOf({
    '_rels/.rels': relationships({ r1: ['officeDocument', 'word/document.xml'] }),
    'word/document.xml': `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="${W}" xmlns:mc="${MC}"><w:body>${body}</w:body></w:document>`,
    ...parts,
  });
}

/** A paragraph with one run of plain text. */
export const p = (text: string): string => `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;

/** A table of cells given as the XML inside each. */
export function docxTable(rows: readonly (readonly string[])[]): string {
  return `<w:tbl>${rows.map((cells) => `<w:tr>${cells.map((cell) => `<w:tc>${cell}</w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`;
}

/** The XML of a sheet with these rows (the inside of `sheetData`). */
export const sheetXml = (rows: string): string => `<worksheet xmlns="${S}"><sheetData>${rows}</sheetData></worksheet>`;

/** A row of inline strings. */
export function inlineRow(line: number, texts: readonly string[]): string {
  const letters = 'ABCDEFGHIJ';
  const cells = texts.map((text, index) => `<c r="${letters[index]}${line}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`);
  return `<row r="${line}">${cells.join('')}</row>`;
}

/** A workbook with one sheet; other parts may be added or replaced. */
export function xlsxOf(rows: string, parts: Parts = {}): Uint8Array {
  return zipOf({
    '_rels/.rels': relationships({ r1: ['officeDocument', 'xl/workbook.xml'] }),
    'xl/workbook.xml': workbookXml('<sheet name="One" sheetId="1" r:id="r1"/>'),
    'xl/_rels/workbook.xml.rels': relationships({
      r1: ['worksheet', 'worksheets/sheet1.xml'],
      r2: ['sharedStrings', 'sharedStrings.xml'],
      r3: ['styles', '/xl/styles.xml'],
      r4: ['worksheet', 'worksheets/sheet2.xml'],
    }),
    'xl/worksheets/sheet1.xml': sheetXml(rows),
    ...parts,
  });
}

/** The workbook part with these `sheet` elements. */
export const workbookXml = (sheets: string, properties = ''): string =>
  `<workbook xmlns="${S}" xmlns:r="${R}">${properties}<sheets>${sheets}</sheets></workbook>`;

/** The shared strings part with these `si` elements. */
export const stringsXml = (items: string): string => `<sst xmlns="${S}">${items}</sst>`;

/** The styles part with these number formats, one cell style for each id. */
export const stylesXml = (ids: readonly number[], formats = ''): string =>
  `<styleSheet xmlns="${S}"><numFmts>${formats}</numFmts><cellXfs>${ids.map((id) => `<xf numFmtId="${id}"/>`).join('')}</cellXfs></styleSheet>`;
