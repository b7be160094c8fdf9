/** What detecting needs to know of the engine's state. */
import { say } from '#contract/catalogue/say.ts';
import type { SheetDefinition } from '#contract/grid.ts';
import type { Voice } from './announce.ts';
import type { Texts } from './cells.ts';
import type { DetectContext } from './detect.ts';
import type { Head } from './heads.ts';
import { type EngineState, mayEdit } from './state.ts';

/** Makes it for one look. `wanted`: what is to be sent of cells with open questions, by row; `shared`: several people have the workbook open. */
export function detectContext(
  state: EngineState,
  {
    sheet,
    heads,
    voice,
    wanted,
    shared,
  }: { sheet: SheetDefinition; heads: ReadonlyMap<string, Head>; voice: Voice; wanted: ReadonlyMap<string, Texts>; shared: boolean },
): DetectContext {
  const { me, conflicts, queue, refused } = state;
  const nameOf = (row: string): string => heads.get(row)?.name ?? row;
  return {
    columns: sheet.columns,
    rules: state.grid?.definition.wordingRules ?? [],
    language: voice.language,
    mayEdit: (row) => mayEdit(me, heads.get(row)?.member ?? ''),
    readOnly: me?.role === 'observer' || me?.role === 'operator',
    shared,
    nameOf,
    wantedText: ({ row, column, text }) => wanted.get(row)?.[column] ?? text,
    isSetAside: ({ row, column, text }) =>
      conflicts.some((conflict) => conflict.row === row && conflict.column === column && isWhole(conflict)) ||
      queue.some((queued) => queued.person !== me?.person && queued.edit.row === row && queued.texts[column] === text),
    refusalOf({ row, column, text }) {
      const refusal = refused.get(row);
      if (refusal?.texts[column] !== text) return undefined;
      return { code: refusal.code, sentence: say('sync.refused', { member: nameOf(row), sentence: refusal.sentence }, voice.language) };
    },
  };
}

// A cell waits whole if it is in conflict whole, or if the line in conflict can't be told in it any more.
const isWhole = ({ held }: EngineState['conflicts'][number]): boolean => held === undefined || held.state === 'lost';
