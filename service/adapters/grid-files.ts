/** Reads grid definitions from files: checked against the schema and for what a schema can't say. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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
    super({ file, path: '/grid', reason: `“${grid}” is defined in ${other} already` });
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
    throw new BadDefinition({ file, path: fault?.pointer || '/', reason: fault?.message ?? 'is not a grid definition' });
  }
  const fault = faultOf(parsed.data);
  if (fault) throw new BadDefinition({ file, ...fault });
  return parsed.data;
}

function parseJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new BadDefinition({ file, path: '/', reason: (error as Error).message });
  }
}

function faultOf(definition: GridDefinition): { path: string; reason: string } | undefined {
  const members = duplicate(definition.members.map(({ member }) => member));
  if (members !== undefined) return { path: `/members/${members}/member`, reason: 'this member stands there twice' };
  const numbers = duplicate(definition.members.map(({ no }) => String(no)));
  if (numbers !== undefined) return { path: `/members/${numbers}/no`, reason: 'this number is given twice' };
  const left = definition.members.findIndex(({ from, to }) => to !== undefined && to < from);
  if (left >= 0) return { path: `/members/${left}/to`, reason: 'the membership ends before it begins' };
  if (!isTimeZone(definition.timeZone)) return { path: '/timeZone', reason: 'is not a time zone such as Europe/Ljubljana' };
  if (definition.sheets.length > 1) return { path: '/sheets/1', reason: 'a grid has one sheet; others are not built yet' };
  for (const [index, { columns }] of definition.sheets.entries()) {
    const twice = duplicate(columns.map(({ key }) => key)) ?? duplicate(columns.map(({ label }) => label.toLowerCase()));
    if (twice !== undefined) return { path: `/sheets/${index}/columns/${twice}`, reason: 'a column with this key or label stands there already' };
    // Cells are looked up by these keys; a name that every object has would be found in each row.
    const reserved = columns.findIndex(({ key }) => key in {});
    if (reserved >= 0) return { path: `/sheets/${index}/columns/${reserved}/key`, reason: 'this name is reserved' };
    if (columns.every(({ source }) => source !== 'edit')) return { path: `/sheets/${index}/columns`, reason: 'there is no column that members write in' };
    const bad = columns.findIndex(({ kind, source }) => kind === 'items' && source !== 'edit');
    if (bad >= 0) return { path: `/sheets/${index}/columns/${bad}/kind`, reason: 'a column that nobody edits must be of kind text' };
  }
  const ladders = definition.members.map(({ stages }, index) => ladderFault(stages ?? [], `/members/${index}/stages`));
  return [ladderFault(definition.calendar.stages, '/calendar/stages'), ...ladders].find((fault) => fault !== undefined);
}

function ladderFault(stages: readonly Stage[], path: string): { path: string; reason: string } | undefined {
  const unordered = stages.findIndex(({ daysFromDue }, index) => index > 0 && daysFromDue <= (stages[index - 1]?.daysFromDue ?? daysFromDue));
  if (unordered >= 0) return { path: `${path}/${unordered}/daysFromDue`, reason: 'stages must be in the order of their days' };
  const twice = duplicate(stages.map(({ stage }) => stage));
  return twice === undefined ? undefined : { path: `${path}/${twice}/stage`, reason: 'this stage stands there twice' };
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
