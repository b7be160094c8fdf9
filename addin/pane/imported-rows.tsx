/** The rows of an imported file, each with what comes and what goes, cell by cell. */
import type { ImportedRow } from '#contract/import.ts';
import { without } from '../sync/lines.ts';
import type { EngineView } from '../sync/view.ts';
import { columnLabel } from './names.ts';
import { say } from './strings.ts';

/** Rows that the file touches first, unchanged ones after them. */
export function ImportedRows({ view, rows }: { view: EngineView; rows: ImportedRow[] }) {
  const ordered = [...rows].sort((a, b) => Number(a.status === 'unchanged') - Number(b.status === 'unchanged'));
  return (
    <ul class="list">
      {ordered.map((row) => (
        <li key={row.row}>
          <details>
            <summary>{say('pane.import.row', { name: row.name, state: stateInWords(row) })}</summary>
            <p class={row.matchedBy === 'number' ? 'attention' : 'hint'}>{say(`pane.import.matched.${row.matchedBy}`)}</p>
            {row.problem ? <p class="note note-error">{row.problem.detail}</p> : null}
            {row.cells.map((cell) => (
              <CellChange key={cell.column} label={columnLabel(view, cell.column)} before={cell.before} after={cell.after} />
            ))}
          </details>
        </li>
      ))}
    </ul>
  );
}

function stateInWords({ status, version }: ImportedRow): string {
  return status === 'saved' && version !== undefined ? say('pane.import.state.saved-version', { version }) : say(`pane.import.state.${status}`);
}

/** Lines that come and lines that go; what is on both sides stays unsaid. */
function CellChange({ label, before, after }: { label: string; before: string[]; after: string[] }) {
  const comes = without(after, before);
  const goes = without(before, after);
  return (
    <div class="side">
      <h4>{label}</h4>
      {comes.length > 0 ? (
        <p class="comes">
          <strong>{say('pane.import.comes')}</strong> <ins>{comes.join('\n')}</ins>
        </p>
      ) : null}
      {goes.length > 0 ? (
        <p class="goes">
          <strong>{say('pane.import.goes')}</strong> <del>{goes.join('\n')}</del>
        </p>
      ) : null}
    </div>
  );
}
