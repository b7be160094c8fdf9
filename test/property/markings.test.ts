/**
 * No audience ever receives a text that it may not read, over random edits, moves, deletions and changes of marking. The oracle follows each text by a number that stands
 * in it, shares no code with what is tested, and knows the table by hand.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Cells, Marking } from '#contract/grid.ts';
import { seal } from '../../service/application/chain.ts';
import { publicEntry } from '../../service/application/public-entry.ts';
import { gridView } from '../../service/application/read-grid.ts';
import { decideEdit } from '../../service/domain/decide-edit.ts';
import { decideMarking } from '../../service/domain/decide-marking.ts';
import type { Entry, EntryDraft } from '../../service/domain/entry.ts';
import type { DefinedState } from '../../service/domain/state.ts';
import { apply } from '../../service/domain/state.ts';
import { COLUMNS, commandOf, editOf, focalPoint, noon, OBSERVER, SECRETARIAT, stateWith, trialWith } from '../support/states.ts';
import { holds, TIMEOUT_MS } from './settings.ts';

const ROOMY = { maxCharacters: 32_767, maxLines: 254 };
const DEFINITION = trialWith({ sheets: [{ sheet: 'main', title: 'Main', columns: COLUMNS.map((column) => ({ ...column, limits: ROOMY })) }] });
const LISTS = COLUMNS.filter(({ kind }) => kind === 'items').map(({ key }) => key);
const READERS = [OBSERVER, focalPoint('beta'), focalPoint('alpha'), SECRETARIAT];
const order = (marking: Marking): number => Marking.options.indexOf(marking);

const pick = fc.nat(11);
const step = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), column: fc.constantFrom(...LISTS), at: pick }),
  fc.record({ kind: fc.constant('drop' as const), at: pick }),
  fc.record({ kind: fc.constant('move' as const), at: pick, column: fc.constantFrom(...LISTS) }),
  fc.record({ kind: fc.constant('reword' as const), at: pick }),
  // One edit that rewords a line and adds another: what inheritance is for.
  fc.record({ kind: fc.constant('split' as const), at: pick }),
  fc.record({ kind: fc.constant('mark' as const), at: pick, to: fc.constantFrom(...Marking.options) }),
  fc.record({ kind: fc.constant('mark row' as const), to: fc.constantFrom(...Marking.options) }),
);

/** A text as the oracle knows it: who may read it is by the marking of its item and its row now. */
interface Known {
  itemId: string;
  own: Marking | undefined;
}

function play(script: readonly (typeof step extends fc.Arbitrary<infer Step> ? Step : never)[]) {
  let state: DefinedState = stateWith([], DEFINITION);
  const start = state;
  const ledger: Entry[] = [];
  const states = [state];
  const known = new Map<string, Known>();
  let row: Marking = DEFINITION.marking;
  let texts = 0;
  const fresh = (): string => `<${++texts}>`;

  const take = (drafts: EntryDraft[]): void => {
    for (const draft of drafts) {
      const entry = seal(draft, state);
      ledger.push(entry);
      state = { ...state, ...apply(state, entry), definition: DEFINITION };
      states.push(state);
    }
  };
  const cells = (): Cells => state.rows.get('alpha')?.cells ?? {};
  const standing = () => LISTS.flatMap((column) => ((cells()[column] ?? []) as { itemId: string; text: string }[]).map((item) => ({ ...item, column })));

  for (const one of script) {
    const lines = standing();
    const chosen = 'at' in one ? lines[one.at % Math.max(1, lines.length)] : undefined;
    if (one.kind === 'mark row' || one.kind === 'mark') {
      if (one.kind === 'mark' && !chosen) continue;
      const request = {
        marking: one.to,
        reason: `because of ${chosen?.text ?? 'the row'}`,
        ...(chosen && one.kind === 'mark' ? { items: [chosen.itemId] } : {}),
      };
      take(decideMarking(state, { principal: SECRETARIAT, row: 'alpha', request, route: 'form', gone: new Set() }, noon('2026-11-10')).entries);
      if (one.kind === 'mark row') row = one.to;
      else for (const text of known.values()) if (text.itemId === chosen?.itemId && (text.own !== undefined || one.to !== row)) text.own = one.to;
      continue;
    }
    if (one.kind !== 'add' && !chosen) continue;
    const added: string[] = [];
    const text = (): string => {
      added.push(fresh());
      return added.at(-1) ?? '';
    };
    let next = lines.map(({ itemId, text: stands, column }) => ({ itemId: itemId as string | undefined, text: stands, column }));
    if (one.kind === 'add') next.splice(one.at % (next.length + 1), 0, { itemId: undefined, text: text(), column: one.column });
    if (one.kind === 'drop') next = next.filter(({ itemId }) => itemId !== chosen?.itemId);
    if (one.kind === 'move') next = next.map((line) => (line.itemId === chosen?.itemId ? { ...line, column: one.column } : line));
    if (one.kind === 'reword' || one.kind === 'split') next = next.map((line) => (line.itemId === chosen?.itemId ? { ...line, text: text() } : line));
    if (one.kind === 'split' && chosen) next.push({ itemId: undefined, text: text(), column: chosen.column });
    const input = Object.fromEntries(
      LISTS.map((column) => [
        column,
        next.filter((line) => line.column === column).map(({ itemId, text: typed }) => (itemId === undefined ? typed : { itemId, text: typed })),
      ]),
    );
    const edit = editOf({ base: state.rows.get('alpha')?.version ?? 0, cells: input });
    take(decideEdit(state, commandOf(state, edit), noon('2026-11-10')).entries);
    const lost =
      one.kind === 'drop' || one.kind === 'reword' || one.kind === 'split'
        ? [...known.values()].find(({ itemId }) => itemId === chosen?.itemId)?.own
        : undefined;
    for (const item of standing().filter((line) => added.includes(line.text))) {
      const isNew = !lines.some(({ itemId }) => itemId === item.itemId);
      const inherited = lost !== undefined && order(lost) > order(row) ? lost : undefined;
      known.set(item.text, { itemId: item.itemId, own: isNew ? inherited : [...known.values()].find(({ itemId }) => itemId === item.itemId)?.own });
    }
  }
  return { start, state, states, ledger, known, row };
}

test('[A54] over random edits and markings no reader receives a text that it may not read, and each the others, in any state, entry or version', {
  timeout: TIMEOUT_MS,
}, () => {
  holds(
    fc.property(fc.array(step, { minLength: 1, maxLength: 14 }), (script) => {
      const { state, states, ledger, known, row } = play(script);
      for (const reader of READERS) {
        const view = { reader, now: state };
        const all = reader.role === 'secretariat' || reader.member === 'alpha';
        const mayRead = ({ own }: Known): boolean => all || Math.max(order(row), own === undefined ? 0 : order(own)) <= order('TLP:AMBER');
        const entries = JSON.stringify(ledger.map((entry) => publicEntry(entry, view)));
        const views = states.map((one) => JSON.stringify(gridView(one, { today: '2026-11-25', view })));
        for (const [text, one] of known) {
          if (mayRead(one)) expect(entries.includes(text), `${text} for ${reader.role}`).toBe(true);
          else
            expect(
              [entries, ...views].some((answer) => answer.includes(text)),
              `${text} for ${reader.role}`,
            ).toBe(false);
        }
      }
    }),
  );
});

test('[A57] an item is marked the same before and after any edit, and its version is the same before and after any change of marking', {
  timeout: TIMEOUT_MS,
}, () => {
  holds(
    fc.property(fc.array(step, { minLength: 1, maxLength: 14 }), (script) => {
      const { states, ledger } = play(script);
      const markings = (state: DefinedState | undefined) =>
        new Map(
          Object.values(state?.rows.get('alpha')?.cells ?? {}).flatMap((cell) =>
            typeof cell === 'string' ? [] : cell.map(({ itemId, marking }) => [itemId, marking] as const),
          ),
        );
      for (const [index, { kind }] of ledger.entries()) {
        const [before, after] = [states[index], states[index + 1]];
        if (kind === 'marking.changed') expect(after?.rows.get('alpha')?.version).toBe(before?.rows.get('alpha')?.version);
        else for (const [itemId, marking] of markings(before)) if (markings(after).has(itemId)) expect(markings(after).get(itemId)).toBe(marking);
      }
    }),
  );
});
