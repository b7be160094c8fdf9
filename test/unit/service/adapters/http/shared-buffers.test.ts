/** Made once for all who read alike: the bytes of a grid and of an event are one buffer while nothing is restricted, and one for each audience afterwards. */
import type { Request, Response } from 'express';
import { expect, it } from 'vitest';
import { openEventHub } from '../../../../../service/adapters/http/event-hub.ts';
import { openGridBuffers } from '../../../../../service/adapters/http/grid-buffers.ts';
import type { Committer } from '../../../../../service/application/committer.ts';
import type { Ledger, Log } from '../../../../../service/application/ports.ts';
import type { Entry, EntryDraft } from '../../../../../service/domain/entry.ts';
import { apply } from '../../../../../service/domain/state.ts';
import { focalPoint, fold, items, noon, OBSERVER, SECRETARIAT, saved, sealAll, stateWith } from '../../../../support/states.ts';

const READERS = [SECRETARIAT, OBSERVER, focalPoint('alpha'), focalPoint('beta'), focalPoint('gamma')];
const RED: EntryDraft = {
  at: noon('2026-11-02'),
  by: 'p-alpha',
  route: 'addin',
  kind: 'marking.changed',
  content: { row: 'alpha', items: ['2.1'], from: 'TLP:AMBER', to: 'TLP:RED' },
};
const text = saved('alpha', 2, { cells: { done: items(2, 'law') } });

/** As much of a response as a sender needs; keeps what it was given. */
function fakeResponse(): { response: Response; given: unknown[] } {
  const given: unknown[] = [];
  const response = {
    writableLength: 0,
    status: () => response,
    setHeader: () => response,
    flushHeaders() {},
    on: () => response,
    write: (chunk: unknown) => given.push(chunk),
    end: (chunk?: unknown) => chunk !== undefined && given.push(chunk),
    destroy() {},
  };
  return { response: response as unknown as Response, given };
}

it('[A65] the grid: one for all members, one more for the member of a restricted row, and none is made twice', () => {
  const sendGrid = openGridBuffers();
  const send = (state: ReturnType<typeof stateWith>): unknown[] =>
    READERS.map((reader) => {
      const { response, given } = fakeResponse();
      sendGrid({ request: { headers: {} } as Request, response, state, view: { reader, now: state }, today: '2026-11-25' });
      return given[0];
    });
  const open = stateWith([text]);
  const first = send(open);
  expect(new Set(first).size).toBe(3);
  expect(first[3]).toBe(first[2]);
  expect(send(open).every((buffer, index) => buffer === first[index])).toBe(true);
  const after = send(fold(open, [RED]));
  expect(new Set(after).size).toBe(4);
  expect(after[4]).toBe(after[3]);
  expect(after.map((buffer) => String(buffer).includes('law'))).toEqual([true, false, true, false, false]);
});

it('[A65] an event: one buffer for every stream while its row is open, one for each audience of a restricted one, and for others’ rows still one', () => {
  let state = stateWith([text]);
  let ring: (entries: readonly Entry[]) => void = () => undefined;
  const onBell = (listener: typeof ring): (() => void) => {
    ring = listener;
    return () => undefined;
  };
  const committer = { onBell } as unknown as Committer;
  const open = { grid: 'trial', committer, state: () => state, today: () => '2026-11-25', period: () => '2026-Q4', close: async () => undefined };
  const hub = openEventHub({ open, ledger: {} as Ledger, log: {} as Log });
  const streams = READERS.map((reader) => {
    const { response, given } = fakeResponse();
    hub.open(response, { after: state.cursor, reader });
    return given;
  });
  const happen = (...drafts: EntryDraft[]): unknown[] => {
    const entries = sealAll(state, drafts);
    for (const entry of entries) state = { ...state, ...apply(state, entry), definition: state.definition };
    ring(entries);
    return streams.map((given) => given.at(-1));
  };
  expect(new Set(happen(saved('alpha', 3, { cells: { done: items(2, 'law') } }), saved('beta', 2))).size).toBe(1);
  const narrowed = happen(RED, saved('alpha', 4, { cells: { done: items(2, 'law') } }));
  expect(new Set(narrowed).size).toBe(4);
  expect(narrowed[4]).toBe(narrowed[3]);
  expect(narrowed.map((buffer) => String(buffer).includes('law'))).toEqual([true, false, true, false, false]);
  expect(new Set(happen(saved('beta', 3))).size).toBe(1);
  hub.close();
});
