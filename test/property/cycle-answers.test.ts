/** Random quarters of one member (submissions, on behalf, acknowledged, withdrawn, reviewed, excused, more time) against a plain count of the script. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { periodReport } from '../../service/domain/cycle.ts';
import type { EntryDraft } from '../../service/domain/entry.ts';
import { acknowledged, answer, granted, Q4, requested, reviewed, withdrawn } from '../support/cycle-drafts.ts';
import { stateWith } from '../support/states.ts';
import { holds, TIMEOUT_MS } from './settings.ts';

const DAY_MS = 86_400_000;
const FIRST_MS = Date.UTC(2026, 9, 1);
const DUE_DAY = 91;
const isoDate = (day: number): string => new Date(FIRST_MS + day * DAY_MS).toISOString().slice(0, 10);

const act = fc.record({
  kind: fc.constantFrom('submit', 'nothing', 'behalf', 'acknowledge', 'withdraw', 'accept', 'return', 'excuse', 'expect', 'more', 'less'),
  day: fc.integer({ min: 0, max: 120 }),
  /** Which of what is there it is about. */
  pick: fc.nat(9),
});
const script = fc.array(act, { maxLength: 16 }).map((acts) => [...acts].sort((a, b) => a.day - b.day));

interface Made {
  day: number;
  statement: string;
  counts: boolean;
  withdrawn: boolean;
  verdict: string | undefined;
}

test('[C82] what counts, what is late and who is expected is that of a plain count', { timeout: TIMEOUT_MS }, () => {
  holds(
    fc.property(script, fc.integer({ min: 121, max: 200 }), (acts, todayDay) => {
      const made: Made[] = [];
      const drafts: EntryDraft[] = [];
      let requests = 0;
      let excused = false;
      let due = DUE_DAY;
      for (const { kind, day, pick } of acts) {
        const on = isoDate(day);
        const about = made.length === 0 ? undefined : pick % made.length;
        const one = about === undefined ? undefined : made[about];
        if (kind === 'submit' || kind === 'nothing' || kind === 'behalf') {
          const statement = kind === 'nothing' ? 'nothing-to-report' : 'updated';
          made.push({ day, statement, counts: kind !== 'behalf', withdrawn: false, verdict: undefined });
          drafts.push(answer(on, { number: made.length, statement, ...(kind === 'behalf' ? { onBehalf: true } : {}) }));
        } else if (one && about !== undefined && kind === 'acknowledge') {
          one.counts = true;
          drafts.push(acknowledged(about + 1, on));
        } else if (one && about !== undefined && kind === 'withdraw') {
          one.withdrawn = true;
          drafts.push(withdrawn(about + 1, on));
        } else if (one && about !== undefined && (kind === 'accept' || kind === 'return')) {
          one.verdict = kind === 'accept' ? 'accepted' : 'returned';
          drafts.push(reviewed(about + 1, on, { verdict: one.verdict as 'accepted' }));
        } else if (kind === 'excuse' || kind === 'expect') {
          excused = kind === 'excuse';
          requests += 1;
          drafts.push(requested(requests, on, { kind: 'excuse' }), granted(requests, on, { kind: 'excuse', granted: excused }));
        } else if (kind === 'more') {
          due = DUE_DAY + 1 + pick;
          requests += 1;
          const dueOn = isoDate(due);
          drafts.push(requested(requests, on, { dueOn }), granted(requests, on, { dueOn }));
        } else if (kind === 'less') {
          requests += 1;
          drafts.push(requested(requests, on), granted(requests, on, { granted: false }));
        }
      }
      const today = isoDate(todayDay);
      const report = periodReport(stateWith(drafts), { period: Q4, today });

      const standing = made.filter((each) => !each.withdrawn);
      const counting = standing.filter((each) => each.counts);
      const [first, last] = [counting[0], counting.at(-1)];
      const late = excused ? 0 : Math.max(0, (first?.day ?? todayDay) - due);
      const received = first !== undefined && !excused;
      expect(report).toMatchObject({ expected: excused ? 2 : 3, received: received ? 1 : 0, receivedOnTime: received && late === 0 ? 1 : 0 });
      expect(report.members[0]).toMatchObject({
        state: excused ? 'excused' : last ? (last.verdict ?? 'submitted') : 'missing',
        received,
        onTime: received && late === 0,
        overdue: !received && late > 0,
        daysLate: late,
        dueOn: isoDate(due),
      });
      expect(report.members[0]?.statement).toBe(last?.statement);
      expect(report.members[0]?.submission).toBe(last && made.indexOf(last) + 1);
      expect(report.members[0]?.onBehalf === 'to-acknowledge').toBe(standing.at(-1)?.counts === false);
    }),
  );
});
