/**
 * Tables of HTTP scenarios: a request, and what must and must not come back. Every refusal is held to the shape of RFC 9457, to a sentence without open places,
 * and to having changed nothing.
 */
import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { PROBLEMS, type ProblemCode, problemType } from '#contract/problem.ts';
import type { Answer, Client, Request, TestService } from './start-service.ts';

export interface Scenario extends Request {
  /** With the rule's tag. */
  title: string;
  /** Demo name; null for no token. Default: albania. */
  as?: string | null;
  path: string;
  status: number;
  code?: ProblemCode;
  /** Parts of the body, as in toMatchObject. */
  parts?: unknown;
  /** JSON pointers of `errors`, in their order. */
  pointers?: string[];
  headers?: Record<string, string>;
  /** Expected headers. */
  answers?: Record<string, string | RegExp>;
  /** Texts that must not occur in the answer. */
  not?: string[];
}

/** Plays a scenario and returns the answer. */
export async function play(service: TestService, scenario: Scenario): Promise<Answer> {
  const before = scenario.status >= 400 ? await service.cursor() : undefined;
  const answer = await service.as(scenario.as === undefined ? 'albania' : scenario.as).send(scenario.path, scenario);
  expect(answer.status, answer.text.slice(0, 500)).toBe(scenario.status);
  if (scenario.status >= 400) {
    expectProblem(answer, scenario.code ?? 'internal');
    expect(await service.cursor(), 'a refusal changes nothing').toBe(before);
  }
  if (scenario.pointers) expect(answer.json.errors.map((error: { pointer: string }) => error.pointer)).toEqual(scenario.pointers);
  if (scenario.parts !== undefined) expect(answer.json).toMatchObject(scenario.parts as object);
  for (const [name, value] of Object.entries(scenario.answers ?? {})) expect(answer.headers.get(name), name).toEqual(matching(value));
  for (const text of scenario.not ?? []) expect(answer.text).not.toContain(text);
  return answer;
}

/** Holds an answer to the shape of a problem. */
export function expectProblem(answer: Answer, code: ProblemCode): void {
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expectProblemBody(answer.json, code);
  expect(answer.json.instance).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
  expect(answer.json.instance).toBe(answer.headers.get('x-request-id'));
  expect(answer.status).toBe(PROBLEMS[code].status);
  expect(answer.headers.get('retry-after') !== null, 'Retry-After').toBe(PROBLEMS[code].again);
}

/** Holds the body of a problem, also one inside a result, to its shape. */
export function expectProblemBody(body: unknown, code: ProblemCode): void {
  expect(body).toMatchObject({ type: problemType(code), status: PROBLEMS[code].status, code });
  const { title, detail, errors } = body as { title: string; detail: string; errors?: { pointer: string; message: string }[] };
  expect(title).toMatch(/^[a-z]/i);
  expectSentence(detail);
  for (const { pointer, message } of errors ?? []) {
    expect(pointer).toMatch(/^(\/|$)/);
    expectSentence(`${message}.`);
  }
}

/** One sentence or two for a person: no open place, no stack, no name of a class. */
export function expectSentence(text: string): void {
  expect(text).toMatch(/\S.*[.”)]$/s);
  expect(text).not.toMatch(/\{[a-zA-Z]+\}|undefined|null|NaN|\bat .*:\d+:\d+|Error\b|ZodError|node:/);
}

/** An edit of a row of the shipped grid, with an id of its own unless one is given. */
export function editOf(row: string, base: number, cells: Record<string, unknown>, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { editId: randomUUID(), sheet: 'support-group', row, base, cells, ...more };
}

/** Sends edits and returns their results; the request itself must be taken. */
// biome-ignore lint/suspicious/noExplicitAny: what the service says is what is tested
export async function save(client: Client, ...edits: Record<string, unknown>[]): Promise<any[]> {
  const answer = await client.post('/grids/wbcti/edits', { edits });
  expect(answer.status, answer.text.slice(0, 500)).toBe(200);
  return answer.json.results;
}

function matching(value: string | RegExp): unknown {
  return typeof value === 'string' ? value : expect.stringMatching(value);
}
