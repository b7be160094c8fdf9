/** One list of the row: its items, adding one, what is wrong with it, and wordings to look at with their correction. */
import { useId } from 'preact/hooks';
import type { Column } from '#contract/grid.ts';
import { cellError, cellWarnings, linesOfInput } from '#contract/validation.ts';
import { Button } from '../pane/parts.tsx';
import { say } from '../pane/strings.ts';
import { ItemRow, type ItemSteps } from './item-row.tsx';
import { type FormItem, inputOf } from './lists.ts';
import type { Hand } from './use-hand.ts';
import type { FormView } from './view.ts';

/** The editor of a column; a plain text area for a column of kind `text`. */
export function ListEditor({ view, column, hand }: { view: FormView; column: Column; hand: Hand }) {
  const id = useId();
  const items = view.lists[column.key] ?? [];
  const error = cellError(column, inputOf(column, items));
  const describedBy = error ? `${id}-error` : undefined;
  return (
    <section class="cell-editor" data-list={column.key} aria-labelledby={id}>
      <h3 id={id} tabIndex={-1}>
        {column.label}
      </h3>
      {column.kind === 'text' ? (
        <TextEditor {...{ view, column, hand, describedBy }} labelledBy={id} />
      ) : (
        <Items {...{ view, column, hand, describedBy }} invalid={error !== undefined} />
      )}
      {error ? (
        <p class="note note-error" role="alert" id={describedBy}>
          {say(error.code, error.params)}
        </p>
      ) : null}
      <Wordings {...{ view, column, hand }} />
    </section>
  );
}

interface PartProps {
  view: FormView;
  column: Column;
  hand: Hand;
  describedBy: string | undefined;
}

function TextEditor({ view, column, hand, describedBy, labelledBy }: PartProps & { labelledBy: string }) {
  return (
    <textarea
      rows={4}
      value={view.lists[column.key]?.[0]?.text ?? ''}
      readOnly={view.saving}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      onInput={(event) => hand.write(column.key, event.currentTarget.value)}
    />
  );
}

function Items({ view, column, hand, describedBy, invalid }: PartProps & { invalid: boolean }) {
  const items = view.lists[column.key] ?? [];
  const usual = USUAL[column.key];
  const others = view.columns.filter(({ key, kind }) => kind === 'items' && key !== column.key).map(({ key, label }) => ({ key, label }));
  return (
    <>
      {items.length === 0 ? <p class="hint">{say('form.list-empty')}</p> : null}
      <ul class={hand.over && 'column' in hand.over && hand.over.column === column.key && !('uid' in hand.over) ? 'items items-over' : 'items'}>
        {items.map((item, at) => (
          <ItemRow
            key={item.uid}
            item={item}
            label={column.label}
            number={at + 1}
            count={items.length}
            usual={others.filter(({ key }) => key === usual)}
            others={others.filter(({ key }) => key !== usual)}
            readOnly={view.saving}
            invalid={invalid}
            describedBy={describedBy}
            mark={hand.markOf(item.uid)}
            open={hand.open === item.uid}
            steps={stepsOf(hand, item)}
          />
        ))}
      </ul>
      {view.saving ? null : (
        <button type="button" class="button add" data-add={column.key} onClick={() => hand.add(column.key)}>
          <span aria-hidden="true">+ </span>
          <span>{say('form.add')}</span>
          <span class="hidden">: {column.label}</span>
        </button>
      )}
    </>
  );
}

/** The list that items of one usually go to: what is in process becomes accomplished. In a grid without these columns every list is another one. */
const USUAL: Readonly<Record<string, string>> = { inProcess: 'accomplished' };

function stepsOf(hand: Hand, item: FormItem): ItemSteps {
  return {
    type: (text) => hand.type(item.uid, text),
    split: (before, after) => hand.split(item.uid, { before, after }),
    up: () => hand.shift(item.uid, -1),
    down: () => hand.shift(item.uid, 1),
    remove: () => hand.remove(item.uid),
    moveTo: (column) => hand.moveTo(item.uid, column),
    drag: (event) => hand.drag(event, item.uid),
    toggle: () => hand.toggle(item.uid),
  };
}

function Wordings({ view, column, hand }: { view: FormView; column: Column; hand: Hand }) {
  const lines = linesOfInput(column, inputOf(column, view.lists[column.key] ?? []));
  const warnings = cellWarnings(column, lines, view.wordingRules);
  if (warnings.length === 0) return null;
  return (
    <ul class="wordings">
      {warnings.map((warning) => (
        <li key={`${warning.line} ${warning.proposal}`} class="note note-attention">
          <p>{say('check.wording', warning.params)}</p>
          <Button disabled={view.saving} onClick={() => hand.correct(column, { line: warning.line, text: warning.proposal })}>
            {say('form.correct', { text: warning.proposal })}
          </Button>
        </li>
      ))}
    </ul>
  );
}
