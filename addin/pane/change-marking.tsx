/** Changing who may read a row or one of its lines: a button, and a question in its place. What is allowed is decided by the service; here it is said before. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { MarkingRequest } from '#contract/entry.ts';
import type { Grid, Item, Marking, Row } from '#contract/grid.ts';
import { isNarrower, markingOfRow } from '#contract/marking.ts';
import type { Engine, EngineView } from '../sync/view.ts';
import { MarkingChoice, ReasonField, WHOLE_ROW, WhatChoice } from './marking-fields.tsx';
import { memberName } from './names.ts';
import { Button, FailureNote, Question } from './parts.tsx';
import { meaningOf } from './row-marking.tsx';
import { say } from './strings.ts';
import { useTask } from './use-task.ts';

interface Props {
  engine: Engine;
  view: EngineView;
  grid: Grid;
  row: Row;
}

/** The button, the question and, afterwards, what became of it. */
export function ChangeMarking(props: Props) {
  const [asking, setAsking] = useState(false);
  const [said, setSaid] = useState('');
  const status = useRef<HTMLParagraphElement>(null);
  // The question that was answered is gone, and the focus with it.
  useEffect(() => {
    if (said !== '') status.current?.focus();
  }, [said]);
  return (
    <>
      <p role="status" tabIndex={-1} ref={status}>
        {said}
      </p>
      {asking ? (
        <MarkingQuestion
          {...props}
          onCancel={() => setAsking(false)}
          onDone={(sentence) => {
            setAsking(false);
            setSaid(sentence);
          }}
        />
      ) : (
        <Button
          look="link"
          onClick={() => {
            setSaid('');
            setAsking(true);
          }}
        >
          {say('marking.change')}
        </Button>
      )}
    </>
  );
}

function MarkingQuestion({ engine, view, grid, row, onCancel, onDone }: Props & { onCancel: () => void; onDone: (sentence: string) => void }) {
  const secretariat = view.me?.role === 'secretariat';
  const task = useTask<true>();
  const [what, setWhat] = useState(WHOLE_ROW);
  const [chosen, setChosen] = useState<Marking | undefined>();
  const [reason, setReason] = useState(view.reason);
  const ofRow = markingOfRow(row, grid);
  const current = what === WHOLE_ROW ? ofRow : markingOfLine(row, { itemId: what, ofRow });
  const marking = chosen ?? current;
  const widens = current !== undefined && marking !== undefined && isNarrower(current, marking);
  const ready = current !== undefined && marking !== undefined && marking !== current && (!widens || reason.trim() !== '');
  const change = async () => {
    if (marking === undefined) return;
    const request: MarkingRequest = {
      marking,
      ...(what === WHOLE_ROW ? {} : { items: [what] }),
      ...(secretariat && reason.trim() !== '' ? { reason: reason.trim() } : {}),
    };
    const done = await task.run(async () => {
      await engine.changeMarking(row.row, request);
      return true;
    });
    if (!done) return;
    const params = { member: memberName(view, row.member), marking, means: meaningOf(marking, { grid, row }) };
    onDone(say(what === WHOLE_ROW ? 'marking.changed-row' : 'marking.changed-line', params));
  };
  return (
    <Question
      title={say('marking.question')}
      answers={
        <Button look="primary" busy={task.busy} disabled={!ready} onClick={() => void change()}>
          {task.busy ? say('pane.working') : say('marking.yes')}
        </Button>
      }
      onCancel={onCancel}
    >
      <WhatChoice
        {...{ view, row, what, ofRow }}
        onChoose={(next) => {
          setWhat(next);
          setChosen(undefined);
          task.clear();
        }}
      />
      {current === undefined || marking === undefined ? (
        <p class="note note-attention">{say('marking.line-gone')}</p>
      ) : (
        <MarkingChoice {...{ grid, row, current, marking, mayWiden: secretariat }} onChoose={setChosen} />
      )}
      {what !== WHOLE_ROW && marking !== undefined && isNarrower(ofRow, marking) ? (
        <p class="hint">{say('marking.row-is-narrower', { marking: ofRow })}</p>
      ) : null}
      {secretariat ? <ReasonField reason={reason} needed={widens} onChange={setReason} /> : null}
      <p class="hint">{say('marking.history-too')}</p>
      <FailureNote failure={task.failure} />
    </Question>
  );
}

/** The marking that a change of it starts from: the line's own, else the row's. Undefined: the line has gone meanwhile. */
function markingOfLine({ cells }: Row, { itemId, ofRow }: { itemId: string; ofRow: Marking }): Marking | undefined {
  const item = Object.values(cells)
    .flatMap((cell): Item[] => (typeof cell === 'string' ? [] : cell))
    .find((each) => each.itemId === itemId);
  return item && (item.marking ?? ofRow);
}
