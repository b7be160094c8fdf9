/** How the parts of an Office file name each other (ECMA-376-2, clause 6.5). Targets outside the file are left out: nothing is ever fetched. */
import { UnreadableFile } from '../../application/documents.ts';
import type { OfficePackage } from './package.ts';
import { readXml } from './xml.ts';

/** `type` is the last segment of the relationship's type, the same in both namespaces: `worksheet`, `sharedStrings`. */
export interface Relationship {
  id: string;
  type: string;
  part: string;
}

/** The relationships of a part, or of the whole file for ''. A part without any has none. */
export async function readRelationships(file: OfficePackage, part: string): Promise<Relationship[]> {
  const folder = part.slice(0, part.lastIndexOf('/') + 1);
  const name = `${folder}_rels/${part.slice(folder.length)}.rels`;
  if (!file.has(name)) return [];
  const found: Relationship[] = [];
  await readXml(await file.open(name), {
    open({ name: element, attributes }) {
      if (element !== 'rel:Relationship' || attributes.get('TargetMode') === 'External') return;
      const type = attributes.get('Type') ?? '';
      found.push({ id: attributes.get('Id') ?? '', type: type.slice(type.lastIndexOf('/') + 1), part: resolve(folder, attributes.get('Target') ?? '') });
    },
  });
  return found;
}

/** The part that the file is about: the workbook or the document. */
export async function mainPart(file: OfficePackage): Promise<string> {
  const main = (await readRelationships(file, '')).find(({ type }) => type === 'officeDocument');
  if (!main) throw new UnreadableFile('malformed');
  return main.part;
}

function resolve(folder: string, target: string): string {
  const path: string[] = [];
  for (const segment of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (segment === '..') {
      if (path.pop() === undefined) throw new UnreadableFile('malformed');
    } else if (segment !== '' && segment !== '.') path.push(segment);
  }
  return path.join('/');
}
