/** One version of a row: who saved it, when, by which route and why, what changed in it, the whole row as it was, the way back to it. */
import type { RowVersion } from '#contract/edit.ts';
import type { Cell, Cells } from '#contract/grid.ts';
import { rowChanges } from '#contract/row-changes.ts';
import { mayEdit } from '../sync/state.ts';
import { Disclosure } from './disclosure.tsx';
import { type HistoryScene, ItemLife } from './item-life.tsx';
import { columnLabel, timeZoneOf } from './names.ts';
import { Restore } from './restore.tsx';
import { instantInWords, say } from './strings.ts';
import { VersionChanges } from './version-changes.tsx';

interface VersionProps extends HistoryScene {
  member: string;
  /** The number of the row's newest version. */
  newest: number;
  version: RowVersion;
  /** The version before; absent for the first one. */
  before: RowVersion | undefined;
  onRestored: (sentence: string) => void;
}

/** The card of a version. */
export function VersionCard({ member, newest, version, before, onRestored, ...scene }: VersionProps) {
  const { view, nameOf } = scene;
  const number = version.version;
  const who = { by: nameOf(version.by), at: instantInWords(version.at, timeZoneOf(view)), route: routeInWords(version.route) };
  return (
    <li class="version">
      <h3>{say(number === newest ? 'history.version-newest' : 'history.version', { version: number })}</h3>
      <p class="hint">{say('history.who', who)}</p>
      {version.reason === undefined ? null : <p>{say('history.reason', { reason: version.reason })}</p>}
      {number === 1 ? <p>{say('history.set-up')}</p> : <VersionChanges {...scene} changes={rowChanges(before?.cells ?? {}, version.cells)} />}
      <Disclosure summary={say('history.whole', { version: number })}>{() => <WholeRow {...scene} cells={version.cells} />}</Disclosure>
      {number === newest || !mayEdit(view.me, member) ? null : <Restore {...scene} version={number} onDone={onRestored} />}
    </li>
  );
}

function WholeRow({ cells, ...scene }: HistoryScene & { cells: Cells }) {
  return Object.entries(cells).map(([column, cell]) => (
    <div key={column} class="version-column">
      <h4>{columnLabel(scene.view, column)}</h4>
      <CellText {...scene} cell={cell} />
    </div>
  ));
}

function CellText({ cell, ...scene }: HistoryScene & { cell: Cell }) {
  if (cell.length === 0) return <p class="hint">{say('history.empty-cell')}</p>;
  if (typeof cell === 'string') return <p class="change-text">{cell}</p>;
  return (
    <ul>
      {cell.map((item) => (
        <li key={item.itemId} class="change">
          <span class="change-text">{item.text}</span>
          <ItemLife {...scene} item={item} />
        </li>
      ))}
    </ul>
  );
}

const ROUTES = ['addin', 'form', 'packet', 'import', 'system'] as const;

/** A route of a newer service keeps its own name. */
function routeInWords(route: string): string {
  const known = ROUTES.find((each) => each === route);
  return known ? say(`history.route.${known}`) : route;
}
