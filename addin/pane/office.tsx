/** The Secretariat's view of one member in the period: where it stands, what waits for an answer, and what can be done for it. */
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { MemberFile } from '#contract/answer.ts';
import type { Row } from '#contract/grid.ts';
import type { Engine, EngineView, QuarterActions, QuarterView } from '../sync/view.ts';
import { AskForms } from './ask-form.tsx';
import { Disclosure } from './disclosure.tsx';
import { MemberReminders } from './member-reminders.tsx';
import { MoveDates } from './move-dates.tsx';
import { memberName, timeZoneOf } from './names.ts';
import { AnswerForm, OnBehalfForm } from './office-forms.tsx';
import { FailureNote, Section } from './parts.tsx';
import { newestOfEachKind, Requests } from './quarter-notices.tsx';
import { ReviewForm } from './review-form.tsx';
import { stateWords } from './standing.ts';
import { say } from './strings.ts';
import type { SubmitCalls } from './submission.tsx';
import { Submissions } from './submissions.tsx';
import { Thread } from './thread.tsx';
import { useLoaded } from './use-loaded.ts';

/** The card with the choice of a member, and everyone's date. */
export function Office({ engine, view, calls }: { engine: Engine; view: EngineView; calls: SubmitCalls }) {
  const id = useId();
  const [chosen, setChosen] = useState('');
  const [asked, setAsked] = useState(false);
  const choice = useRef<HTMLSelectElement>(null);
  useEffect(() => {
    if (calls.made === calls.answered) return;
    calls.answered = calls.made;
    setAsked(true);
    choice.current?.focus();
  }, [calls.made]);
  const { grid } = view;
  if (!grid) return null;
  const row = grid.rows.find((each) => each.member === chosen);
  const period = row?.status.period ?? grid.period;
  return (
    <Section title={say('cycle.office.title', { period })}>
      <div role="status">{asked ? <p class="note">{say('cycle.office.which')}</p> : null}</div>
      <div class="field">
        <label for={id}>{say('cycle.office.member')}</label>
        <select id={id} ref={choice} value={chosen} onChange={(event) => setChosen(event.currentTarget.value)}>
          <option value="">{say('cycle.office.choose')}</option>
          {grid.rows.map((each) => (
            <option key={each.member} value={each.member}>
              {memberName(view, each.member)}
            </option>
          ))}
        </select>
      </div>
      {row ? <OneMember key={`${row.member} ${period}`} engine={engine} view={view} row={row} /> : null}
      <MoveDates engine={engine} period={grid.period} today={grid.today} />
    </Section>
  );
}

function OneMember({ engine, view, row }: { engine: Engine; view: EngineView; row: Row }) {
  const { member, status } = row;
  const { period } = status;
  const { value: file, failure } = useLoaded(`${period} ${member} ${view.grid?.cursor} ${view.grid?.today}`, () => engine.memberFile({ period, member }));
  if (!file) return failure ? <FailureNote failure={failure} /> : <p class="hint">{say('pane.working')}</p>;
  return (
    <>
      <p class="row-state">{stateWords(file.standing, timeZoneOf(view))}</p>
      <MemberOffice engine={engine} view={view} row={row} period={period} file={file} />
    </>
  );
}

/** What the Secretariat can do about one member in a period; in the pane, and in place on the overview page. */
export function MemberOffice(props: { engine: QuarterActions; view: QuarterView; row: Row; period: string; file: MemberFile }) {
  const { engine, view, row, period, file } = props;
  const { member } = row;
  return (
    <>
      <Waiting engine={engine} view={view} file={file} />
      <Review engine={engine} row={row} period={period} file={file} />
      <Disclosure summary={say('cycle.submissions')}>{() => <Submissions engine={engine} view={view} submissions={file.submissions} />}</Disclosure>
      <Disclosure summary={say('cycle.office.on-behalf')}>{() => <OnBehalfForm engine={engine} period={period} member={member} />}</Disclosure>
      <AskForms engine={engine} period={period} member={member} dueOn={file.standing.dueOn} grants />
      <Disclosure summary={say('pane.reminders.of-member')}>{() => <MemberReminders engine={engine} view={view} member={member} />}</Disclosure>
      <Thread engine={engine} view={view} row={row.row} comments={file.comments.filter((comment) => comment.row === row.row)} />
    </>
  );
}

/** Requests with their answers; the newest of each kind can be answered, also anew. */
function Waiting({ engine, view, file }: { engine: QuarterActions; view: QuarterView; file: MemberFile }) {
  const answerable = newestOfEachKind(file.requests);
  return (
    <>
      {file.requests.toReversed().map((request) => (
        <div key={request.number}>
          <Requests view={view} requests={[request]} />
          {answerable.includes(request) ? (
            <Disclosure summary={say('cycle.office.answer')}>{() => <AnswerForm engine={engine} request={request} />}</Disclosure>
          ) : null}
        </div>
      ))}
    </>
  );
}

function Review({ engine, row, period, file }: { engine: QuarterActions; row: Row; period: string; file: MemberFile }) {
  const [said, setSaid] = useState('');
  const { submission } = file.standing;
  return (
    <>
      <p role="status">{said}</p>
      {submission === undefined ? null : (
        <Disclosure key={`${submission} ${file.reviews.length}`} summary={say('cycle.office.review', { number: submission })}>
          {() => <ReviewForm {...{ engine, submission, row, period }} member={row.member} onGiven={setSaid} />}
        </Disclosure>
      )}
    </>
  );
}
