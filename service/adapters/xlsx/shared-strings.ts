/** Strings of a workbook: the shared table, and the text of one string with its rich runs joined and its phonetic hints left out. */
import type { OfficePackage } from '../ooxml/package.ts';
import { readXml, type XmlElement, type XmlEvents } from '../ooxml/xml.ts';
import { unescapeText } from './escapes.ts';

/** Collects the text of `<si>` or `<is>`: its `<t>` elements, but those inside `<rPh>`. */
export interface StringText extends Required<XmlEvents> {
  /** The text collected since the last call. */
  take(): string;
}

/** Makes a collector; it is told every event and minds only its own. */
export function stringText(): StringText {
  let text = '';
  let inText = false;
  let phonetic = 0;
  return {
    open({ name }: XmlElement) {
      if (name === 's:rPh') phonetic += 1;
      if (name === 's:t' && phonetic === 0) inText = true;
    },
    close({ name }: XmlElement) {
      if (name === 's:rPh') phonetic -= 1;
      if (name === 's:t') inText = false;
    },
    text(piece: string) {
      if (inText) text += piece;
    },
    take() {
      const taken = unescapeText(text);
      text = '';
      return taken;
    },
  };
}

/** Reads the shared strings in their order. */
export async function readSharedStrings(file: OfficePackage, part: string): Promise<string[]> {
  const strings: string[] = [];
  const current = stringText();
  await readXml(await file.open(part), {
    open: current.open,
    text: current.text,
    close(element) {
      current.close(element);
      if (element.name === 's:si') strings.push(current.take());
    },
  });
  return strings;
}
