/** The fields of a change of marking: what, which label, why. */
import { useId } from 'preact/hooks';
import { type Grid, type Item, Marking, type Row } from '#contract/grid.ts';
import { isNarrower } from '#contract/marking.ts';
import type { EngineView } from '../sync/view.ts';
import { columnLabel } from './names.ts';
import { meaningOf } from './row-marking.tsx';
import { say } from './strings.ts';

/** The choice of the row itself; lines are chosen by their itemId. */
export const WHOLE_ROW = '';

/** The choice between the whole row and each of its lines, by column. */
export function WhatChoice(props: { view: EngineView; row: Row; what: string; ofRow: Marking; onChoose: (what: string) => void }) {
  const { view, row, ofRow } = props;
  const id = useId();
  const columns = Object.entries(row.cells).flatMap(([column, cell]) => (typeof cell === 'string' || cell.length === 0 ? [] : [{ column, items: cell }]));
  return (
    <div class="field">
      <label for={id}>{say('marking.what')}</label>
      <select id={id} value={props.what} onChange={(event) => props.onChoose(event.currentTarget.value)}>
        <option value={WHOLE_ROW}>{say('marking.whole-row', { marking: ofRow })}</option>
        {columns.map(({ column, items }) => (
          <optgroup key={column} label={columnLabel(view, column)}>
            {items.map((item) => (
              <option key={item.itemId} value={item.itemId}>
                {say('marking.line', { text: shortened(item), marking: item.marking ?? ofRow })}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </div>
  );
}

/** The labels that this person may choose, the one that holds now among them, each with what it means. */
export function MarkingChoice(props: { grid: Grid; row: Row; current: Marking; marking: Marking; mayWiden: boolean; onChoose: (marking: Marking) => void }) {
  const { grid, row, current, marking, mayWiden } = props;
  const name = useId();
  const choices = Marking.options.filter((one) => mayWiden || !isNarrower(current, one));
  return (
    <>
      <fieldset class="choices">
        <legend>{say('marking.label')}</legend>
        {choices.map((one) => (
          <label key={one}>
            <input type="radio" name={name} value={one} checked={one === marking} onChange={() => props.onChoose(one)} />
            <span>{say('marking.choice', { marking: one, means: meaningOf(one, { grid, row }) })}</span>
          </label>
        ))}
      </fieldset>
      {mayWiden ? null : <p class="hint">{say(choices.length > 1 ? 'marking.only-fewer' : 'marking.fewest')}</p>}
    </>
  );
}

/** The reason, which more readers need. */
export function ReasonField({ reason, needed, onChange }: { reason: string; needed: boolean; onChange: (reason: string) => void }) {
  const [id, hint] = [useId(), useId()];
  return (
    <div class="field">
      <label for={id}>{say('marking.reason')}</label>
      <input
        id={id}
        type="text"
        maxLength={1000}
        value={reason}
        aria-required={needed}
        aria-describedby={needed ? hint : undefined}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      {needed ? (
        <p class="hint" id={hint}>
          {say('marking.reason-needed')}
        </p>
      ) : null}
    </div>
  );
}

/** A select shows one line: a long text is cut. */
const shortened = ({ text }: Item): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text);
