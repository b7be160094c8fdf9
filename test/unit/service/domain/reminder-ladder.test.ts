/** The ladder of a member: its own due date, what holds it, what is skipped, its own steps. Entries are folded as decided; nothing here decides but reminders. */
import { describe, expect, test } from 'vitest';
import { GridDefinition } from '#contract/grid.ts';
import { decidePause, decideSkip } from '../../../../service/domain/decide-reminder-orders.ts';
import type { EntryDraft } from '../../../../service/domain/entry.ts';
import { rolesOf } from '../../../../service/domain/reminder-ladder.ts';
import { decideReminders, nextStage, remindersDue, remindersHeld, whyNotWanted } from '../../../../service/domain/reminders.ts';
import { type DefinedState, emptyState } from '../../../../service/domain/state.ts';
import wbcti from '../../../../service/grids/wbcti.json' with { type: 'json' };
import { acknowledgement, answer, moved, request, submission, withdrawal } from '../../../support/ladder-drafts.ts';
import { fold, SECRETARIAT } from '../../../support/states.ts';

const DEFINITION = GridDefinition.parse(wbcti);
const header = (date: string) => ({ at: `${date}T09:00:00.000Z`, by: 'system', route: 'system' as const });

function stateOf(drafts: EntryDraft[] = [], definition = DEFINITION): DefinedState {
  const defined: EntryDraft = { ...header('2026-10-01'), kind: 'grid.defined', content: { definition, definitionHash: 'h' } };
  return fold({ ...emptyState('wbcti'), definition }, [defined, ...drafts]);
}

/** Runs the reminders on a day. */
const run = (state: DefinedState, date: string): DefinedState => fold(state, decideReminders(state, header(date), date));
const albania = (state: DefinedState, date: string) => remindersDue(state, date).filter(({ member }) => member === 'albania');
const stages = (state: DefinedState, date: string) => albania(state, date).flatMap((reminder) => reminder.stages);
const held = (state: DefinedState, date: string) => remindersHeld(state, date).map(({ member, hold }) => [member, hold]);
const ID = 'wbcti.2026-Q4.albania';

describe('the due date', () => {
  const longer = [request(1, { on: '2026-12-10', dueOn: '2027-01-20' }), answer(1, { on: '2026-12-11', granted: true, dueOn: '2027-01-20' })];

  test.each([
    ['2026-12-31', []],
    ['2027-01-05', []],
    ['2027-01-06', ['before-due']],
    ['2027-01-17', ['before-due', 'due-soon']],
    ['2027-01-21', ['before-due', 'due-soon', 'overdue-1']],
    ['2027-02-03', ['before-due', 'due-soon', 'overdue-1', 'overdue-2', 'escalation']],
    ['2027-02-19', ['before-due', 'due-soon', 'overdue-1', 'overdue-2', 'escalation']],
    ['2027-02-20', []],
  ])('[O40] with time until 20 January, on %s the stages %j have come', (date, expected) => {
    expect(stages(stateOf(longer), date)).toEqual(expected);
    expect(albania(stateOf(longer), date).map(({ dueOn }) => dueOn)).toEqual(expected.length === 0 ? [] : ['2027-01-20']);
  });

  test('[O40] the others keep their date, and everyone’s moved date moves all of them', () => {
    expect(remindersDue(stateOf(longer), '2026-12-17').map(({ member }) => member)).toHaveLength(18);
    const later = stateOf([moved({ on: '2026-12-10', dueOn: '2027-01-10', closesOn: '2027-02-09' })]);
    expect(remindersDue(later, '2026-12-26')).toEqual([]);
    expect(remindersDue(later, '2026-12-27')).toHaveLength(19);
    expect(stages(later, '2027-02-09')).toHaveLength(5);
    expect(stages(later, '2027-02-10')).toEqual([]);
    expect(nextStage(later, '2026-12-10')).toEqual({ period: '2026-Q4', stage: 'before-due', on: '2026-12-27' });
    expect(nextStage(stateOf(longer), '2026-12-28')?.on).toBe('2027-01-01');
  });

  test('[O41] more time after reminders begins the ladder anew, without what was over when it was given, under ids of its own', () => {
    const reminded = ['2026-12-17', '2026-12-28', '2027-01-01'].reduce(run, stateOf());
    const given = fold(reminded, [request(1, { on: '2027-01-02', dueOn: '2027-01-20' }), answer(1, { on: '2027-01-08', granted: true, dueOn: '2027-01-20' })]);
    expect(stages(given, '2027-01-08')).toEqual([]);
    expect(stages(given, '2027-01-16')).toEqual([]);
    expect(albania(given, '2027-01-17')).toEqual([
      { id: `${ID}.due-soon.2027-01-20`, period: '2026-Q4', member: 'albania', stages: ['due-soon'], dueOn: '2027-01-20' },
    ]);
    const again = run(given, '2027-01-17');
    expect(stages(again, '2027-01-18')).toEqual([]);
    expect(albania(again, '2027-01-21').map(({ id, stages: combined }) => [id, combined])).toEqual([[`${ID}.overdue-1.2027-01-20`, ['overdue-1']]]);
    expect(albania(again, '2027-01-27').map(({ id, stages: combined }) => [id, combined])).toEqual([[`${ID}.overdue-2`, ['overdue-1', 'overdue-2']]]);
    expect(whyNotWanted(given, reminded.reminders.get(`${ID}.overdue-1`)!, '2027-01-08')).toBe('date-moved');
  });

  test('[O41] a date that is moved back wakes no stage that was reminded of for it', () => {
    const reminded = run(stateOf(), '2026-12-17');
    const there = fold(reminded, [moved({ on: '2026-12-18', dueOn: '2027-01-10', closesOn: '2027-02-09' })]);
    const back = fold(there, [moved({ on: '2026-12-20', dueOn: '2026-12-31', closesOn: '2027-01-30' })]);
    expect(stages(back, '2026-12-20')).toEqual([]);
    expect(stages(back, '2026-12-28')).toEqual(['due-soon']);
  });

  test('[O41] moving the closing day alone begins no ladder anew', () => {
    const there = fold(stateOf(), [moved({ on: '2026-12-10', dueOn: '2027-01-10', closesOn: '2027-02-09' })]);
    const reminded = run(there, '2026-12-27');
    const closing = fold(reminded, [moved({ on: '2027-01-08', dueOn: '2027-01-10', closesOn: '2027-02-20' })]);
    expect(stages(closing, '2027-01-08')).toEqual(['due-soon']);
    expect(stages(closing, '2027-02-20')).toContain('escalation');
  });
});

describe('what holds it', () => {
  test('[O42] a pending request holds the reminders; refused, what has come due comes as one', () => {
    const asked = fold(run(stateOf(), '2026-12-17'), [request(1, { on: '2026-12-20', dueOn: '2027-01-20' })]);
    expect(stages(asked, '2027-01-07')).toEqual([]);
    expect(held(asked, '2027-01-07')).toEqual([['albania', 'requested']]);
    expect(whyNotWanted(asked, asked.reminders.get(`${ID}.before-due`)!, '2026-12-21')).toBe('requested');
    const refused = fold(asked, [answer(1, { on: '2027-01-07', granted: false })]);
    expect(stages(refused, '2027-01-07')).toEqual(['due-soon', 'overdue-1', 'overdue-2']);
    expect(held(refused, '2027-01-07')).toEqual([]);
  });

  test('[O42] so does a request to be excused; granted, the member is not expected; refused later, it is again', () => {
    const asked = stateOf([request(1, { on: '2026-12-10', kind: 'excuse' })]);
    expect(held(asked, '2026-12-17')).toEqual([['albania', 'requested']]);
    const excused = fold(asked, [answer(1, { on: '2026-12-11', granted: true, kind: 'excuse' })]);
    expect([stages(excused, '2027-01-20'), held(excused, '2027-01-20')]).toEqual([[], []]);
    const reminded = run(stateOf(), '2026-12-17');
    const excusedLater = fold(reminded, [request(1, { on: '2026-12-18', kind: 'excuse' }), answer(1, { on: '2026-12-18', granted: true, kind: 'excuse' })]);
    expect(whyNotWanted(excusedLater, reminded.reminders.get(`${ID}.before-due`)!, '2026-12-18')).toBe('excused');
    const changed = fold(excused, [answer(1, { on: '2026-12-20', granted: false, kind: 'excuse' })]);
    expect(stages(changed, '2026-12-28')).toEqual(['before-due', 'due-soon']);
  });

  test('[O42] a submission on its behalf holds them until the member has acknowledged it; withdrawn, they go on', () => {
    const entered = stateOf([submission(1, { on: '2026-12-10', onBehalf: true })]);
    expect([stages(entered, '2026-12-28'), held(entered, '2026-12-28')]).toEqual([[], [['albania', 'to-acknowledge']]]);
    const acknowledged = fold(entered, [acknowledgement(1, { on: '2026-12-29' })]);
    expect([stages(acknowledged, '2027-01-20'), held(acknowledged, '2027-01-20')]).toEqual([[], []]);
    const withdrawn = fold(entered, [withdrawal(1, { on: '2026-12-29' })]);
    expect(stages(withdrawn, '2026-12-29')).toEqual(['before-due', 'due-soon']);
  });

  test('[O43] an answer that is withdrawn makes the member reminded again, of what was not covered', () => {
    const answered = fold(run(stateOf(), '2026-12-17'), [submission(1, { on: '2026-12-20' })]);
    expect(stages(answered, '2026-12-28')).toEqual([]);
    expect(whyNotWanted(answered, answered.reminders.get(`${ID}.before-due`)!, '2026-12-21')).toBe('submitted');
    const withdrawn = fold(answered, [withdrawal(1, { on: '2026-12-29' })]);
    expect(stages(withdrawn, '2026-12-29')).toEqual(['due-soon']);
    expect(whyNotWanted(withdrawn, withdrawn.reminders.get(`${ID}.before-due`)!, '2026-12-29')).toBeUndefined();
    const two = fold(stateOf(), [submission(1, { on: '2026-12-01' }), submission(2, { on: '2026-12-02' }), withdrawal(2, { on: '2026-12-03' })]);
    expect(stages(two, '2026-12-28')).toEqual([]);
  });
});

describe('its own steps', () => {
  const own = (change: Partial<GridDefinition['members'][number]>) => ({
    ...DEFINITION,
    members: DEFINITION.members.map((member) => (member.member === 'albania' ? { ...member, ...change } : member)),
  });

  test('[O44] a member may have a ladder of its own; the others keep the grid’s', () => {
    const state = stateOf(
      [],
      own({
        stages: [
          { stage: 'due-soon', daysFromDue: -7 },
          { stage: 'overdue-1', daysFromDue: 2 },
        ],
      }),
    );
    expect(stages(state, '2026-12-23')).toEqual([]);
    expect(stages(state, '2026-12-24')).toEqual(['due-soon']);
    expect(stages(state, '2027-01-20')).toEqual(['due-soon', 'overdue-1']);
    expect(remindersDue(state, '2026-12-17')).toHaveLength(18);
    expect(nextStage(state, '2026-12-20')).toEqual({ period: '2026-Q4', stage: 'due-soon', on: '2026-12-24' });
  });

  test('[O44] a step writes to focal points and leads, an escalation also to deputies, heads and the Secretariat, unless it names its roles', () => {
    const roles = (names: string[], definition = DEFINITION) => [...rolesOf(stateOf([], definition), { member: 'albania', stages: names })].sort();
    expect(roles(['before-due', 'overdue-2'])).toEqual(['focal-point', 'lead']);
    expect(roles(['overdue-2', 'escalation'])).toEqual(['deputy', 'focal-point', 'head', 'lead', 'secretariat']);
    const named = own({
      stages: [
        { stage: 'due-soon', daysFromDue: -3, to: ['deputy'] },
        { stage: 'overdue-1', daysFromDue: 1, to: ['head'] },
      ],
    });
    expect(roles(['due-soon', 'overdue-1'], named)).toEqual(['deputy', 'head']);
    expect(roles(['escalation'], named)).toContain('secretariat');
  });
});

describe('what the Secretariat orders', () => {
  const skip = (state: DefinedState, stage: string, today: string) =>
    decideSkip(
      state,
      { principal: SECRETARIAT, period: '2026-Q4', member: 'albania', stage, reason: 'spoken on the telephone', today },
      `${today}T09:00:00.000Z`,
    );

  test('[O46] a skipped stage counts as covered, with all that lies before it; the next one comes', () => {
    const { entries, outcome } = skip(stateOf(), 'due-soon', '2026-12-10');
    expect(outcome).toEqual({ status: 'skipped', skipped: { id: `${ID}.due-soon`, period: '2026-Q4', member: 'albania', stages: ['before-due', 'due-soon'] } });
    const skipped = fold(stateOf(), entries);
    expect(stages(skipped, '2026-12-31')).toEqual([]);
    expect(stages(skipped, '2027-01-01')).toEqual(['overdue-1']);
    expect(remindersDue(skipped, '2026-12-17')).toHaveLength(18);
    expect(skip(skipped, 'due-soon', '2026-12-11')).toMatchObject({ entries: [], outcome: { skipped: { stages: [] } } });
  });

  test('[O46] a reminder that waits is skipped as it stands; of one that was sent nothing is left', () => {
    const waiting = run(stateOf(), '2026-12-28');
    const skipped = fold(waiting, skip(waiting, 'due-soon', '2026-12-28').entries);
    expect(whyNotWanted(skipped, skipped.reminders.get(`${ID}.due-soon`)!, '2026-12-28')).toBe('skipped');
    expect(skip(skipped, 'due-soon', '2026-12-29').entries).toEqual([]);
    const sent = fold(waiting, [{ ...header('2026-12-28'), kind: 'reminder.sent', content: { id: `${ID}.due-soon`, member: 'albania', period: '2026-Q4' } }]);
    expect(skip(sent, 'due-soon', '2026-12-28')).toMatchObject({ entries: [], outcome: { skipped: { stages: [] } } });
  });

  test('[O46] a skip is for one due date: with more time the ladder begins anew', () => {
    const skipped = fold(stateOf(), skip(stateOf(), 'escalation', '2026-12-10').entries);
    expect(stages(skipped, '2027-01-20')).toEqual([]);
    const longer = fold(skipped, [request(1, { on: '2026-12-11', dueOn: '2027-01-20' }), answer(1, { on: '2026-12-11', granted: true, dueOn: '2027-01-20' })]);
    expect(stages(longer, '2027-01-06')).toEqual(['before-due']);
  });

  test.each([
    [{ period: '2030-Q1' }, 'unknown-period'],
    [{ member: 'atlantis' }, 'unknown-member'],
  ])('[O46] %j is refused as %s', (change, code) => {
    const command = { principal: SECRETARIAT, period: '2026-Q4', member: 'albania', stage: 'due-soon', today: '2026-12-10', ...change };
    expect(decideSkip(stateOf(), command, header('2026-12-10').at).outcome).toMatchObject({ status: 'refused', refusal: { code } });
  });

  test('[O47] a member is not reminded up to and including the last day of its pause, then of all that has come due at once; ended earlier, at once', () => {
    const pause = (state: DefinedState, until: string | null) =>
      fold(state, decidePause(state, { principal: SECRETARIAT, member: 'albania', until }, header('2026-12-10').at).entries);
    const paused = pause(stateOf(), '2027-01-06');
    expect([stages(paused, '2027-01-06'), held(paused, '2027-01-06')]).toEqual([[], [['albania', 'paused']]]);
    expect(stages(paused, '2027-01-07')).toEqual(['before-due', 'due-soon', 'overdue-1', 'overdue-2']);
    expect(stages(pause(paused, null), '2026-12-28')).toEqual(['before-due', 'due-soon']);
    expect(decidePause(paused, { principal: SECRETARIAT, member: 'albania', until: '2027-01-06' }, header('2026-12-11').at).entries).toEqual([]);
    expect(decidePause(paused, { principal: SECRETARIAT, member: 'atlantis', until: null }, '').outcome).toMatchObject({ code: 'unknown-member' });
  });
});
