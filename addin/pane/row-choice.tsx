/** The choice of one row, by its member's name. */
import { useId } from 'preact/hooks';
import type { EngineView } from '../sync/view.ts';
import { memberName } from './names.ts';

/** A field with the rows of the grid. */
export function RowChoice(props: { view: EngineView; label: string; row: string; onChoose: (row: string) => void }) {
  const { view, label, row, onChoose } = props;
  const id = useId();
  return (
    <div class="field field-row">
      <label for={id}>{label}</label>
      <select id={id} value={row} onChange={(event) => onChoose(event.currentTarget.value)}>
        {view.grid?.rows.map((each) => (
          <option key={each.row} value={each.row}>
            {memberName(view, each.member)}
          </option>
        ))}
      </select>
    </div>
  );
}
