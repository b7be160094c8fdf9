/** The grid as it stood at the end of a quarter or of a day: what time, and the way into a second sheet. */
import { useId, useState } from 'preact/hooks';
import { lastDayOf } from '../sync/as-of.ts';
import type { Engine, EngineView } from '../sync/view.ts';
import { Button, FailureNote, Section } from './parts.tsx';
import { say, shortDateInWords } from './strings.ts';
import { useLoaded } from './use-loaded.ts';
import { useTask } from './use-task.ts';

const A_DAY = '';

/** The card with the choice and its button. */
export function AsOf({ engine, view }: { engine: Engine; view: EngineView }) {
  const today = view.grid?.today ?? '';
  const periods = useLoaded(today, () => engine.periods());
  const ended = (periods.value ?? []).map(({ period }) => period).filter((period) => (lastDayOf(period) ?? today) < today);
  const [chosen, setChosen] = useState<string | undefined>();
  const [day, setDay] = useState(today);
  const task = useTask<{ date: string; sheet: string }>();
  const period = chosen ?? ended.at(-1) ?? A_DAY;
  const asOf = period === A_DAY ? day : period;
  const lastDay = lastDayOf(asOf);
  const date = lastDay === undefined ? '' : shortDateInWords(lastDay);
  const id = useId();
  const show = () => task.run(async () => ({ date, ...(await engine.showAsOf(asOf)) }));
  return (
    <Section title={say('history.as-of-title')}>
      <p class="hint">{say('history.as-of-why')}</p>
      <div class="field field-row">
        <label for={id}>{say('history.as-of-choice')}</label>
        <select id={id} value={period} onChange={(event) => setChosen(event.currentTarget.value)}>
          {ended.toReversed().map((each) => (
            <option key={each} value={each}>
              {say('history.as-of-period', { period: each, date: shortDateInWords(lastDayOf(each) ?? '') })}
            </option>
          ))}
          <option value={A_DAY}>{say('history.as-of-day')}</option>
        </select>
      </div>
      {period === A_DAY ? (
        <div class="field">
          <label for={`${id}-day`}>{say('history.as-of-date')}</label>
          <input id={`${id}-day`} type="date" max={today} value={day} onInput={(event) => setDay(event.currentTarget.value)} />
        </div>
      ) : null}
      <Button busy={task.busy} disabled={lastDay === undefined} onClick={() => void show()}>
        {date === '' ? say('history.as-of-button-none') : say('history.as-of-button', { date })}
      </Button>
      <div role="status">{task.result ? <p class="note note-good">{say('history.as-of-done', task.result)}</p> : null}</div>
      <FailureNote failure={task.failure ?? periods.failure} />
    </Section>
  );
}
