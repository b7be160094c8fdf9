/** A member's quarter in the card of its row: what it has to know, the way to submit (the children), and what is needed now and then behind one line. */
import type { ComponentChildren } from 'preact';
import type { Row } from '#contract/grid.ts';
import type { Engine, EngineView } from '../sync/view.ts';
import { AskForms } from './ask-form.tsx';
import { Disclosure } from './disclosure.tsx';
import { FailureNote } from './parts.tsx';
import { QuarterNotices } from './quarter-notices.tsx';
import { say } from './strings.ts';
import { Submissions } from './submissions.tsx';
import { Thread } from './thread.tsx';
import { useLoaded } from './use-loaded.ts';

/** It is fetched anew with each entry of the ledger; without it the row can be submitted all the same. */
export function Quarter({ engine, view, row, children }: { engine: Engine; view: EngineView; row: Row; children: ComponentChildren }) {
  const { period } = row.status;
  const { member } = row;
  const { value: file, failure } = useLoaded(`${period} ${member} ${view.grid?.cursor} ${view.grid?.today}`, () => engine.memberFile({ period, member }));
  return (
    <>
      {file ? <QuarterNotices engine={engine} view={view} row={row} file={file} /> : null}
      {children}
      <FailureNote failure={failure} />
      {file ? (
        <>
          <Thread engine={engine} view={view} row={row.row} comments={file.comments.filter((comment) => comment.row === row.row)} />
          <Disclosure summary={say('cycle.more', { period })}>
            {() => (
              <>
                <h3>{say('cycle.submissions')}</h3>
                <Submissions engine={engine} view={view} submissions={file.submissions} />
                <AskForms engine={engine} period={period} member={member} dueOn={file.standing.dueOn} grants={false} />
              </>
            )}
          </Disclosure>
        </>
      ) : null}
    </>
  );
}
