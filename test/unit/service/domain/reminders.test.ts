/** Which reminders are due: decided from state, once, combined after an outage, none after an answer. */
import { describe, expect, test } from 'vitest';
import { GridDefinition } from '#contract/grid.ts';
import { seal } from '../../../../service/application/chain.ts';
import { shiftDate } from '../../../../service/domain/calendar.ts';
import type { EntryDraft } from '../../../../service/domain/entry.ts';
import { decideReminders, dueInstant, nextStage, noteSent, remindersDue, whyNotWanted } from '../../../../service/domain/reminders.ts';
import type { DefinedState } from '../../../../service/domain/state.ts';
import { apply, emptyState } from '../../../../service/domain/state.ts';
import wbcti from '../../../../service/grids/wbcti.json' with { type: 'json' };

const DEFINITION = GridDefinition.parse(wbcti);
const at = (date: string): string => `${date}T09:00:00.000Z`;
const header = (date: string) => ({ at: at(date), by: 'system', route: 'system' as const });

function stateOf(definition: GridDefinition = DEFINITION): DefinedState {
  return fold({ ...emptyState('wbcti'), definition }, [{ ...header('2026-10-01'), kind: 'grid.defined', content: { definition, definitionHash: 'h' } }]);
}

function fold(state: DefinedState, drafts: EntryDraft[]): DefinedState {
  return drafts.reduce((tip, draft) => ({ ...apply(tip, seal(draft, tip)), definition: tip.definition }), state);
}

const decideOn = (state: DefinedState, date: string): DefinedState => fold(state, decideReminders(state, header(date), date));

function submit(state: DefinedState, { member, period, on }: { member: string; period: string; on: string }): DefinedState {
  const content = { number: 1, period, member, statement: 'nothing-to-report' as const, rowVersions: {} };
  return fold(state, [{ ...header(on), kind: 'submission.made', content }]);
}

const idsOf = (state: DefinedState, date: string): string[] => remindersDue(state, date).map(({ id }) => id);
const albania = (state: DefinedState, date: string) => remindersDue(state, date).filter(({ member }) => member === 'albania');

describe('what is due', () => {
  test.each([
    ['2026-12-16', []],
    ['2026-12-17', ['before-due']],
    ['2026-12-27', ['before-due']],
    ['2026-12-28', ['before-due', 'due-soon']],
    ['2026-12-31', ['before-due', 'due-soon']],
    ['2027-01-01', ['before-due', 'due-soon', 'overdue-1']],
    ['2027-01-07', ['before-due', 'due-soon', 'overdue-1', 'overdue-2']],
    ['2027-01-14', ['before-due', 'due-soon', 'overdue-1', 'overdue-2', 'escalation']],
    ['2027-01-30', ['before-due', 'due-soon', 'overdue-1', 'overdue-2', 'escalation']],
    ['2027-01-31', []],
  ])('[C40] with nothing decided, on %s one reminder combines %j', (date, stages) => {
    expect(albania(stateOf(), date)).toEqual(
      stages.length === 0 ? [] : [{ id: `wbcti.2026-Q4.albania.${stages.at(-1)}`, period: '2026-Q4', member: 'albania', stages, dueOn: '2026-12-31' }],
    );
  });

  test('[C40] all nineteen members are reminded, in the order of the definition', () => {
    expect(remindersDue(stateOf(), '2026-12-17').map(({ member }) => member)).toEqual(DEFINITION.members.map(({ member }) => member));
  });

  test('[C41] a day on which nothing ran is caught up later, and nothing is decided twice', () => {
    const decided = decideOn(stateOf(), '2026-12-20');
    expect(idsOf(decided, '2026-12-20')).toEqual([]);
    expect(idsOf(decided, '2026-12-27')).toEqual([]);
    expect(albania(decided, '2027-01-09')).toEqual([
      { id: 'wbcti.2026-Q4.albania.overdue-2', period: '2026-Q4', member: 'albania', stages: ['due-soon', 'overdue-1', 'overdue-2'], dueOn: '2026-12-31' },
    ]);
  });

  test('[C41] run on every day of the period, each stage comes once; run on any days, every stage is covered once', () => {
    const everyDay = Array.from({ length: 122 }, (_, day) => shiftDate('2026-10-01', day)).reduce(decideOn, stateOf());
    const own = [...everyDay.reminders.values()].filter(({ member }) => member === 'giz');
    expect(own.map(({ stages }) => stages).sort()).toEqual([['before-due'], ['due-soon'], ['escalation'], ['overdue-1'], ['overdue-2']]);
    const someDays = ['2026-12-29', '2026-12-29', '2027-01-06', '2027-01-25', '2027-02-01'].reduce(decideOn, stateOf());
    const covered = [...someDays.reminders.values()].filter(({ member }) => member === 'giz').flatMap(({ stages }) => stages);
    expect(covered.sort()).toEqual(['before-due', 'due-soon', 'escalation', 'overdue-1', 'overdue-2']);
  });

  test('[C41] a clock that went back decides nothing again', () => {
    const decided = decideOn(stateOf(), '2027-01-08');
    expect(idsOf(decided, '2026-12-28')).toEqual([]);
  });

  test('[C42] who has answered, also with nothing to report, is not reminded; the others are', () => {
    const answered = submit(stateOf(), { member: 'albania', period: '2026-Q4', on: '2026-12-10' });
    expect(idsOf(answered, '2026-12-17')).toHaveLength(18);
    expect(albania(answered, '2027-01-14')).toEqual([]);
  });

  test('[C42] an answer to one period says nothing about the next', () => {
    const answered = submit(stateOf(), { member: 'albania', period: '2026-Q4', on: '2027-01-03' });
    expect(albania(answered, '2027-03-17').map(({ id }) => id)).toEqual(['wbcti.2027-Q1.albania.before-due']);
  });

  test('[C43] two open periods are two reminders', () => {
    const long = stateOf({ ...DEFINITION, calendar: { ...DEFINITION.calendar, closesDaysAfterDue: 80 } });
    expect(albania(long, '2027-03-18').map(({ id }) => id)).toEqual(['wbcti.2026-Q4.albania.escalation', 'wbcti.2027-Q1.albania.before-due']);
  });

  test('[C44] expected is whose membership covers the last day of the period', () => {
    const dates: Record<string, { from: string; to?: string }> = {
      albania: { from: '2026-12-31' },
      serbia: { from: '2027-01-01' },
      italy: { from: '2026-10-01', to: '2026-12-31' },
      france: { from: '2026-10-01', to: '2026-12-30' },
    };
    const members = DEFINITION.members.map((member) => ({ ...member, ...dates[member.member] }));
    const reminded = remindersDue(stateOf({ ...DEFINITION, members }), '2027-01-01').map(({ member }) => member);
    expect(reminded).toHaveLength(17);
    expect(reminded).toEqual(expect.arrayContaining(['albania', 'italy']));
    expect(reminded).not.toEqual(expect.arrayContaining(['serbia']));
    expect(reminded).not.toEqual(expect.arrayContaining(['france']));
  });

  test('[C45] a ladder in another order, or one that changed later, reminds of no stage again', () => {
    const stages = [...DEFINITION.calendar.stages].reverse();
    const reversed = stateOf({ ...DEFINITION, calendar: { ...DEFINITION.calendar, stages } });
    expect(albania(reversed, '2027-01-01')[0]?.stages).toEqual(['before-due', 'due-soon', 'overdue-1']);
    const decided = decideOn(reversed, '2027-01-01');
    const shorter = {
      ...decided,
      definition: { ...DEFINITION, calendar: { ...DEFINITION.calendar, stages: stages.filter(({ stage }) => stage !== 'overdue-1') } },
    };
    expect(albania(shorter, '2027-01-06')).toEqual([]);
    expect(albania(shorter, '2027-01-07')[0]?.stages).toEqual(['overdue-2']);
  });
});

describe('what was decided', () => {
  test('[C46] a reminder is noted as sent once, and only if it is known', () => {
    const decided = decideOn(stateOf(), '2026-12-17');
    const id = 'wbcti.2026-Q4.albania.before-due';
    const drafts = noteSent(decided, header('2026-12-17'), id);
    expect(drafts).toMatchObject([{ kind: 'reminder.sent', content: { id, member: 'albania', period: '2026-Q4' } }]);
    const noted = fold(decided, drafts);
    expect(noted.reminders.get(id)?.sentAt).toBe(at('2026-12-17'));
    expect(noteSent(noted, header('2026-12-18'), id)).toEqual([]);
    expect(noteSent(decided, header('2026-12-18'), 'wbcti.2026-Q4.albania.overdue-1')).toEqual([]);
  });

  test('[C47] a reminder is not wanted any more after an answer, a later reminder, the close of the period, or the end of membership', () => {
    const decided = decideOn(stateOf(), '2026-12-17');
    const reminder = decided.reminders.get('wbcti.2026-Q4.albania.before-due')!;
    expect(whyNotWanted(decided, reminder, '2026-12-20')).toBeUndefined();
    expect(whyNotWanted(submit(decided, { member: 'albania', period: '2026-Q4', on: '2026-12-18' }), reminder, '2026-12-20')).toBe('submitted');
    expect(whyNotWanted(decideOn(decided, '2026-12-28'), reminder, '2026-12-28')).toBe('superseded');
    expect(whyNotWanted(decided, reminder, '2027-01-31')).toBe('period-closed');
    const left = DEFINITION.members.map((member) => ({ ...member, to: '2026-12-30' }));
    expect(whyNotWanted({ ...decided, definition: { ...DEFINITION, members: left } }, reminder, '2026-12-20')).toBe('not-expected');
  });

  test('[C48] a reminder came due when the day of its last stage began in the grid’s time zone', () => {
    const decided = decideOn(stateOf(), '2026-12-30');
    expect(dueInstant(decided, decided.reminders.get('wbcti.2026-Q4.albania.due-soon')!)).toBe('2026-12-27T23:00:00.000Z');
  });

  test.each([
    ['2026-09-01', { period: '2026-Q4', stage: 'before-due', on: '2026-12-17' }],
    ['2026-12-16', { period: '2026-Q4', stage: 'before-due', on: '2026-12-17' }],
    ['2026-12-17', { period: '2026-Q4', stage: 'due-soon', on: '2026-12-28' }],
    ['2027-01-14', { period: '2027-Q1', stage: 'before-due', on: '2027-03-17' }],
  ])('[C49] on %s the next stage is %j', (date, next) => {
    expect(nextStage(stateOf(), date)).toEqual(next);
  });
});
