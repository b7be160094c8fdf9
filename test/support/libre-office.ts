/**
 * A workbook of the simulated Excel saved by LibreOffice: written as an .xlsx with its texts, tables, hidden sheets and columns and protection, converted by
 * LibreOffice, and opened with what came out of it. What Excel itself would write beyond that does not matter to the add-in.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { MAX_COLUMNS } from '../../addin/preview/host/address.ts';
import type { SavedBook } from '../../addin/preview/host/saved.ts';
import { escapeText, unescapeText } from '../../service/adapters/xlsx/escapes.ts';
import { relationships, workbookXml, zipOf } from './office-files.ts';

type SavedSheet = SavedBook['sheets'][number];
type SavedTable = SavedBook['tables'][number];

/** Reports whether LibreOffice is here. */
export const hasLibreOffice = spawnSync('soffice', ['--version']).error === undefined;

const S = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** The workbook as it is after LibreOffice has opened and saved it. */
export function throughLibreOffice(book: SavedBook): SavedBook {
  const folder = mkdtempSync(join(tmpdir(), 'grid-office-'));
  try {
    writeFileSync(join(folder, 'in.xlsx'), xlsxOf(book));
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    const run = spawnSync('soffice', [profile, '--headless', '--convert-to', 'xlsx', '--outdir', join(folder, 'out'), join(folder, 'in.xlsx')], {
      encoding: 'utf8',
    });
    if (run.status !== 0) throw new Error(`LibreOffice: ${run.stderr}`);
    return readBack(book, readFileSync(join(folder, 'out', 'in.xlsx')));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function xlsxOf({ sheets, tables }: SavedBook): Uint8Array {
  const parts: Record<string, string> = {
    '[Content_Types].xml': contentTypes(sheets.length, tables.length),
    '_rels/.rels': relationships({ r1: ['officeDocument', 'xl/workbook.xml'] }),
    'xl/workbook.xml': workbookXml(
      sheets.map((sheet, at) => `<sheet name="${xml(sheet.name)}" sheetId="${at + 1}"${stateOf(sheet)} r:id="r${at + 1}"/>`).join(''),
    ),
    'xl/_rels/workbook.xml.rels': relationships({
      ...Object.fromEntries(sheets.map((_, at) => [`r${at + 1}`, ['worksheet', `worksheets/sheet${at + 1}.xml`] as [string, string]])),
      styles: ['styles', 'styles.xml'],
    }),
    'xl/styles.xml': `<styleSheet xmlns="${S}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf numFmtId="49" applyNumberFormat="1"/></cellXfs></styleSheet>`,
  };
  for (const [at, sheet] of sheets.entries()) {
    const own = tables.flatMap((table, n) => (table.sheetId === sheet.id ? [{ table, n }] : []));
    parts[`xl/worksheets/sheet${at + 1}.xml`] = sheetXml(
      sheet,
      own.map(({ n }) => n),
    );
    if (own.length > 0)
      parts[`xl/worksheets/_rels/sheet${at + 1}.xml.rels`] = relationships(
        Object.fromEntries(own.map(({ n }) => [`t${n + 1}`, ['table', `../tables/table${n + 1}.xml`] as [string, string]])),
      );
    for (const { table, n } of own) parts[`xl/tables/table${n + 1}.xml`] = tableXml(table, { sheet, id: n + 1 });
  }
  return zipOf(parts);
}

function contentTypes(sheets: number, tables: number): string {
  const type = (part: string, what: string): string =>
    `<Override PartName="/xl/${part}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${what}+xml"/>`;
  const many = (count: number, part: (n: number) => string): string => Array.from({ length: count }, (_, at) => part(at + 1)).join('');
  return `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${type('workbook', 'sheet.main')}${type('styles', 'styles')}${many(sheets, (n) => type(`worksheets/sheet${n}`, 'worksheet'))}${many(tables, (n) => type(`tables/table${n}`, 'table'))}</Types>`;
}

function sheetXml({ cells, columns, protection }: SavedSheet, tables: readonly number[]): string {
  const rows = new Map<number, string[]>();
  for (const [key, { content }] of [...cells].sort(([a], [b]) => a - b)) {
    if (content === undefined || content.value === '') continue;
    const [row, column] = [Math.floor(key / MAX_COLUMNS), key % MAX_COLUMNS];
    const text = `<c r="${nameOf(row, column)}" s="1" t="inlineStr"><is><t xml:space="preserve">${xml(escapeText(String(content.value)))}</t></is></c>`;
    rows.set(row, [...(rows.get(row) ?? []), text]);
  }
  const hidden = columns.filter(([, line]) => line.hidden).map(([at]) => `<col min="${at + 1}" max="${at + 1}" width="9" hidden="1"/>`);
  const body = [...rows].map(([row, line]) => `<row r="${row + 1}">${line.join('')}</row>`);
  return `<worksheet xmlns="${S}" xmlns:r="${R}">${hidden.length > 0 ? `<cols>${hidden.join('')}</cols>` : ''}<sheetData>${body.join('')}</sheetData>${protection ? '<sheetProtection sheet="1"/>' : ''}${tables.length > 0 ? `<tableParts>${tables.map((n) => `<tablePart r:id="t${n + 1}"/>`).join('')}</tableParts>` : ''}</worksheet>`;
}

function tableXml({ name, rect }: SavedTable, { sheet, id }: { sheet: SavedSheet; id: number }): string {
  const cells = new Map(sheet.cells);
  const ref = `${nameOf(rect.row, rect.col)}:${nameOf(rect.row + rect.rows - 1, rect.col + rect.cols - 1)}`;
  const columns = Array.from({ length: rect.cols }, (_, at) => {
    const header = String(cells.get(rect.row * MAX_COLUMNS + rect.col + at)?.content?.value ?? '');
    return `<tableColumn id="${at + 1}" name="${xml(header)}"/>`;
  });
  return `<table xmlns="${S}" id="${id}" name="${name}" displayName="${name}" ref="${ref}"><autoFilter ref="${ref}"/><tableColumns count="${rect.cols}">${columns.join('')}</tableColumns></table>`;
}

/** The workbook with the texts and the visibility of its sheets that a file has. */
function readBack(book: SavedBook, bytes: Uint8Array): SavedBook {
  const parts = unzipSync(bytes);
  const part = (name: string): string => {
    const found = parts[name];
    if (!found) throw new Error(`the file has no ${name}`);
    return strFromU8(found);
  };
  const strings = [...part('xl/sharedStrings.xml').matchAll(/<si>(.*?)<\/si>/gs)].map(([, item = '']) => textsIn(item));
  const states = new Map(
    [...part('xl/workbook.xml').matchAll(/<sheet ([^>]*)\/>/g)].map(([, words = '']) => [plain(/ ?name="([^"]*)"/.exec(words)?.[1] ?? ''), words]),
  );
  const sheets = book.sheets.map((sheet, at): SavedSheet => {
    const state = states.get(sheet.name);
    if (state === undefined) throw new Error(`the file has no sheet ${sheet.name}`);
    const kept = new Map(sheet.cells.map(([key, { content: _, ...rest }]) => [key, rest as SavedSheet['cells'][number][1]]));
    for (const [, words = '', value = ''] of part(`xl/worksheets/sheet${at + 1}.xml`).matchAll(/<c ([^>]*)><v>(.*?)<\/v>/gs)) {
      const key = keyOf(/r="([A-Z]+\d+)"/.exec(words)?.[1] ?? '');
      kept.set(key, { ...kept.get(key), content: { value: / t="s"/.test(words) ? (strings[Number(value)] ?? '') : value } });
    }
    const visibility = /state="veryHidden"/.test(state) ? 'VeryHidden' : /state="hidden"/.test(state) ? 'Hidden' : 'Visible';
    return { ...sheet, visibility, cells: [...kept] };
  });
  return { ...book, sheets };
}

const stateOf = ({ visibility }: SavedSheet): string => ({ Visible: '', Hidden: ' state="hidden"', VeryHidden: ' state="veryHidden"' })[visibility];
const xml = (text: string): string => text.replace(/[&<>"\n\r]/g, (one) => `&#${one.charCodeAt(0)};`);
const plain = (text: string): string =>
  text
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&#x([0-9a-fA-F]+);/g, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => ({ lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' })[name] ?? '');
const textsIn = (item: string): string => unescapeText([...item.matchAll(/<t(?: [^>]*)?>(.*?)<\/t>/gs)].map(([, text = '']) => plain(text)).join(''));

function nameOf(row: number, column: number): string {
  if (column > 25) throw new Error('wider than these workbooks are');
  return `${String.fromCharCode(65 + column)}${row + 1}`;
}

const keyOf = (name: string): number => (Number(name.slice(1)) - 1) * MAX_COLUMNS + name.charCodeAt(0) - 65;
