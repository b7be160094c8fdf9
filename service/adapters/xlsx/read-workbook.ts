/**
 * The visible sheets of a foreign workbook as tables of text. Formulas are never evaluated: a formula cell gives the value that was last saved with it.
 * Hidden sheets, charts, macros, links, validations, merges and styles are not read, except which numbers are dates.
 */
import { type FoundTable, UnreadableFile } from '../../application/documents.ts';
import { collectTables } from '../ooxml/found.ts';
import type { OfficePackage } from '../ooxml/package.ts';
import { mainPart, readRelationships } from '../ooxml/relationships.ts';
import { readXml } from '../ooxml/xml.ts';
import { readNumberKinds } from './number-formats.ts';
import { readSharedStrings } from './shared-strings.ts';
import { readSheet } from './sheet.ts';

/** Reads the tables of a workbook: one for each visible sheet with a word in it, `line` being the sheet's row number. */
export async function readWorkbook(file: OfficePackage): Promise<FoundTable[]> {
  const workbook = await mainPart(file);
  const { sheets, from1904 } = await readSheetList(file, workbook);
  const relationships = await readRelationships(file, workbook);
  const partOf = (type: string) => relationships.find((relationship) => relationship.type === type)?.part;
  const strings = partOf('sharedStrings');
  const styles = partOf('styles');
  const values = {
    strings: strings && file.has(strings) ? await readSharedStrings(file, strings) : [],
    numberKinds: styles && file.has(styles) ? await readNumberKinds(file, styles) : [],
    from1904,
  };
  const found = collectTables();
  for (const id of sheets) {
    const sheet = relationships.find((relationship) => relationship.id === id);
    if (sheet?.type === 'worksheet') await readSheet(await file.open(sheet.part), { values, found });
  }
  return found.tables();
}

async function readSheetList(file: OfficePackage, workbook: string): Promise<{ sheets: string[]; from1904: boolean }> {
  const sheets: string[] = [];
  let from1904 = false;
  await readXml(await file.open(workbook), {
    open({ name, depth, attributes }) {
      if (depth === 1 && name !== 's:workbook') throw new UnreadableFile('malformed');
      if (name === 's:workbookPr') from1904 = ['1', 'true'].includes(attributes.get('date1904') ?? '');
      if (name === 's:sheet' && (attributes.get('state') ?? 'visible') === 'visible') sheets.push(attributes.get('id') ?? '');
    },
  });
  return { sheets, from1904 };
}
