/** One conflict of a line or a whole cell: where it is, what it was, mine, theirs with who and when, the words that differ marked, and the ways to settle it. */
import { useId, useRef, useState } from 'preact/hooks';
import { movedAndTakenOut } from '#contract/settle-conflict.ts';
import type { Choice, EngineView, OpenConflict, RowActions } from '../sync/view.ts';
import { columnLabel, placeName, timeZoneOf } from './names.ts';
import { Button, FailureNote } from './parts.tsx';
import { instantInWords, say } from './strings.ts';
import { useFocusHome } from './use-focus-home.ts';
import { useActorName } from './use-person-name.ts';
import { useTask } from './use-task.ts';
import { type Piece, wordDiff } from './word-diff.ts';

/** The card of one conflict. */
export function ConflictCard(props: { engine: RowActions; view: EngineView; conflict: OpenConflict; number: number }) {
  const { engine, view, conflict } = props;
  const id = useId();
  const card = useRef<HTMLElement>(null);
  useFocusHome(card);
  const nameOf = useActorName(engine, view);
  const task = useTask<void>();
  const [writing, setWriting] = useState<string | undefined>();
  const settle = (choice: Choice) => void task.run(() => engine.settle(conflict.id, choice));
  const base = conflict.base?.text ?? '';
  const mine = conflict.ours?.text ?? '';
  const theirs = conflict.theirs?.text ?? '';
  const compared = conflict.base ? { mine: wordDiff(base, mine).right, theirs: wordDiff(base, theirs).right } : twoSides(mine, theirs);
  const place = placeName(view, conflict);
  const both = isList(view, conflict) && mine !== '' && theirs !== '' && !conflict.twoPlaces;
  return (
    <article class="conflict" aria-labelledby={id} ref={card}>
      <h3 id={id}>
        {conflict.line === undefined
          ? say('pane.conflict.title', { number: props.number, place })
          : say('pane.conflict.title-line', { number: props.number, place, line: conflict.line })}
      </h3>
      {hints(view, conflict).map((hint) => (
        <p key={hint} class="hint">
          {hint}
        </p>
      ))}
      <Side title={say('pane.conflict.base')} pieces={[{ text: base, differs: false }]} absent={say('pane.conflict.was-absent')} />
      <Side title={say('pane.conflict.mine')} pieces={compared.mine} absent={say('pane.conflict.absent')} />
      <Side title={theirsTitle(conflict, { nameOf, timeZone: timeZoneOf(view) })} pieces={compared.theirs} absent={say('pane.conflict.absent')} />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields; this groups buttons under the name of their card */}
      <div class="buttons" role="group" aria-labelledby={id}>
        <Button busy={task.busy} onClick={() => settle({ keep: 'mine' })}>
          {say('pane.conflict.keep-mine')}
        </Button>
        <Button busy={task.busy} onClick={() => settle({ keep: 'theirs' })}>
          {say('pane.conflict.take-theirs')}
        </Button>
        {both ? (
          <Button busy={task.busy} onClick={() => settle({ keep: 'both' })}>
            {say('pane.conflict.keep-both')}
          </Button>
        ) : null}
        {conflict.twoPlaces ? null : (
          <Button busy={task.busy} onClick={() => setWriting(writing ?? mine)}>
            {say('pane.conflict.new-text')}
          </Button>
        )}
        <Button look="link" onClick={() => void task.run(() => engine.jumpTo({ row: conflict.row, column: conflict.column }))}>
          {say('pane.problems.go', { place })}
        </Button>
      </div>
      {writing === undefined ? null : (
        <NewText
          text={writing}
          onChange={setWriting}
          onCancel={() => setWriting(undefined)}
          onSave={() => settle({ keep: 'text', text: writing })}
          busy={task.busy}
        />
      )}
      <FailureNote failure={task.failure} />
    </article>
  );
}

function Side({ title, pieces, absent }: { title: string; pieces: Piece[]; absent: string }) {
  const empty = pieces.every((piece) => piece.text === '');
  return (
    <div class="side">
      <h4>{title}</h4>
      {empty ? (
        <p class="side-absent">{absent}</p>
      ) : (
        <p class="side-text">{pieces.map((piece, index) => (piece.differs ? <mark key={index}>{piece.text}</mark> : piece.text))}</p>
      )}
    </div>
  );
}

function NewText(props: { text: string; busy: boolean; onChange: (text: string) => void; onSave: () => void; onCancel: () => void }) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{say('pane.conflict.new-label')}</label>
      <textarea id={id} rows={5} value={props.text} ref={(area) => focusOnce(area)} onInput={(event) => props.onChange(event.currentTarget.value)} />
      <div class="buttons">
        <Button look="primary" busy={props.busy} onClick={props.onSave}>
          {say('pane.conflict.save-new')}
        </Button>
        <Button onClick={props.onCancel}>{say('pane.cancel')}</Button>
      </div>
    </div>
  );
}

function focusOnce(area: HTMLTextAreaElement | null): void {
  if (!area || area.dataset['focused']) return;
  area.dataset['focused'] = 'yes';
  area.focus();
}

function twoSides(mine: string, theirs: string): { mine: Piece[]; theirs: Piece[] } {
  const { left, right } = wordDiff(mine, theirs);
  return { mine: left, theirs: right };
}

function theirsTitle({ theirs }: OpenConflict, { nameOf, timeZone }: { nameOf: (person: string) => string; timeZone: string }): string {
  if (!theirs) return say('pane.conflict.theirs-gone');
  return say('pane.conflict.theirs', { by: nameOf(theirs.by), at: instantInWords(theirs.at, timeZone), version: theirs.version });
}

/** What a person should know before choosing, besides the texts. */
function hints(view: EngineView, { base, ours, theirs, column, itemId, lost, twoPlaces }: OpenConflict): string[] {
  const label = (side: { column: string }): string => columnLabel(view, side.column);
  if (lost) return [say('pane.conflict.lost')];
  if (twoPlaces && ours && theirs) return [say('pane.conflict.two-places', { mine: label(ours), theirs: label(theirs) })];
  if (itemId === undefined) return [];
  const moved = movedAndTakenOut({ base, ours, theirs });
  if (moved) return [say(`pane.conflict.${moved.who}-moved`, { from: columnLabel(view, moved.from), to: columnLabel(view, moved.to) })];
  const said: string[] = [];
  if (!ours && theirs) said.push(say('pane.conflict.shows-theirs'));
  if (!theirs) said.push(say('pane.conflict.theirs-took-out'));
  if (theirs && base && theirs.column !== base.column && theirs.column !== column) said.push(say('pane.conflict.moved', { label: label(theirs) }));
  return said;
}

const isList = (view: EngineView, { column }: OpenConflict): boolean =>
  view.grid?.definition.sheets.some((sheet) => sheet.columns.some((each) => each.key === column && each.kind === 'items')) ?? false;
