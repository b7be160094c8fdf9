/** Reads server-sent events (WHATWG HTML, 9.2) with fetch, as the add-in does: EventSource can't send a bearer token. */
export interface StreamEvent {
  id?: string;
  event: string;
  // biome-ignore lint/suspicious/noExplicitAny: what the service says is what is tested
  data: any;
}

export interface EventReader {
  response: Response;
  /** The next events; rejects if the stream ends before there are so many. */
  take(count: number): Promise<StreamEvent[]>;
  /** Resolves when the stream ends; to what was not taken. */
  ended(): Promise<StreamEvent[]>;
  close(): void;
}

/** Opens a stream of the shipped grid, after a cursor or from now on. */
export async function readEvents(
  url: string,
  { name = 'observer', after, grid = 'wbcti' }: { name?: string; after?: number | undefined; grid?: string } = {},
): Promise<EventReader> {
  const abort = new AbortController();
  const response = await fetch(`${url}/api/v1/grids/${grid}/events`, {
    signal: abort.signal,
    headers: { Authorization: `Bearer demo:${name}`, ...(after === undefined ? {} : { 'Last-Event-ID': String(after) }) },
  });
  const waiting: StreamEvent[] = [];
  let over = false;
  let wake = (): void => undefined;
  void (async () => {
    let text = '';
    try {
      for await (const chunk of (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
        text += chunk;
        const blocks = text.split('\n\n');
        text = blocks.pop() ?? '';
        waiting.push(...blocks.map(parse).filter((event) => event !== undefined));
        wake();
      }
    } catch {
      // Cut by either side: what came before counts.
    } finally {
      over = true;
      wake();
    }
  })();
  const until = async (done: () => boolean): Promise<void> => {
    while (!done()) {
      if (over) throw new Error(`the stream ended with ${waiting.length} events waiting`);
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  return {
    response,
    take: async (count) => {
      await until(() => waiting.length >= count);
      return waiting.splice(0, count);
    },
    ended: async () => {
      await until(() => over);
      return waiting.splice(0);
    },
    close: () => abort.abort(),
  };
}

function parse(block: string): StreamEvent | undefined {
  const fields = block.split('\n').map((line) => /^(\w*): ?(.*)$/.exec(line) ?? []);
  const field = (name: string): string | undefined => fields.find(([, found]) => found === name)?.[2];
  const data = field('data');
  const id = field('id');
  return data === undefined ? undefined : { ...(id === undefined ? {} : { id }), event: field('event') ?? 'message', data: JSON.parse(data) };
}
