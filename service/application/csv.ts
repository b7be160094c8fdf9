/**
 * Reads .csv (RFC 4180) as people's programs write it: a byte order mark, LF or CRLF, quoted fields with doubled quotes and line breaks, and `;` instead of `,`
 * where the header has it, since Excel writes that in many locales. Fields are given as they stand, only quotes are resolved.
 */

/** One line of the file, counted as a text editor counts: the line it begins on, from 1. */
export interface CsvLine {
  line: number;
  fields: string[];
  /** A quote is not closed, or text stands beside a quoted field: the fields can't be trusted. */
  broken: boolean;
}

/** The lines of a file, without the empty ones. The first line decides the separator. */
export function readCsv(text: string): CsvLine[] {
  const source = text.replace(/^\uFEFF/, '');
  const separator = separatorOf(source);
  const lines: CsvLine[] = [];
  let at = 0;
  let line = 1;
  while (at < source.length) {
    const { fields, broken, end } = readLine(source, at, separator);
    if (broken || fields.some((field) => field.trim() !== '')) lines.push({ line, fields, broken });
    line += source.slice(at, end).split('\n').length - 1;
    at = end;
  }
  return lines;
}

function separatorOf(source: string): ',' | ';' {
  const header = (source.split(/\r?\n/, 1)[0] ?? '').replace(/"[^"]*"/g, '');
  return header.includes(';') && !header.includes(',') ? ';' : ',';
}

/** Reads from `start` to the end of the line (of the file, if a quote is not closed); `end` is where the next line begins. */
function readLine(source: string, start: number, separator: string): { fields: string[]; broken: boolean; end: number } {
  const fields: string[] = [];
  let broken = false;
  let at = start;
  for (;;) {
    const field = source[at] === '"' ? readQuoted(source, at) : readPlain(source, at, separator);
    broken ||= field.broken;
    fields.push(field.text);
    at = field.end;
    if (source[at] === separator) {
      at += 1;
      continue;
    }
    if (source.startsWith('\r\n', at)) return { fields, broken, end: at + 2 };
    if (source[at] === '\n' || at >= source.length) return { fields, broken, end: at + 1 };
    // Text directly after a closing quote: take the rest of the line as lost.
    const rest = source.indexOf('\n', at);
    return { fields, broken: true, end: rest < 0 ? source.length : rest + 1 };
  }
}

function readPlain(source: string, start: number, separator: string): { text: string; broken: boolean; end: number } {
  let end = start;
  while (end < source.length && source[end] !== separator && source[end] !== '\n' && !source.startsWith('\r\n', end)) end += 1;
  return { text: source.slice(start, end), broken: false, end };
}

function readQuoted(source: string, start: number): { text: string; broken: boolean; end: number } {
  let text = '';
  let at = start + 1;
  for (;;) {
    const quote = source.indexOf('"', at);
    if (quote < 0) return { text: text + source.slice(at), broken: true, end: source.length };
    text += source.slice(at, quote);
    if (source[quote + 1] !== '"') return { text, broken: false, end: quote + 1 };
    text += '"';
    at = quote + 2;
  }
}
