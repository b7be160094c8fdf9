/** What changed in one version, column by column and item by item: a word for each kind of change, colour and line only beside it. */
import type { RowChange } from '#contract/row-changes.ts';
import type { EngineView } from '../sync/view.ts';
import { type HistoryScene, ItemLife } from './item-life.tsx';
import { columnLabel } from './names.ts';
import { say } from './strings.ts';
import { WordChanges } from './word-changes.tsx';

/** Shows the changes of a version of a row. */
export function VersionChanges({ changes, ...scene }: HistoryScene & { changes: RowChange[] }) {
  const { view } = scene;
  if (changes.length === 0) return <p>{say('history.no-change')}</p>;
  return (
    <>
      {columnsOf(view, changes).map((column) => (
        <div key={column} class="version-column">
          <h4>{columnLabel(view, column)}</h4>
          <ul>
            {changes
              .filter((change) => change.column === column)
              .map((change, at) => (
                <li key={at} class={`change change-${change.change}`}>
                  <ChangeLine view={view} change={change} />
                  {'itemId' in change ? <ItemLife {...scene} item={change} /> : null}
                </li>
              ))}
          </ul>
        </div>
      ))}
    </>
  );
}

function ChangeLine({ view, change }: { view: EngineView; change: RowChange }) {
  if (change.change === 'reordered') return <>{say('history.reordered')}</>;
  const places = 'from' in change ? { from: columnLabel(view, change.from), to: columnLabel(view, change.column) } : {};
  return (
    <>
      <span class="change-word">{say(`history.${change.change}`, places)}</span> <ChangedText change={change} />
    </>
  );
}

function ChangedText({ change }: { change: Exclude<RowChange, { change: 'reordered' }> }) {
  if ('before' in change) return <WordChanges before={change.before} text={change.text} />;
  if (change.change === 'added') return <ins class="came change-text">{change.text}</ins>;
  if (change.change === 'removed') return <del class="went change-text">{change.text}</del>;
  return <span class="change-text">{change.text}</span>;
}

/** The columns with changes, in the grid's order; those that it no longer has come last. */
function columnsOf(view: EngineView, changes: RowChange[]): string[] {
  const order = view.grid?.definition.sheets.flatMap(({ columns }) => columns.map(({ key }) => key)) ?? [];
  const place = (column: string): number => (order.includes(column) ? order.indexOf(column) : order.length);
  return [...new Set(changes.map(({ column }) => column))].sort((a, b) => place(a) - place(b));
}
