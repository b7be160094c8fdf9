/** Properties of decisions in a row: people edit from old and new versions, submit and repeat, and the ledger that comes of it folds to what they were told. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CellInput, Edit } from '#contract/edit.ts';
import type { Cells } from '#contract/grid.ts';
import { linesOfInput } from '#contract/validation.ts';
import { follows, seal } from '../../service/application/chain.ts';
import type { DefinedState } from '../../service/domain/cycle.ts';
import { decideEdit, type EditOutcome } from '../../service/domain/decide-edit.ts';
import { decideSubmission } from '../../service/domain/decide-submission.ts';
import type { Entry, EntryDraft } from '../../service/domain/entry.ts';
import { apply, emptyState, type GridState } from '../../service/domain/state.ts';
import { COLUMNS, commandOf, deepFreeze, editOf, focalPoint, idsOf, linesOf, noon, SECRETARIAT, stateWith, trialWith } from '../support/states.ts';
import { added, COLUMN_KEYS, input } from './rows.ts';
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
      for (const { before, after, edit: sent, base, outcome } of play(script).decided) {
        if (outcome.status === 'refused' || outcome.status === 'repeated') continue;
        for (const key of COLUMN_KEYS) {
          const was = split(linesOf(base ?? {}, key));
          const stored = split(linesOf(before.rows.get(sent.row)?.cells ?? {}, key));
          const result = split(linesOf(after.rows.get(sent.row)?.cells ?? {}, key));
          const conflict = outcome.conflicts.find(({ column }) => column === key);
          const mine = split(inputLines(sent.cells, key));
          if (sent.cells[key] !== undefined) expect(split([conflict?.ours ?? '']).concat(result)).toEqual(expect.arrayContaining(added(was, mine)));
          expect(result).toEqual(expect.arrayContaining(added(was, stored)));
          if (sent.cells[key] === undefined || conflict) expect(result).toEqual(stored);
        }
      }
    }),
  );
});

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
