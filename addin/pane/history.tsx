/** History: the versions of a row, newest first and twenty at a time, and the grid as it stood. A member sees its own row; Secretariat and observers choose one. */
import { useState } from 'preact/hooks';
import type { Row } from '#contract/grid.ts';
import { markedItems } from '#contract/marking.ts';
import type { Engine, EngineView } from '../sync/view.ts';
import { AsOf } from './as-of.tsx';
import { memberName } from './names.ts';
import { Section } from './parts.tsx';
import { RowChoice } from './row-choice.tsx';
import { RowHistory } from './row-history.tsx';
import { say } from './strings.ts';

/** The tab of the history. */
export function History({ engine, view }: { engine: Engine; view: EngineView }) {
  const rows = view.grid?.rows ?? [];
  const own = rows.find((row) => row.member === view.me?.member);
  const [chosen, setChosen] = useState('');
  const row = own ?? rows.find((each) => each.row === chosen) ?? rows[0];
  if (!row) return <p class="hint">{say('sync.no-grid-yet')}</p>;
  return (
    <>
      <Section title={say('history.title', { member: memberName(view, row.member) })}>
        <p class="hint">{say('history.why')}</p>
        {own ? null : <RowChoice view={view} label={say('history.member')} row={row.row} onChoose={setChosen} />}
        <RowHistory key={keyOf(row)} engine={engine} view={view} row={row} />
      </Section>
      <AsOf engine={engine} view={view} />
    </>
  );
}

/** A version never changes, but who reads what of it does: with another marking the history is fetched anew. */
const keyOf = (row: Row): string => JSON.stringify([row.row, row.marking, markedItems(row).map(({ itemId, marking }) => [itemId, marking])]);
