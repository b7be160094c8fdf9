/** The Secretariat's review of the submission that counts: accepted, or returned with a comment and remarks about items. */
import { useId, useRef, useState } from 'preact/hooks';
import type { ReviewRemark, Verdict } from '#contract/answer.ts';
import type { Row } from '#contract/grid.ts';
import type { QuarterActions } from '../sync/view.ts';
import { Button, FailureNote } from './parts.tsx';
import { say } from './strings.ts';
import { useFocusHome } from './use-focus-home.ts';
import { useTask } from './use-task.ts';

interface Reviewed {
  engine: QuarterActions;
  period: string;
  member: string;
  submission: number;
  row: Row;
  onGiven: (sentence: string) => void;
}

/** A choice of what the words are about, the words, and two verdicts. */
export function ReviewForm({ engine, period, member, submission, row, onGiven }: Reviewed) {
  const id = useId();
  const [about, setAbout] = useState('');
  const [words, setWords] = useState('');
  const [remarks, setRemarks] = useState<ReviewRemark[]>([]);
  const task = useTask<true>();
  const form = useRef<HTMLDivElement>(null);
  useFocusHome(form);
  const text = words.trim();
  const items = itemsOf(row);
  const give = async (verdict: Verdict) => {
    const remarksNow = about !== '' && text !== '' ? [...remarks, remarkAbout(row, about, text)] : remarks;
    const comment = about === '' && text !== '' ? { comment: text } : {};
    const given = await task.run(async () => {
      await engine.review(period, { member, submission, verdict, ...comment, remarks: remarksNow });
      return true;
    });
    if (given) onGiven(say('cycle.office.reviewed'));
  };
  return (
    <div ref={form}>
      <div class="field">
        <label for={`${id}-about`}>{say('cycle.office.about')}</label>
        <select id={`${id}-about`} value={about} onChange={(event) => setAbout(event.currentTarget.value)}>
          <option value="">{say('cycle.office.whole')}</option>
          {items.map((item) => (
            <option key={item.itemId} value={item.itemId}>
              {item.text}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for={`${id}-words`}>{say('cycle.office.comment')}</label>
        <textarea id={`${id}-words`} rows={2} maxLength={2_000} value={words} onInput={(event) => setWords(event.currentTarget.value)} />
      </div>
      {about === '' ? null : (
        <Button
          disabled={text === ''}
          onClick={() => {
            setRemarks([...remarks, remarkAbout(row, about, text)]);
            setWords('');
            setAbout('');
          }}
        >
          {say('cycle.office.add-remark')}
        </Button>
      )}
      <ul class="list">
        {remarks.map((remark, index) => (
          <li key={index}>
            <p class="hint">{items.find((item) => item.itemId === remark.itemId)?.text}</p>
            <p class="said">{remark.text}</p>
          </li>
        ))}
      </ul>
      <FailureNote failure={task.failure} />
      <div class="buttons">
        <Button look="primary" busy={task.busy} onClick={() => void give('accepted')}>
          {say('cycle.office.accept')}
        </Button>
        <Button busy={task.busy} disabled={text === '' && remarks.length === 0} onClick={() => void give('returned')}>
          {say('cycle.office.return')}
        </Button>
      </div>
    </div>
  );
}

const remarkAbout = (row: Row, itemId: string, text: string): ReviewRemark => ({ row: row.row, itemId, text });

function itemsOf({ cells }: Row): { itemId: string; text: string }[] {
  return Object.values(cells).flatMap((cell) => (typeof cell === 'string' ? [] : cell.flatMap((item) => ('text' in item ? [item] : []))));
}
