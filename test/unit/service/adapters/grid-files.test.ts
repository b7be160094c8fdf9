/** Definition files: ladders that can't be followed stop the start with their place. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readDefinition } from '../../../../service/adapters/grid-files.ts';
import wbcti from '../../../../service/grids/wbcti.json' with { type: 'json' };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'grids-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = (definition: object) => {
  const file = join(folder, 'grid.json');
  writeFileSync(file, JSON.stringify(definition));
  return readDefinition(file);
};
const withStages = (stages: object[], member?: string) => ({
  ...wbcti,
  calendar: member ? wbcti.calendar : { ...wbcti.calendar, stages },
  members: wbcti.members.map((each) => (each.member === member ? { ...each, stages } : each)),
});

test('[O44] a grid and a member may name steps and roles', () => {
  const stages = [{ stage: 'due-soon', daysFromDue: -7, to: ['deputy', 'lead'] }];
  expect(read(withStages(stages)).calendar.stages).toEqual(stages);
  expect(read(withStages(stages, 'albania')).members.find(({ member }) => member === 'albania')?.stages).toEqual(stages);
});

test.each([
  [
    [
      { stage: 'due-soon', daysFromDue: 3 },
      { stage: 'overdue-1', daysFromDue: 3 },
    ],
    undefined,
    '/calendar/stages/1/daysFromDue',
  ],
  [
    [
      { stage: 'due-soon', daysFromDue: 3 },
      { stage: 'due-soon', daysFromDue: 4 },
    ],
    undefined,
    '/calendar/stages/1/stage',
  ],
  [
    [
      { stage: 'due-soon', daysFromDue: 3 },
      { stage: 'overdue-1', daysFromDue: 1 },
    ],
    'albania',
    '/members/2/stages/1/daysFromDue',
  ],
  [[{ stage: 'due-soon', daysFromDue: 3, to: ['boss'] }], undefined, '/calendar/stages/0/to/0'],
  [[{ stage: 'due-soon', daysFromDue: 3, to: ['secretariat'] }], undefined, '/calendar/stages/0/to'],
  [[{ stage: 'due-soon', daysFromDue: 3, to: [] }], 'albania', '/members/2/stages/0/to'],
])('[O44] the ladder %j of %s is refused at %s', (stages, member, path) => {
  expect(() => read(withStages(stages, member))).toThrow(expect.objectContaining({ name: 'BadDefinition', path }));
});
