/** The comments of a row, oldest first, and a field for the next one. */
import type { Comment } from '#contract/answer.ts';
import type { Engine, EngineView } from '../sync/view.ts';
import { Disclosure } from './disclosure.tsx';
import { rowName, timeZoneOf } from './names.ts';
import { instantInWords, say } from './strings.ts';
import { WordsForm } from './words-form.tsx';

/** A line with their number that opens into the thread. */
export function Thread({ engine, view, row, comments }: { engine: Engine; view: EngineView; row: string; comments: readonly Comment[] }) {
  return (
    <Disclosure summary={say('cycle.thread', { count: comments.length })}>
      {() => (
        <>
          {comments.length === 0 ? <p class="hint">{say('cycle.thread.none')}</p> : null}
          <ol class="list thread">
            {comments.map((comment) => (
              <li key={comment.number}>
                <p class="hint">{headOf(comment, view)}</p>
                <p class="said">{comment.text}</p>
              </li>
            ))}
          </ol>
          <WordsForm label={say('cycle.thread.write')} button={say('cycle.send')} send={(text) => engine.comment(row, { text })} />
        </>
      )}
    </Disclosure>
  );
}

function headOf({ from, at, row }: Comment, view: EngineView): string {
  const when = instantInWords(at, timeZoneOf(view));
  return from === 'secretariat' ? say('cycle.thread.secretariat', { at: when }) : say('cycle.thread.member', { name: rowName(view, row), at: when });
}
