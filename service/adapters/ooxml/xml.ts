/**
 * XML of a foreign file as events, within bounds: UTF-8 only, no document type (so no entities but the five of XML), at most 64 levels.
 * Element names get a fixed prefix by their namespace, whatever prefix the file uses: `s:` SpreadsheetML, `w:` WordprocessingML, `rel:`
 * relationships, `mc:` markup compatibility, `other:` anything else. Attributes go by their local name.
 */
import { SaxesParser } from 'saxes';
import { UnreadableFile } from '../../application/documents.ts';

const MAX_DEPTH = 64;

/** Both forms of each namespace: transitional (what Office writes) and strict (ISO/IEC 29500-1). */
const PREFIXES = new Map([
  ['http://schemas.openxmlformats.org/spreadsheetml/2006/main', 's'],
  ['http://purl.oclc.org/ooxml/spreadsheetml/main', 's'],
  ['http://schemas.openxmlformats.org/wordprocessingml/2006/main', 'w'],
  ['http://purl.oclc.org/ooxml/wordprocessingml/main', 'w'],
  ['http://schemas.openxmlformats.org/package/2006/relationships', 'rel'],
  ['http://schemas.openxmlformats.org/markup-compatibility/2006', 'mc'],
]);

/** An element as it opens or closes. `depth` counts from 1; `parent` is '' for the root. */
export interface XmlElement {
  name: string;
  parent: string;
  depth: number;
  attributes: ReadonlyMap<string, string>;
}

export interface XmlEvents {
  open?(element: XmlElement): void;
  close?(element: XmlElement): void;
  /** Text between tags; one text may come in pieces. */
  text?(text: string): void;
}

/** Reads a part to its end. Rejects with UnreadableFile `malformed` where it leaves the bounds; what an event throws passes through. */
export async function readXml(part: AsyncIterable<Uint8Array>, events: XmlEvents): Promise<void> {
  const parser = parserFor(events);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const bytes of part) parser.write(decoded(() => decoder.decode(bytes, { stream: true })));
  parser.write(decoded(() => decoder.decode())).close();
}

function parserFor(events: XmlEvents): SaxesParser<{ xmlns: true; position: false }> {
  const parser = new SaxesParser({ xmlns: true, position: false });
  const open: XmlElement[] = [];
  parser.on('error', (cause) => {
    throw new UnreadableFile('malformed', { cause });
  });
  parser.on('doctype', () => {
    throw new UnreadableFile('malformed');
  });
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding && encoding.toLowerCase() !== 'utf-8') throw new UnreadableFile('malformed');
  });
  parser.on('opentag', (tag) => {
    const element = {
      name: `${PREFIXES.get(tag.uri) ?? 'other'}:${tag.local}`,
      parent: open.at(-1)?.name ?? '',
      depth: open.length + 1,
      attributes: new Map(Object.values(tag.attributes).map(({ local, value }) => [local, value])),
    };
    if (element.depth > MAX_DEPTH) throw new UnreadableFile('malformed');
    open.push(element);
    events.open?.(element);
  });
  parser.on('closetag', () => {
    const element = open.pop();
    if (element) events.close?.(element);
  });
  parser.on('text', (text) => events.text?.(text));
  parser.on('cdata', (text) => events.text?.(text));
  return parser;
}

function decoded(decode: () => string): string {
  try {
    return decode();
  } catch (cause) {
    throw new UnreadableFile('malformed', { cause });
  }
}
