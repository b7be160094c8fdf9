/** The Secretariat moves everyone's date of the period in work. */
import { useId, useState } from 'preact/hooks';
import type { PeriodDates } from '#contract/period.ts';
import type { Engine } from '../sync/view.ts';
import { Disclosure } from './disclosure.tsx';
import { dateInWords, say } from './strings.ts';
import { WordsForm } from './words-form.tsx';

/** A line that opens into the new day and its reason. */
export function MoveDates({ engine, period, today }: { engine: Engine; period: string; today: string }) {
  const id = useId();
  const [day, setDay] = useState('');
  const [moved, setMoved] = useState<PeriodDates>();
  const send = async (reason: string) => setMoved(await engine.moveDates(period, { dueOn: day, reason }));
  return (
    <Disclosure summary={say('cycle.dates')}>
      {() => (
        <>
          <p class="hint">{say('cycle.dates.why', { period })}</p>
          <WordsForm label={say('cycle.ask.reason')} button={say('cycle.dates')} disabled={day === ''} send={send}>
            <div class="field">
              <label for={id}>{say('cycle.ask.due')}</label>
              <input id={id} type="date" min={today} value={day} onInput={(event) => setDay(event.currentTarget.value)} />
            </div>
          </WordsForm>
          <p role="status">
            {moved ? say('cycle.dates.done', { period: moved.period, dueOn: dateInWords(moved.dueOn), closesOn: dateInWords(moved.closesOn) }) : ''}
          </p>
        </>
      )}
    </Disclosure>
  );
}
