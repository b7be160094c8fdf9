/** The versions of one row, newest first and twenty at a time, in the pane and in the web form. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { EngineView, RowActions } from '../sync/view.ts';
import { Button, FailureNote } from './parts.tsx';
import { say } from './strings.ts';
import { usePersonName } from './use-person-name.ts';
import { PAGE, useVersions } from './use-versions.ts';
import { VersionCard } from './version-card.tsx';

/** The versions of one row. Give it the row as its key. */
export function RowHistory({ engine, view, row }: { engine: RowActions; view: EngineView; row: { row: string; member: string; version: number } }) {
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
