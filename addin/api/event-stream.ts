/**
 * Reads server-sent events (WHATWG HTML, "Server-sent events", 9.2.6) from the body of a fetch, since EventSource cannot send a bearer token.
 * Comment lines count as signs of life and carry nothing.
 */

/** One event. `id` is the newest id seen so far. */
export interface ServerEvent {
  event: string;
  data: string;
  id: string;
}

/** Splits the stream into events as its chunks come in; a chunk may end anywhere, within a line or between CR and LF. */
export function createEventParser(emit: (event: ServerEvent) => void): (chunk: string) => void {
  let rest = '';
  let id = '';
  let event = '';
  let data: string[] = [];

  function takeLine(line: string): void {
    if (line === '') {
      if (data.length > 0) emit({ event: event || 'message', data: data.join('\n'), id });
      event = '';
      data = [];
      return;
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') data.push(value);
    else if (field === 'event') event = value;
    else if (field === 'id' && !value.includes('\0')) id = value;
  }

  return (chunk) => {
    const text = rest + chunk;
    // A CR at the very end may be the first half of CRLF.
    const complete = text.endsWith('\r') ? text.slice(0, -1) : text;
    const lines = complete.split(/\r\n|\r|\n/);
    rest = (lines.pop() ?? '') + text.slice(complete.length);
    for (const line of lines) takeLine(line);
  };
}
