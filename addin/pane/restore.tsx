/** Restoring a version: a button, and a question in its place before anything is changed. The Secretariat says why. */
import { useId, useState } from 'preact/hooks';
import type { EngineView, Restored, RowActions } from '../sync/view.ts';
import { Button, FailureNote, Question } from './parts.tsx';
import { say } from './strings.ts';
import { useTask } from './use-task.ts';

/** The way back to one version of a row. `onDone` gets what is to be said. */
export function Restore(props: { engine: RowActions; view: EngineView; row: string; version: number; onDone: (sentence: string) => void }) {
  const { engine, view, row, version } = props;
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState(view.reason);
  const task = useTask<Restored>();
  const id = useId();
  const needsReason = view.me?.role === 'secretariat';
  const noGrid = view.workbook !== 'grid';
  const restore = async () => {
    if (needsReason) engine.setReason(reason.trim());
    const restored = await task.run(() => engine.restore({ row, version }));
    if (!restored) return;
    setAsking(false);
    props.onDone(sentenceOf(restored, version));
  };
  if (!asking) {
    return (
      <>
        <Button disabled={noGrid} {...(noGrid ? { describedBy: id } : {})} onClick={() => setAsking(true)}>
          {say('history.restore')}
          <span class="hidden"> {say('history.restore-of', { version })}</span>
        </Button>
        {noGrid ? (
          <p class="hint" id={id}>
            {say('history.restore-no-grid')}
          </p>
        ) : null}
      </>
    );
  }
  const answer = (
    <Button look="primary" busy={task.busy} disabled={needsReason && reason.trim() === ''} onClick={() => void restore()}>
      {task.busy ? say('pane.working') : say('history.restore-yes')}
    </Button>
  );
  return (
    <Question
      title={say('history.restore-title', { version })}
      answers={answer}
      onCancel={() => {
        task.clear();
        setAsking(false);
      }}
    >
      <p>{say('history.restore-why', { version })}</p>
      {needsReason ? (
        <div class="field">
          <label for={id}>{say('history.restore-reason')}</label>
          <input id={id} type="text" maxLength={1000} value={reason} onInput={(event) => setReason(event.currentTarget.value)} />
        </div>
      ) : null}
      <FailureNote failure={task.failure} />
    </Question>
  );
}

function sentenceOf({ outcome, version }: Restored, restored: number): string {
  if (outcome === 'saved') return say('history.restored', { restored, version });
  return say(outcome === 'unchanged' ? 'history.restore-unchanged' : 'history.restore-waiting', { restored });
}
