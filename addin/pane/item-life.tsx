/** The life of one item across versions and columns, with its dates; fetched when it is opened. */
import type { ItemStep } from '#contract/item-life.ts';
import type { EngineView, RowActions } from '../sync/view.ts';
import { Disclosure } from './disclosure.tsx';
import { columnLabel, timeZoneOf } from './names.ts';
import { FailureNote } from './parts.tsx';
import { instantInWords, say } from './strings.ts';
import { useLoaded } from './use-loaded.ts';
import { WordChanges } from './word-changes.tsx';

/** What every part of a row's history is drawn with. */
export interface HistoryScene {
  engine: RowActions;
  view: EngineView;
  row: string;
  nameOf: (person: string) => string;
}

interface LivingItem {
  itemId: string;
  text: string;
}

/** One line that opens into the item's life. */
export function ItemLife(props: HistoryScene & { item: LivingItem }) {
  const summary = (
    <>
      {say('history.life')}
      <span class="hidden">{say('history.life-of', { text: props.item.text })}</span>
    </>
  );
  return (
    <Disclosure summary={summary} look="small">
      {() => <Steps {...props} />}
    </Disclosure>
  );
}

function Steps({ engine, view, row, nameOf, item }: HistoryScene & { item: LivingItem }) {
  const version = view.grid?.rows.find((each) => each.row === row)?.version;
  const { value, failure } = useLoaded(`${row} ${item.itemId} ${version}`, () => engine.itemLife(row, item.itemId));
  if (!value) return failure ? <FailureNote failure={failure} /> : <p class="hint">{say('pane.working')}</p>;
  return (
    <>
      <ol class="steps">
        {value.map((step, at) => (
          <li key={step.version}>
            <strong>
              {say(`history.life.${step.change}`, { column: columnLabel(view, step.column), from: columnLabel(view, value[at - 1]?.column ?? '') })}
            </strong>
            <p class="hint">{whenInWords(step, { timeZone: timeZoneOf(view), by: nameOf(step.by) })}</p>
            <StepText step={step} before={value[at - 1]} />
          </li>
        ))}
      </ol>
      <FailureNote failure={failure} />
    </>
  );
}

function StepText({ step, before }: { step: ItemStep; before: ItemStep | undefined }) {
  if (step.change === 'moved' || step.change === 'removed') return null;
  return before && step.change !== 'returned' ? <WordChanges before={before.text} text={step.text} /> : <span class="change-text">{step.text}</span>;
}

function whenInWords({ at, version, route }: ItemStep, { timeZone, by }: { timeZone: string; by: string }): string {
  return say('history.life.when', { at: instantInWords(at, timeZone), version, by, route: say(`history.route.${route}`) });
}
