/** How my row is marked (TLP 2.0), and which of its lines are marked otherwise. */
import type { Grid, Row } from '#contract/grid.ts';
import { isNarrower, markedItems, markingOfRow } from '#contract/marking.ts';
import { say } from './strings.ts';

/** The marking in words, and a list of the lines that differ. */
export function RowMarking({ grid, row }: { grid: Grid; row: Row }) {
  const marking = markingOfRow(row, grid);
  const lines = markedItems(row).filter((item) => isNarrower(item.marking, marking));
  return (
    <div class="row-marking">
      <p class="hint">{say('pane.row.marking', { marking })}</p>
      {lines.length === 0 ? null : (
        <ul class="hint">
          {lines.map((item) => (
            <li key={item.itemId}>{say('pane.row.marked-line', { marking: item.marking, text: item.text })}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
