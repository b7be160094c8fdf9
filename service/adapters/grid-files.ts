/** Reads grid definitions from files: checked against the schema and for what a schema can't say. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '#contract/catalogue/say.ts';
import { GridDefinition, type Stage } from '#contract/grid.ts';
import { fingerprint } from '../application/chain.ts';
import { inputFaults } from '../application/input-faults.ts';
import type { LoadedDefinition } from '../application/ports.ts';

/** A definition file that can't be used: which, where in it, why. */
export class BadDefinition extends Error {
  readonly file: string;
  readonly path: string;
  readonly reason: string;
  constructor({ file, path, reason }: { file: string; path: string; reason: string }) {
    super(`${file}: ${path}: ${reason}`);
    this.name = 'BadDefinition';
    this.file = file;
    this.path = path;
    this.reason = reason;
  }
}

/** Two files that define the same grid. */
export class DefinedTwice extends BadDefinition {
  readonly grid: string;
  readonly other: string;
  constructor({ file, grid, other }: { file: string; grid: string; other: string }) {
    super({ file, path: '/grid', reason: say('start.grid-twice', { grid, file, other }) });
    this.grid = grid;
    this.other = other;
  }
}

/** Reads every `*.json` of the folders, in their order. Throws BadDefinition for the first that can't be used. */
export function readDefinitions(folders: readonly string[]): LoadedDefinition[] {
  const files = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => join(folder, name)),
  );
  const loaded = new Map<string, LoadedDefinition & { file: string }>();
  for (const file of files) {
    const definition = readDefinition(file);
    const other = loaded.get(definition.grid);
    if (other) throw new DefinedTwice({ file, grid: definition.grid, other: other.file });
    loaded.set(definition.grid, { definition, hash: fingerprint(definition), file });
  }
  return [...loaded.values()].map(({ definition, hash }) => ({ definition, hash }));
}

/** Reads one definition file. */
export function readDefinition(file: string): GridDefinition {
  const parsed = GridDefinition.safeParse(parseJson(file));
  if (!parsed.success) {
    const [fault] = inputFaults(parsed.error);
    throw new BadDefinition({ file, path: fault?.pointer || '/', reason: fault?.message ?? say('check.input-other') });
  }
  const fault = faultOf(parsed.data);
  if (fault) throw new BadDefinition({ file, path: fault.path, reason: say(`start.grid-bad-${fault.code}`) });
  return parsed.data;
}

function parseJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new BadDefinition({ file, path: '/', reason: (error as Error).message });
  }
}

/** What a schema can't say: where, and the end of its sentence's key. */
interface Fault {
  path: string;
  code:
    | 'member-twice'
    | 'number-twice'
    | 'membership'
    | 'time-zone'
    | 'one-sheet'
    | 'column-twice'
    | 'reserved'
    | 'no-edit-column'
    | 'kind'
    | 'stage-order'
    | 'stage-twice';
}

function faultOf(definition: GridDefinition): Fault | undefined {
  const members = duplicate(definition.members.map(({ member }) => member));
  if (members !== undefined) return { path: `/members/${members}/member`, code: 'member-twice' };
  const numbers = duplicate(definition.members.map(({ no }) => String(no)));
  if (numbers !== undefined) return { path: `/members/${numbers}/no`, code: 'number-twice' };
  const left = definition.members.findIndex(({ from, to }) => to !== undefined && to < from);
  if (left >= 0) return { path: `/members/${left}/to`, code: 'membership' };
  if (!isTimeZone(definition.timeZone)) return { path: '/timeZone', code: 'time-zone' };
  if (definition.sheets.length > 1) return { path: '/sheets/1', code: 'one-sheet' };
  for (const [index, { columns }] of definition.sheets.entries()) {
    const twice = duplicate(columns.map(({ key }) => key)) ?? duplicate(columns.map(({ label }) => label.toLowerCase()));
    if (twice !== undefined) return { path: `/sheets/${index}/columns/${twice}`, code: 'column-twice' };
    // Cells are looked up by these keys; a name that every object has would be found in each row.
    const reserved = columns.findIndex(({ key }) => key in {});
    if (reserved >= 0) return { path: `/sheets/${index}/columns/${reserved}/key`, code: 'reserved' };
    if (columns.every(({ source }) => source !== 'edit')) return { path: `/sheets/${index}/columns`, code: 'no-edit-column' };
    const bad = columns.findIndex(({ kind, source }) => kind === 'items' && source !== 'edit');
    if (bad >= 0) return { path: `/sheets/${index}/columns/${bad}/kind`, code: 'kind' };
  }
  const ladders = definition.members.map(({ stages }, index) => ladderFault(stages ?? [], `/members/${index}/stages`));
  return [ladderFault(definition.calendar.stages, '/calendar/stages'), ...ladders].find((fault) => fault !== undefined);
}

function ladderFault(stages: readonly Stage[], path: string): Fault | undefined {
  const unordered = stages.findIndex(({ daysFromDue }, index) => index > 0 && daysFromDue <= (stages[index - 1]?.daysFromDue ?? daysFromDue));
  if (unordered >= 0) return { path: `${path}/${unordered}/daysFromDue`, code: 'stage-order' };
  const twice = duplicate(stages.map(({ stage }) => stage));
  return twice === undefined ? undefined : { path: `${path}/${twice}/stage`, code: 'stage-twice' };
}

/** The index of the first value that stands there twice. */
function duplicate(values: readonly string[]): number | undefined {
  const index = values.findIndex((value, at) => values.indexOf(value) < at);
  return index < 0 ? undefined : index;
}

function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}
