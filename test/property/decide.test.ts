/** Properties of decisions in a row: people edit from old and new versions, submit and repeat, and the ledger that comes of it folds to what they were told. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CellInput, Edit } from '#contract/edit.ts';
import type { Cells } from '#contract/grid.ts';
import { linesOfInput } from '#contract/validation.ts';
import { follows, seal } from '../../service/application/chain.ts';
import { decideEdit, type EditOutcome } from '../../service/domain/decide-edit.ts';
import { decideSubmission } from '../../service/domain/decide-submission.ts';
import type { Entry, EntryDraft } from '../../service/domain/entry.ts';
import type { DefinedState } from '../../service/domain/state.ts';
import { apply, emptyState, type GridState } from '../../service/domain/state.ts';
import { COLUMNS, commandOf, deepFreeze, editOf, focalPoint, idsOf, linesOf, noon, SECRETARIAT, stateWith, trialWith } from '../support/states.ts';
import { added, COLUMN_KEYS, input, stripped } from './rows.ts';
import { holds, TIMEOUT_MS } from './settings.ts';

const ROOMY = { maxCharacters: 32_767, maxLines: 254 };
const DEFINITION = trialWith({
  sheets: [{ sheet: 'main', title: 'Main', columns: COLUMNS.map((column) => ({ ...column, limits: ROOMY })) }],
});

const edit = fc.record({
  kind: fc.constant('edit' as const),
  row: fc.constantFrom('alpha', 'beta'),
  who: fc.constantFrom('alpha', 'beta', 'secretariat'),
  cells: input,
  /** How many versions the base lies back; it may be older than the row. */
  back: fc.nat(3),
  reason: fc.option(fc.constantFrom('why', ' '), { nil: undefined }),
});
const submission = fc.record({
  kind: fc.constant('submit' as const),
  who: fc.constantFrom('alpha', 'beta'),
  statement: fc.constantFrom('updated' as const, 'nothing-to-report' as const),
});
const steps = fc.array(fc.oneof({ weight: 4, arbitrary: edit }, { weight: 1, arbitrary: submission }), { minLength: 1, maxLength: 10 });

interface Decided {
  before: DefinedState;
  after: DefinedState;
  entries: EntryDraft[];
  edit: Edit;
  base: Cells | undefined;
  outcome: EditOutcome;
}

/** Plays steps as the committer would; keeps each row's versions for old bases, and each edit with what became of it. */
function play(script: readonly (typeof steps extends fc.Arbitrary<(infer Step)[]> ? Step : never)[]) {
  let state = deepFreeze(stateWith([], DEFINITION));
  const history = new Map([...state.rows].map(([row, head]) => [row, [head.cells]]));
  const ledger: Entry[] = [];
  const decided: Decided[] = [];
  const start = state;
  for (const [index, step] of script.entries()) {
    const at = noon(`2026-11-${String(index + 10)}`);
    const principal = 'row' in step && step.who === 'secretariat' ? SECRETARIAT : focalPoint(step.who);
    const before = state;
    if (step.kind === 'submit') {
      const request = { member: step.who, statement: step.statement };
      state = append(decideSubmission(state, { principal, period: '2026-Q4', request, route: 'form', today: at.slice(0, 10) }, at).entries);
      continue;
    }
    const versions = history.get(step.row) ?? [];
    const base = Math.max(1, versions.length - step.back);
    const sent = editOf({ row: step.row, base, cells: step.cells, ...(step.reason === undefined ? {} : { reason: step.reason }) });
    const from = versions[base - 1];
    const { entries, outcome } = decideEdit(state, deepFreeze(commandOf(state, sent, { principal, base: from ?? 'none' })), at);
    state = append(entries);
    if (entries.length > 0) versions.push(state.rows.get(step.row)?.cells ?? {});
    decided.push({ before, after: state, entries, edit: sent, base: from, outcome });
  }
  return { start, state, ledger, decided };

  function append(drafts: EntryDraft[]): DefinedState {
    let tip = state;
    for (const draft of drafts) {
      const entry = seal(draft, tip);
      ledger.push(entry);
      tip = deepFreeze({ ...tip, ...(apply(tip, deepFreeze(entry)) as DefinedState) });
    }
    return tip;
  }
}

const shown = (state: GridState) => ({
  ...state,
  rows: state.rows.toJS(),
  submissions: state.submissions.toJS(),
  reminders: state.reminders.toJS(),
  firstEdits: state.firstEdits.toJS(),
  recentEdits: state.recentEdits.toJS(),
});
const inputLines = (cells: Record<string, CellInput>, key: string): string[] => {
  const column = COLUMNS.find((one) => one.key === key);
  return column && cells[key] !== undefined ? linesOfInput(column, cells[key]) : [];
};

test('[M15] the ledger folds to the state in which each was told what became of its edit', { timeout: TIMEOUT_MS }, () => {
  holds(
    fc.property(steps, (script) => {
      const { start, state, ledger } = play(script);
      let folded: GridState = start;
      for (const entry of JSON.parse(JSON.stringify(ledger)) as Entry[]) {
        expect(follows(entry, folded)).toBe(true);
        folded = apply(folded, entry);
      }
      expect(shown(folded)).toEqual(shown(state));
      expect(state.cursor).toBe(start.cursor + ledger.length);
    }),
  );
});

test('[M15] the row of an outcome is the row of the state after it; a version more exactly if there is an entry', { timeout: TIMEOUT_MS }, () => {
  holds(
    fc.property(steps, (script) => {
      for (const { before, after, entries, edit: sent, outcome } of play(script).decided) {
        if (outcome.status === 'repeated') throw new Error('no edit was sent twice');
        expect(outcome.row).toEqual(after.rows.get(sent.row));
        expect((after.rows.get(sent.row)?.version ?? 0) - (before.rows.get(sent.row)?.version ?? 0)).toBe(entries.length);
        if (outcome.status === 'refused' || outcome.status === 'unchanged') expect(entries).toEqual([]);
        if (outcome.status === 'saved' || outcome.status === 'merged') expect(entries).toHaveLength(1);
        if (outcome.status === 'saved') expect(sent.base).toBe(before.rows.get(sent.row)?.version);
      }
    }),
  );
});

test('[M4] ids are unique in each version, and each carries the number of the version in which it first appeared', { timeout: TIMEOUT_MS }, () => {
  holds(
    fc.property(steps, (script) => {
      const seen = new Set<string>();
      for (const { after, edit: sent, entries } of play(script).decided) {
        const head = after.rows.get(sent.row);
        const ids = idsOf(head?.cells ?? {});
        expect(new Set(ids).size).toBe(ids.length);
        const fresh = ids.filter((id) => !seen.has(`${sent.row}/${id}`));
        if (entries.length > 0) for (const id of fresh) expect(Number(id.split('.')[0])).toBe(head?.version);
        for (const id of fresh) seen.add(`${sent.row}/${id}`);
      }
    }),
  );
});

test('[M10] no acknowledged word is lost: what an edit added is in the row after it, or in a conflict; what others added stays', {
  timeout: TIMEOUT_MS,
}, () => {
  holds(
    fc.property(steps, (script) => {
      for (const { before, after, edit: sent, base = {}, outcome } of play(script).decided) {
        if (outcome.status === 'refused' || outcome.status === 'repeated') continue;
        const rowLines = (lines: (key: string) => string[]): string[] => split(COLUMN_KEYS.flatMap(lines)).map(stripped);
        const was = rowLines((key) => linesOf(base, key));
        const mine = rowLines((key) => (sent.cells[key] === undefined ? linesOf(base, key) : inputLines(sent.cells, key)));
        const stored = rowLines((key) => linesOf(before.rows.get(sent.row)?.cells ?? {}, key));
        const result = rowLines((key) => linesOf(after.rows.get(sent.row)?.cells ?? {}, key));
        const asked = (side: 'ours' | 'theirs'): string[] => split(outcome.conflicts.map((conflict) => conflict[side]?.text ?? '')).map(stripped);
        expect(added([...result, ...asked('ours')], added(was, mine))).toEqual([]);
        expect(added([...result, ...asked('theirs')], added(was, stored))).toEqual([]);
      }
    }),
  );
});

test('[M8] each conflict shows what it was, what was sent and what stands in the row now, and is about one item or text', { timeout: TIMEOUT_MS }, () => {
  holds(
    fc.property(steps, (script) => {
      for (const { after, edit: sent, base = {}, outcome } of play(script).decided) {
        if (outcome.status === 'refused' || outcome.status === 'repeated') continue;
        expect(outcome.status === 'conflict').toBe(outcome.conflicts.length > 0);
        expect(new Set(outcome.conflicts.map(({ itemId, column }) => itemId ?? column)).size).toBe(outcome.conflicts.length);
        for (const { column, itemId, base: was, ours, theirs } of outcome.conflicts) {
          expect(was).toEqual(standing(base, column, itemId));
          expect(theirs).toEqual(standing(after.rows.get(sent.row)?.cells ?? {}, column, itemId));
          expect(ours).not.toEqual(theirs);
          expect([theirs?.column ?? ours?.column]).toEqual([column]);
          if (ours && sent.cells[ours.column] !== undefined) expect(inputLines(sent.cells, ours.column)).toContain(ours.text);
        }
      }
    }),
  );
});

/** An item by its id, or the text of a cell, as a side of a conflict shows it. */
function standing(cells: Cells, column: string, itemId: string | undefined): { text: string; column: string } | null {
  if (itemId === undefined) return linesOf(cells, column).map((text) => ({ text, column }))[0] ?? null;
  const places = Object.entries(cells).flatMap(([key, cell]) => (typeof cell === 'string' ? [] : cell.map((item) => ({ ...item, column: key }))));
  const found = places.find((item) => item.itemId === itemId);
  return found ? { text: found.text, column: found.column } : null;
}

test('[A10] only the row’s own member and, with a reason, the Secretariat ever change it', { timeout: TIMEOUT_MS }, () => {
  holds(
    fc.property(steps, (script) => {
      for (const entry of play(script).ledger) {
        if (entry.kind !== 'row.saved') continue;
        expect([`p-${entry.row}`, 'p-secretariat']).toContain(entry.by);
        if (entry.by === 'p-secretariat') expect(entry.content.reason).toBe('why');
      }
    }),
  );
});

test('[M14] each edit that was saved is known when it comes again, whatever was decided since', { timeout: TIMEOUT_MS }, () => {
  holds(
    fc.property(steps, (script) => {
      const { state, decided, ledger } = play(script);
      for (const { edit: sent, entries } of decided) {
        const { outcome } = decideEdit(state, commandOf(state, sent, { principal: focalPoint(sent.row) }), noon('2026-12-01'));
        const cursor = ledger.find((entry) => 'editId' in entry && entry.editId === sent.editId)?.cursor;
        if (entries.length > 0) expect(outcome).toEqual({ status: 'repeated', cursor });
        else expect(outcome.status).not.toBe('repeated');
      }
    }),
  );
});

test('[C14] submissions are numbered without holes and cover the versions of their moment', { timeout: TIMEOUT_MS }, () => {
  holds(
    fc.property(steps, (script) => {
      const { ledger, state } = play(script);
      const versions = new Map<string, number>();
      let number = 0;
      for (const entry of ledger) {
        if (entry.kind === 'row.saved') versions.set(entry.row, entry.version);
        if (entry.kind !== 'submission.made') continue;
        const { member } = entry.content;
        expect(entry.content).toMatchObject({ number: ++number, rowVersions: { [member]: versions.get(member) ?? 1 } });
      }
      expect(state.submissionCount).toBe(number);
    }),
  );
});

test('[M31] any changed character of a stored entry breaks the chain there', { timeout: TIMEOUT_MS }, () => {
  const start = emptyState('trial');
  holds(
    fc.property(steps, fc.nat(), fc.integer({ min: 1, max: 127 }), (script, place, bits) => {
      const [first] = play(script).ledger;
      if (!first) return;
      const draft = { ...first, cursor: undefined, salts: undefined, commitments: undefined, hash: undefined } as unknown as EntryDraft;
      const text = JSON.stringify(seal(draft, start));
      const index = place % text.length;
      const changed = text.slice(0, index) + String.fromCharCode(text.charCodeAt(index) ^ bits) + text.slice(index + 1);
      let entry: Entry;
      try {
        entry = JSON.parse(changed) as Entry;
      } catch {
        return;
      }
      expect(follows(entry, start) && JSON.stringify(entry) !== text).toBe(false);
    }),
  );
});

/** Lines of cells of either kind, blank ones left out. */
const split = (texts: readonly string[]): string[] => texts.flatMap((text) => text.split('\n')).filter((text) => text !== '');
