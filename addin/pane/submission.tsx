/**
 * Submitting: two buttons, a short question in place, the answer with its number. A row with typing that is not saved, or that can't be
 * saved, is not submitted; warnings need "submit anyway".
 */

import { useEffect, useState } from 'preact/hooks';
import type { Row } from '#contract/grid.ts';
import type { Statement, Submission as Taken } from '#contract/period.ts';
import type { Engine, EngineView } from '../sync/view.ts';
import { memberName, timeZoneOf } from './names.ts';
import { Button, FailureNote, Question } from './parts.tsx';
import { ReceiptButton } from './receipt-button.tsx';
import { instantInWords, say } from './strings.ts';
import { type Task, useTask } from './use-task.ts';

/** How often the ribbon's Submit was pressed, and how many of these presses have opened the question. One object for the life of the pane. */
export interface SubmitCalls {
  made: number;
  answered: number;
}

/** The submission part of the card of my row. */
export function Submission({ engine, view, row, calls }: { engine: Engine; view: EngineView; row: Row; calls: SubmitCalls }) {
  const [question, setQuestion] = useState<Statement | undefined>();
  const task = useTask<Taken>();
  const { period } = row.status;
  const ask = (statement: Statement) => {
    task.clear();
    setQuestion(statement);
  };
  useEffect(() => {
    if (calls.made === calls.answered) return;
    calls.answered = calls.made;
    ask('updated');
  }, [calls.made]);
  const submit = async (statement: Statement, despiteWarnings: boolean) => {
    const taken = await task.run(() => engine.submit({ period, member: row.member, statement, despiteWarnings }));
    if (taken) setQuestion(undefined);
  };
  return (
    <div class="submission">
      {question ? (
        <Confirmation
          key={question}
          statement={question}
          text={questionText(view, row, question)}
          obstacle={obstacleOf(view, row)}
          task={task}
          onSubmit={submit}
          onCancel={() => {
            task.clear();
            setQuestion(undefined);
          }}
        />
      ) : (
        <div class="buttons">
          <Button look="primary" onClick={() => ask('updated')}>
            {say('pane.submit.button', { period })}
          </Button>
          <Button onClick={() => ask('nothing-to-report')}>{say('pane.submit.nothing-button')}</Button>
        </div>
      )}
      {task.result && !question ? <Receipt engine={engine} taken={task.result} timeZone={timeZoneOf(view)} /> : null}
    </div>
  );
}

function Confirmation(props: {
  statement: Statement;
  text: { title: string; body: string };
  obstacle: string | undefined;
  task: Pick<Task<Taken>, 'busy' | 'failure'>;
  onSubmit: (statement: Statement, despiteWarnings: boolean) => Promise<void>;
  onCancel: () => void;
}) {
  const { statement, task } = props;
  const warned = task.failure?.code === 'has-errors';
  const label = warned ? say('pane.submit.despite') : say(statement === 'updated' ? 'pane.submit.yes' : 'pane.submit.nothing-yes');
  const answer = (
    <Button look="primary" busy={task.busy} disabled={props.obstacle !== undefined} onClick={() => void props.onSubmit(statement, warned)}>
      {label}
    </Button>
  );
  return (
    <Question title={props.text.title} answers={answer} onCancel={props.onCancel}>
      <p>{props.text.body}</p>
      {props.obstacle === undefined ? null : (
        <p class="note note-attention" role="status">
          {props.obstacle}
        </p>
      )}
      {warned ? (
        <p class="note note-attention" role="alert">
          {task.failure?.sentence}
        </p>
      ) : (
        <FailureNote failure={task.failure} />
      )}
    </Question>
  );
}

function questionText(view: EngineView, row: Row, statement: Statement): { title: string; body: string } {
  const params = { period: row.status.period, member: memberName(view, row.member), version: row.version };
  return statement === 'updated'
    ? { title: say('pane.submit.confirm-title', params), body: say('pane.submit.confirm', params) }
    : { title: say('pane.submit.nothing-title', params), body: say('pane.submit.nothing-confirm', params) };
}

/** Why the row can't be submitted at this moment, if so. */
function obstacleOf(view: EngineView, row: Row): string | undefined {
  const waiting = view.pending.filter((edit) => edit.row === row.row).reduce((sum, edit) => sum + edit.columns.length, 0);
  const blocked = view.problems.filter((problem) => problem.row === row.row && (problem.kind === 'error' || problem.kind === 'refused')).length;
  const undecided = view.conflicts.filter((conflict) => conflict.row === row.row).length;
  if (view.connection.state !== 'online') return say('pane.submit.offline');
  if (blocked > 0) return say('pane.submit.blocked', { count: blocked });
  if (undecided > 0) return say('pane.submit.undecided', { count: undecided });
  return waiting > 0 ? say('pane.submit.waiting', { count: waiting }) : undefined;
}

/** What was taken, with the signed note as its proof. */
function Receipt({ engine, taken, timeZone }: { engine: Engine; taken: Taken; timeZone: string }) {
  const params = { period: taken.period, number: taken.number, at: instantInWords(taken.submittedAt, timeZone) };
  return (
    <div class="note note-good" role="status">
      <p>{taken.statement === 'updated' ? say('pane.submit.done', params) : say('pane.submit.done-nothing', params)}</p>
      <ReceiptButton engine={engine} period={taken.period} number={taken.number} />
      <details>
        <summary>{say('pane.submit.proof')}</summary>
        <p>{say('pane.submit.proof-why')}</p>
        <pre>{taken.checkpoint}</pre>
      </details>
    </div>
  );
}
