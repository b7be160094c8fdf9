/** History: the versions of a row, newest first and twenty at a time, and the grid as it stood. A member sees its own row; Secretariat and observers choose one. */
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Row } from '#contract/grid.ts';
import { markedItems } from '#contract/marking.ts';
import type { Engine, EngineView } from '../sync/view.ts';
import { AsOf } from './as-of.tsx';
import { memberName } from './names.ts';
import { Button, FailureNote, Section } from './parts.tsx';
import { say } from './strings.ts';
import { usePersonName } from './use-person-name.ts';
import { PAGE, useVersions } from './use-versions.ts';
import { VersionCard } from './version-card.tsx';

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
        {own ? null : <RowChoice view={view} row={row.row} onChoose={setChosen} />}
        <RowHistory key={keyOf(row)} engine={engine} view={view} row={row} />
      </Section>
      <AsOf engine={engine} view={view} />
    </>
  );
}

/** A version never changes, but who reads what of it does: with another marking the history is fetched anew. */
const keyOf = (row: Row): string => JSON.stringify([row.row, row.marking, markedItems(row).map(({ itemId, marking }) => [itemId, marking])]);

function RowChoice({ view, row, onChoose }: { view: EngineView; row: string; onChoose: (row: string) => void }) {
  const id = useId();
  return (
    <div class="field field-row">
      <label for={id}>{say('history.member')}</label>
      <select id={id} value={row} onChange={(event) => onChoose(event.currentTarget.value)}>
        {view.grid?.rows.map((each) => (
          <option key={each.row} value={each.row}>
            {memberName(view, each.member)}
          </option>
        ))}
      </select>
    </div>
  );
}

function RowHistory({ engine, view, row }: { engine: Engine; view: EngineView; row: { row: string; member: string; version: number } }) {
  const { known, shown, failure, showOlder } = useVersions(engine, { row: row.row, newest: row.version });
  const nameOf = usePersonName(engine, view);
  const [said, setSaid] = useState('');
  const status = useRef<HTMLParagraphElement>(null);
  // The question that was answered is gone, and the focus with it.
  useEffect(() => {
    if (said !== '') status.current?.focus();
  }, [said]);
  const visible = known.slice(0, shown).filter(({ version }, at) => version === 1 || known[at + 1] !== undefined);
  const older = (visible.at(-1)?.version ?? 1) - 1;
  return (
    <>
      <p role="status" tabIndex={-1} ref={status}>
        {said}
      </p>
      {known.length === 0 && !failure ? <p class="hint">{say('pane.working')}</p> : null}
      <ol class="list versions">
        {visible.map((version, at) => (
          <VersionCard
            key={version.version}
            {...{ engine, view, nameOf, version }}
            row={row.row}
            member={row.member}
            newest={row.version}
            before={known[at + 1]}
            onRestored={setSaid}
          />
        ))}
      </ol>
      <FailureNote failure={failure} />
      {older > 0 ? (
        <>
          <p class="hint">{say('history.shown', { shown: visible.length, count: row.version })}</p>
          <Button onClick={showOlder}>{say('history.older', { count: Math.min(PAGE, older) })}</Button>
        </>
      ) : null}
    </>
  );
}
