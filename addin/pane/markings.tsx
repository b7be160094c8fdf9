/** The Secretariat's card of markings: any row's marking and lines, and the way to change them. */
import { useState } from 'preact/hooks';
import type { Engine, EngineView } from '../sync/view.ts';
import { ChangeMarking } from './change-marking.tsx';
import { Section } from './parts.tsx';
import { RowChoice } from './row-choice.tsx';
import { RowMarking } from './row-marking.tsx';
import { say } from './strings.ts';

/** The card; nothing until there is a grid. */
export function Markings({ engine, view }: { engine: Engine; view: EngineView }) {
  const [chosen, setChosen] = useState('');
  const { grid } = view;
  const row = grid?.rows.find((each) => each.row === chosen) ?? grid?.rows[0];
  if (!grid || !row) return null;
  return (
    <Section title={say('marking.title')}>
      <p class="hint">{say('marking.why')}</p>
      <RowChoice view={view} label={say('marking.member')} row={row.row} onChoose={setChosen} />
      <RowMarking grid={grid} row={row} />
      <ChangeMarking key={row.row} engine={engine} view={view} grid={grid} row={row} />
    </Section>
  );
}
