/** Calls of the service, typed by the contract's table of routes. No DOM; nothing here knows Excel or the pane. */
import type * as z from 'zod/mini';
import { type SentenceKey, say } from '#contract/catalogue/say.ts';
import { Problem, type ProblemCode } from '#contract/problem.ts';
import { BODY_LIMITS, MEDIA, ROUTES, type RouteContract, type RouteName } from '#contract/routes.ts';
import type { Timing } from '../sync/timing.ts';
import type { TokenSource } from './sign-in.ts';
import { decode, encode, fitting, Misread, pathOf, queryOf } from './wire.ts';

/** The service refused: a stable code and a sentence ready to show. */
export class ApiProblem extends Error {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly errors: { pointer: string; message: string }[];
  /** Milliseconds after which trying again makes sense, if the service said so. */
  readonly retryAfterMs: number | undefined;

  constructor(problem: Pick<Problem, 'code' | 'detail' | 'errors'>, retryAfterMs?: number) {
    super(problem.detail);
    this.name = 'ApiProblem';
    this.code = problem.code;
    this.detail = problem.detail;
    this.errors = problem.errors ?? [];
    this.retryAfterMs = retryAfterMs;
  }
}

/** Why there is no answer, in the words of where it is missed: a workbook keeps what was typed, a page does not. */
const UNAVAILABLE = {
  workbook: { offline: 'sync.offline', timedOut: 'sync.timed-out', misread: 'sync.bad-answer' },
  page: { offline: 'page.offline', timedOut: 'page.timed-out', misread: 'page.bad-answer' },
} as const satisfies Record<string, Record<string, SentenceKey>>;
type Place = keyof typeof UNAVAILABLE;
type UnavailableSentence = { [P in Place]: (typeof UNAVAILABLE)[P][keyof (typeof UNAVAILABLE)[P]] }[Place];

/** No answer, or none that can be understood; the sentence is ready to show. Whether a change was taken is not known. */
export class ApiUnavailable extends Error {
  readonly code = 'unavailable' satisfies ProblemCode;

  constructor(key: UnavailableSentence, options: { language: string; cause: unknown }) {
    super(say(key, {}, options.language), { cause: options.cause });
    this.name = 'ApiUnavailable';
  }
}

type Contract<N extends RouteName> = (typeof ROUTES)[N];
type Answer<N extends RouteName> = Contract<N>['answer'] extends infer A
  ? A extends z.ZodMiniType
    ? z.output<A>
    : A extends 'none'
      ? undefined
      : File
  : never;
type Body<N extends RouteName> = Contract<N> extends { body: infer B } ? (B extends z.ZodMiniType ? z.input<B> : B extends 'csv' ? string : Blob) : undefined;

/** What a call takes: path parameters, query and body, as far as the route has them. */
export type CallOptions<N extends RouteName> = {
  params?: z.input<Contract<N>['params']>;
  query?: z.input<Contract<N>['query']>;
  body?: Body<N>;
  ifNoneMatch?: string | undefined;
};

export interface Client {
  /** Calls an endpoint. A file comes with the name that the service gave it, '' if it gave none. Rejects with ApiProblem or ApiUnavailable. */
  call<N extends RouteName>(name: N, options: CallOptions<N>): Promise<Answer<N>>;
  /** The same with the answer's ETag; `unchanged` when `ifNoneMatch` still holds. */
  callWithTag<N extends RouteName>(name: N, options: CallOptions<N>): Promise<{ answer: Answer<N>; etag: string | undefined } | 'unchanged'>;
  /** Opens the stream of events after a cursor. The body ends when the service or `signal` ends it. */
  openEvents(grid: string, options: { after: number; signal: AbortSignal }): Promise<ReadableStream<Uint8Array>>;
}

const TIMEOUT_MS = 15_000;
/** Of calls that write letters, take files apart or make them: how long they take is not the line's doing. */
const LONG_TIMEOUT_MS = 120_000;
const LONG: ReadonlySet<RouteName> = new Set([
  'runReminders',
  'sendReminder',
  'importFile',
  'importPeople',
  'downloadWorkbook',
  'downloadOverviewXlsx',
  'downloadOverviewCsv',
]);

/** What a client needs. `baseUrl` ends in `/api/v1`; `place` is a workbook unless told otherwise. */
export interface ClientOptions {
  baseUrl: string;
  tokens: TokenSource;
  timing: Timing;
  language?: string;
  place?: Place;
  fetch?: typeof fetch;
}

/** Makes a client for one service. */
export function createClient(options: ClientOptions): Client {
  const { baseUrl, tokens, timing, language = 'en', place = 'workbook' } = options;
  const send = options.fetch ?? fetch.bind(globalThis);

  async function request(name: RouteName, call: CallOptions<RouteName> & { headers?: Record<string, string> }, signal: AbortSignal): Promise<Response> {
    const route: RouteContract = ROUTES[name];
    const token = await tokens.token();
    const { payload, type } = encode(route, call.body);
    const headers = {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(type === undefined ? {} : { 'content-type': type }),
      ...(call.ifNoneMatch === undefined ? {} : { 'if-none-match': call.ifNoneMatch }),
      ...call.headers,
    };
    const url = `${baseUrl}${pathOf(route.path, call.params)}${queryOf(call.query)}`;
    // The add-in keeps its own copy and its own tags; the browser's cache would answer a 304 with its copy.
    const response = await send(url, {
      method: route.method.toUpperCase(),
      headers,
      signal,
      cache: 'no-store',
      ...(payload === undefined ? {} : { body: payload }),
    });
    if (!response.ok && response.status !== 304) throw await problemOf(response);
    return response;
  }

  async function callWithTag<N extends RouteName>(name: N, call: CallOptions<N>): Promise<{ answer: Answer<N>; etag: string | undefined } | 'unchanged'> {
    const abort = new AbortController();
    const callOff = timing.after(LONG.has(name) ? LONG_TIMEOUT_MS : TIMEOUT_MS, () => abort.abort());
    try {
      const response = await request(name, call as CallOptions<RouteName>, abort.signal);
      if (response.status === 304) return 'unchanged';
      return { answer: (await decode(ROUTES[name], response)) as Answer<N>, etag: response.headers.get('etag') ?? undefined };
    } catch (error) {
      throw asFailure(error, { timedOut: abort.signal.aborted, language, place });
    } finally {
      callOff();
    }
  }

  return {
    callWithTag,
    async call(name, call) {
      const result = await callWithTag(name, call);
      if (result === 'unchanged') throw new ApiUnavailable(UNAVAILABLE[place].misread, { language, cause: 'unexpected 304' });
      return result.answer;
    },
    async openEvents(grid, { after, signal }) {
      try {
        const response = await request('followEvents', { params: { grid }, headers: { accept: MEDIA.events, 'last-event-id': String(after) } }, signal);
        if (!response.body) throw new TypeError('the stream has no body');
        return response.body;
      } catch (error) {
        throw asFailure(error, { timedOut: false, language, place });
      }
    },
  };
}

/** The size of a request's JSON body in bytes, to keep below the service's limit. */
export const jsonBytes = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length;

/** What a request's JSON body may weigh, with room for its frame. */
export const MAX_JSON_BYTES = BODY_LIMITS.jsonBytes - 10_000;

async function problemOf(response: Response): Promise<ApiProblem> {
  const problem = fitting(Problem, await response.json());
  const seconds = Number(response.headers.get('retry-after'));
  return new ApiProblem(problem, seconds > 0 ? seconds * 1_000 : undefined);
}

// An answer that is no problem and does not fit the contract comes from a proxy in between or from a newer service.
function asFailure(error: unknown, { timedOut, language, place }: { timedOut: boolean; language: string; place: Place }): Error {
  if (error instanceof ApiProblem) return error;
  if (timedOut) return new ApiUnavailable(UNAVAILABLE[place].timedOut, { language, cause: error });
  const misread = error instanceof Misread || error instanceof SyntaxError;
  return new ApiUnavailable(UNAVAILABLE[place][misread ? 'misread' : 'offline'], { language, cause: error });
}
