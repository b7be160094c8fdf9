/**
 * The reminder ladder of a member: its steps, whom each writes to, and which of them are covered. A step is covered once for each due date: by a reminder or a skip
 * that names it or a later step of the ladder, or because its day was over when this due date was set.
 */
import { type Member, Stage } from '#contract/grid.ts';
import type { Role } from '#contract/person.ts';
import { shiftDate } from './calendar.ts';
import type { ReminderDecided } from './cycle-state.ts';
import type { ReminderContent } from './entry.ts';
import { dueSetOn } from './period-dates.ts';
import type { DefinedState } from './state.ts';

/** A member, a period and the member's due date for it. */
export interface ForDueDate {
  period: string;
  member: string;
  dueOn: string;
}

const STAGE_NAMES = Stage.shape.stage.options;
const ALWAYS: readonly Role[] = ['focal-point', 'lead'];
const ESCALATED: readonly Role[] = [...ALWAYS, 'deputy', 'head', 'secretariat'];

/** The steps of a member's ladder in the order of their days: its own, or the grid's. */
export function ladderOf(state: DefinedState, member: Pick<Member, 'stages'> | undefined): Stage[] {
  return [...(member?.stages ?? state.definition.calendar.stages)].sort((a, b) => a.daysFromDue - b.daysFromDue);
}

/** A member's ladder by its key. */
export function ladderOfKey(state: DefinedState, key: string): Stage[] {
  return ladderOf(
    state,
    state.definition.members.find(({ member }) => member === key),
  );
}

/** The roles that a step writes to. */
export function rolesOfStage(stage: Pick<Stage, 'stage' | 'to'>): readonly Role[] {
  return stage.to ?? (stage.stage === 'escalation' ? ESCALATED : ALWAYS);
}

/** The roles that a reminder writes to: those of all its steps. A step that the ladder has lost writes to whom it did by default. */
export function rolesOf(state: DefinedState, { member, stages }: Pick<ReminderContent, 'member' | 'stages'>): ReadonlySet<Role> {
  const ladder = ladderOfKey(state, member);
  const known = (name: string): Pick<Stage, 'stage' | 'to'> => ladder.find(({ stage }) => stage === name) ?? { stage: Stage.shape.stage.parse(name) };
  return new Set(stages.flatMap((name) => rolesOfStage(known(name))));
}

/** The steps whose day has come on a local date and that are not covered. */
export function stagesDue(state: DefinedState, { about, ladder, today }: { about: ForDueDate; ladder: readonly Stage[]; today: string }): string[] {
  const reached = ladder.filter(({ daysFromDue }) => shiftDate(about.dueOn, daysFromDue) <= today);
  return reached.length === 0 ? [] : uncovered(state, { about, ladder, stages: reached });
}

/** Those of some steps of a ladder that are not covered. */
export function uncovered(state: DefinedState, { about, ladder, stages }: { about: ForDueDate; ladder: readonly Stage[]; stages: readonly Stage[] }): string[] {
  const covered = coveredBy(ladder, [...decidedFor(state, about), ...skippedFor(state, about)]);
  const setOn = dueSetOn(state, about);
  return stages
    .filter(({ stage, daysFromDue }) => !covered.has(stage) && (setOn === undefined || shiftDate(about.dueOn, daysFromDue) > setOn))
    .map(({ stage }) => stage);
}

/** The id of the reminder that ends with a step; where that id stands for another due date, this one is named too. */
export function reminderId(state: DefinedState, { period, member, dueOn }: ForDueDate, stage: string): string {
  const plain = `${state.grid}.${period}.${member}.${stage}`;
  const taken = state.reminders.get(plain)?.dueOn ?? state.skipped.get(plain)?.dueOn ?? dueOn;
  return taken === dueOn ? plain : `${plain}.${dueOn}`;
}

/** What was decided for a due date, oldest first. */
export function decidedFor(state: DefinedState, about: ForDueDate): ReminderDecided[] {
  return idsFor(state, about)
    .flatMap((id) => state.reminders.get(id) ?? [])
    .filter(({ dueOn }) => dueOn === about.dueOn)
    .sort((a, b) => a.cursor - b.cursor);
}

function skippedFor(state: DefinedState, about: ForDueDate): { stages: readonly string[] }[] {
  return idsFor(state, about)
    .flatMap((id) => state.skipped.get(id) ?? [])
    .filter(({ dueOn }) => dueOn === undefined || dueOn === about.dueOn);
}

/** At most one reminder of a due date ends with each step, so a few look-ups find all. */
function idsFor({ grid }: DefinedState, { period, member, dueOn }: ForDueDate): string[] {
  return STAGE_NAMES.flatMap((stage) => [`${grid}.${period}.${member}.${stage}`, `${grid}.${period}.${member}.${stage}.${dueOn}`]);
}

/** The steps that reminders and skips cover: their own, and all of the ladder up to their last one. */
function coveredBy(ladder: readonly Stage[], all: readonly { stages: readonly string[] }[]): ReadonlySet<string> {
  const names = ladder.map(({ stage }) => stage as string);
  return new Set(all.flatMap(({ stages }) => [...stages, ...names.slice(0, names.indexOf(stages.at(-1) ?? '') + 1)]));
}
