/**
 * Reads back a mail that message.ts composed: recipient, subject and text, as they went out. It knows that shape alone (multipart/alternative, quoted-printable or
 * plain parts in UTF-8, encoded words of RFC 2047) and is no reader for mails of others.
 */

/** Recipient (`Name <address>`), subject and text of a composed mail. */
export function readMail(raw: string): { to: string; subject: string; text: string } {
  const { headers, body } = split(raw);
  const boundary = /boundary="([^"]+)"/.exec(headerOf(headers, 'Content-Type'))?.[1];
  const parts = boundary === undefined ? [raw] : body.split(`--${boundary}`).map((part) => part.replace(/^\r\n/, '').replace(/\r\n$/, ''));
  const textPart = parts.map(split).find((part) => headerOf(part.headers, 'Content-Type').startsWith('text/plain'));
  return {
    to: readAddress(headerOf(headers, 'To')),
    subject: readWords(headerOf(headers, 'Subject')),
    text: textPart ? readText(textPart) : '',
  };
}

function split(part: string): { headers: string; body: string } {
  const end = part.indexOf('\r\n\r\n');
  return { headers: part.slice(0, end < 0 ? part.length : end), body: end < 0 ? '' : part.slice(end + 4) };
}

function headerOf(headers: string, name: string): string {
  const unfolded = headers.replace(/\r\n(?=[ \t])/g, '');
  const line = unfolded.split('\r\n').find((each) => each.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  return line?.slice(name.length + 1).trim() ?? '';
}

function readText({ headers, body }: { headers: string; body: string }): string {
  const quoted = headerOf(headers, 'Content-Transfer-Encoding').toLowerCase() === 'quoted-printable';
  return (quoted ? readQuoted(body.replace(/=\r\n/g, '')) : body).replaceAll('\r\n', '\n');
}

function readAddress(header: string): string {
  return readWords(header).replace(/^"((?:[^"\\]|\\.)*)"/, (_, name: string) => name.replace(/\\(.)/g, '$1'));
}

/** Blanks between two encoded words are not part of the text (RFC 2047, 6.2). */
function readWords(header: string): string {
  return header
    .replace(/(\?=)\s+(?==\?)/g, '$1')
    .replace(/=\?utf-8\?([qb])\?([^?]*)\?=/gi, (_, encoding: string, word: string) =>
      encoding.toLowerCase() === 'b' ? Buffer.from(word, 'base64').toString('utf8') : readQuoted(word.replaceAll('_', ' ')),
    );
}

function readQuoted(text: string): string {
  const bytes = text.replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
