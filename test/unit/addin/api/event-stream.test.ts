import { describe, expect, it } from 'vitest';
import { createEventParser, type ServerEvent } from '../../../../addin/api/event-stream.ts';

const STREAM =
  ':\n\nid: 7\nevent: entry\ndata: {"a":"ë\\n"}\n\n: beat\r\n\r\nevent: day\r\ndata: {}\r\n\r\ndata:one\rdata: two\r\rid\ndata\n\nevent: lost\ndata: cut off';

function events(chunks: string[]): ServerEvent[] {
  const seen: ServerEvent[] = [];
  const take = createEventParser((event) => seen.push(event));
  for (const chunk of chunks) take(chunk);
  return seen;
}

describe('server-sent events', () => {
  const whole: ServerEvent[] = [
    { event: 'entry', data: '{"a":"ë\\n"}', id: '7' },
    { event: 'day', data: '{}', id: '7' },
    { event: 'message', data: 'one\ntwo', id: '7' },
    { event: 'message', data: '', id: '' },
  ];

  it('[Q56] the same events come out wherever the stream is cut into chunks; an event without its end is none', () => {
    expect(events([STREAM])).toEqual(whole);
    expect(events([...STREAM])).toEqual(whole);
    for (let cut = 1; cut < STREAM.length; cut++) expect(events([STREAM.slice(0, cut), STREAM.slice(cut)])).toEqual(whole);
  });
});
