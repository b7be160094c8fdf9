/**
 * What the library that writes the workbook leaves to be done in its XML:
 * 1. the parts of a font in the schema's order (ECMA-376-1, 18.8.22: size before colour);
 * 2. no green corner on a cell whose text is a number, since it is meant to be a text;
 * 3. the instant of writing on each part, so that the same grid gives the same bytes.
 */
import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate';

/** Takes the bytes of the library and returns those of the file. */
export function finishWorkbook(bytes: Uint8Array, { written }: { written: Date }): Uint8Array<ArrayBuffer> {
  const finished: Zippable = {};
  for (const [name, part] of Object.entries(unzipSync(bytes))) finished[name] = [finishPart(name, part), { mtime: zipTime(written), level: 6 }];
  return zipSync(finished);
}

function finishPart(name: string, part: Uint8Array): Uint8Array {
  if (name === 'xl/styles.xml') return rewritten(part, (xml) => xml.replace(/(<color [^>]*\/>)(<sz [^>]*\/>)/g, '$2$1'));
  return /^xl\/worksheets\/sheet\d+\.xml$/.test(name) ? rewritten(part, withoutCorners) : part;
}

function withoutCorners(xml: string): string {
  const block = /<dimension ref="([A-Z0-9:]+)"/.exec(xml)?.[1] ?? 'A1';
  return xml.replace('</headerFooter>', `</headerFooter><ignoredErrors><ignoredError sqref="${block}" numberStoredAsText="1"/></ignoredErrors>`);
}

const rewritten = (part: Uint8Array, change: (xml: string) => string): Uint8Array => strToU8(change(strFromU8(part)));

/** A zip keeps local time without its zone (APPNOTE 4.4.6) from 1980 on; the date in UTC, wherever this runs. */
function zipTime(written: Date): Date {
  return new Date(Math.max(written.getUTCFullYear(), 1980), written.getUTCMonth(), written.getUTCDate(), written.getUTCHours(), written.getUTCMinutes());
}
