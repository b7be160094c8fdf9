// Recording what the client asked and a host answered, and asking the same again. The wire is that of real Excel: whoever can log the
// pairs there (a bridge in front of it) has a file that shows by replay where this host differs. Ids and references differ between
// hosts by nature: replay learns which of ours stands for which of theirs.

import type { Book } from './book.ts';
import type { Bridge } from './bridge.ts';
import { type Batch, type BatchAnswer, execute } from './dispatch.ts';

/** A recorded conversation, as JSON. */
export interface Recording {
  readonly format: 1;
  /** Which host answered, for people: "simulated" or Excel's name and build. */
  readonly host: string;
  readonly pairs: readonly { readonly request: Batch; readonly answer: BatchAnswer }[];
}

/** Where a replay differs from a recording. */
export interface ReplayDifference {
  /** The pair, from 0. */
  readonly pair: number;
  /** The action of its request, or null for the error. */
  readonly actionId: number | null;
  readonly recorded: unknown;
  readonly replayed: unknown;
}

/** Records all that goes over a bridge until `stop` gives the recording. */
export function record(bridge: Bridge): { stop(): Recording } {
  const pairs: { request: Batch; answer: BatchAnswer }[] = [];
  const end = bridge.onRecord(({ request, answer }) => pairs.push(structuredClone({ request, answer })));
  return {
    stop: () => {
      end();
      return { format: 1, host: 'simulated', pairs };
    },
  };
}

/** Asks a workbook what was recorded and lists where it answers otherwise. */
export function replay(book: Book, recording: Recording): ReplayDifference[] {
  const ours = new Map<string, string>();
  return recording.pairs.flatMap(({ request, answer }, pair) => {
    const replayed = execute(book, translated(request, ours));
    return compared({ recorded: answer, replayed, ours }).map((found) => ({ pair, ...found }));
  });
}

type Found = Omit<ReplayDifference, 'pair'>;

function compared({ recorded, replayed, ours }: { recorded: BatchAnswer; replayed: BatchAnswer; ours: Map<string, string> }): Found[] {
  const differences: Found[] = [];
  for (const [at, result] of recorded.Results.entries()) {
    const value = replayed.Results[at]?.Value;
    learn(result.Value, value, ours);
    if (!same(translated(result.Value, ours), value)) differences.push({ actionId: result.ActionId, recorded: result.Value, replayed: value });
  }
  if (recorded.Error?.Code !== replayed.Error?.Code) differences.push({ actionId: null, recorded: recorded.Error, replayed: replayed.Error });
  return differences;
}

const IDS = new Set(['Id', '_Id', '_ReferenceId']);

/** Takes note of ids that stand at the same place in both answers. */
function learn(theirs: unknown, own: unknown, ours: Map<string, string>): void {
  if (!isObject(theirs) || !isObject(own)) return;
  for (const [key, value] of Object.entries(theirs)) {
    const other = own[key];
    if (IDS.has(key) && typeof value === 'string' && typeof other === 'string') ours.set(value, other);
    else learn(value, other, ours);
  }
}

/** Puts our ids in the place of theirs. */
function translated<T>(value: T, ours: ReadonlyMap<string, string>): T {
  if (typeof value === 'string') return (ours.get(value) ?? value) as T;
  if (Array.isArray(value)) return value.map((each) => translated(each, ours)) as T;
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, translated(each, ours)])) as T;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function same(a: unknown, b: unknown): boolean {
  if (!isObject(a) || !isObject(b)) return a === b || (a === null && b === undefined);
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => same(a[key], b[key]));
}
