/** A person's steps in the lists: each changes the lists, says what happened to who does not see it, and keeps the focus where the work is. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Column } from '#contract/grid.ts';
import { linesOfText, plainText } from '#contract/text.ts';
import { say } from '../pane/strings.ts';
import { dropPlace, type Over, startDrag } from './drag.ts';
import { type FormItem, type Lists, movedTo, type Place, placeOf, putBack, reworded, withNew, withoutItem } from './lists.ts';
import type { Form } from './view.ts';

/** What was taken out last, and can be put back. */
export interface TakenOut {
  item: FormItem;
  place: Place;
}

export interface Hand {
  /** For the live region. */
  said: string;
  takenOut: TakenOut | undefined;
  /** The item whose tools are shown. */
  open: number | undefined;
  /** Where what is dragged would land. */
  over: Over | undefined;
  markOf(uid: number): 'before' | 'after' | 'dragged' | undefined;
  type(uid: number, text: string): void;
  /** Of a cell of kind `text`. */
  write(column: string, text: string): void;
  split(uid: number, parts: { before: string; after: string }): void;
  add(column: string): void;
  shift(uid: number, by: -1 | 1): void;
  moveTo(uid: number, column: string): void;
  remove(uid: number): void;
  putBack(): void;
  correct(column: Column, line: { line: number; text: string }): void;
  drag(event: PointerEvent, uid: number): void;
  toggle(uid: number): void;
}

/** What takes the focus after a step: an item's text (with the caret), one of its buttons, or the button that adds to a list. */
type Focus = { uid: number; part?: string; caret?: number } | { add: string };

/** The hand of a form. */
export function useHand(form: Form): Hand {
  const [said, setSaid] = useState('');
  const [takenOut, setTakenOut] = useState<TakenOut | undefined>();
  const [drag, setDrag] = useState<{ uid: number; over: Over | undefined } | undefined>();
  const [open, setOpen] = useState<number | undefined>();
  const focus = useRef<Focus | undefined>(undefined);
  useLayoutEffect(() => {
    if (focus.current) takeFocus(focus.current);
    focus.current = undefined;
  });

  const lists = (): Lists => form.view().lists;
  const labelOf = (column: string): string => form.view().columns.find(({ key }) => key === column)?.label ?? column;

  function step(next: Lists, then: { focus?: Focus; said?: string }): void {
    focus.current = then.focus;
    setSaid(then.said ?? '');
    form.edit(next);
  }

  function land(uid: number, place: Place, part?: string): void {
    const next = movedTo(lists(), uid, place);
    const now = placeOf(next, uid);
    if (!now) return;
    const params = { column: labelOf(now.column), number: now.at + 1, count: next[now.column]?.length ?? 0 };
    const moved = placeOf(lists(), uid)?.column !== now.column;
    step(next, { focus: { uid, ...(part === undefined ? {} : { part }) }, said: say(moved ? 'form.said-moved' : 'form.said-place', params) });
  }

  return {
    said,
    takenOut,
    open,
    over: drag?.over,
    markOf: (uid) => markOf(drag, uid),
    type(uid, text) {
      const { lists: next, uid: last } = reworded(lists(), uid, text);
      step(next, last === uid ? {} : { focus: { uid: last } });
    },
    write: (column, text) => {
      const [first] = lists()[column] ?? [];
      if (first) form.edit({ ...lists(), [column]: [{ ...first, text }] });
      else form.edit(withNew(lists(), { column, at: 0 }, text).lists);
    },
    split(uid, { before, after }) {
      const place = placeOf(lists(), uid);
      if (!place) return;
      // With the caret in front of the text the new item goes before it, so that the words keep their identity.
      const ahead = before === '' && after !== '';
      const made = withNew(
        ahead ? lists() : reworded(lists(), uid, before).lists,
        { column: place.column, at: ahead ? place.at : place.at + 1 },
        ahead ? '' : after,
      );
      step(made.lists, { focus: { uid: made.uid, caret: 0 } });
    },
    add(column) {
      const made = withNew(lists(), { column, at: lists()[column]?.length ?? 0 });
      step(made.lists, { focus: { uid: made.uid } });
    },
    shift(uid, by) {
      const place = placeOf(lists(), uid);
      const count = lists()[place?.column ?? '']?.length ?? 0;
      if (!place || place.at + by < 0 || place.at + by >= count) return;
      const end = place.at + by === (by < 0 ? 0 : count - 1);
      const pressed = document.activeElement instanceof HTMLButtonElement;
      // The button at the end of the list is blocked now: the other one takes over.
      const part = by < 0 !== end ? 'up' : 'down';
      land(uid, { column: place.column, at: by < 0 ? place.at - 1 : place.at + 2 }, pressed ? part : undefined);
    },
    moveTo: (uid, column) => land(uid, { column, at: lists()[column]?.length ?? 0 }),
    remove(uid) {
      const place = placeOf(lists(), uid);
      const list = place && lists()[place.column];
      const item = place && list?.[place.at];
      if (!place || !item) return;
      const neighbour = list?.[place.at - 1] ?? list?.[place.at + 1];
      if (item.text.trim() !== '') setTakenOut({ item, place });
      step(withoutItem(lists(), uid), {
        focus: neighbour ? { uid: neighbour.uid, caret: neighbour.text.length } : { add: place.column },
        ...(item.text.trim() === '' ? {} : { said: say('form.said-removed', { column: labelOf(place.column), text: item.text }) }),
      });
    },
    putBack() {
      if (!takenOut) return;
      setTakenOut(undefined);
      step(putBack(lists(), takenOut.item, takenOut.place), { focus: { uid: takenOut.item.uid } });
    },
    correct(column, { line, text }) {
      if (column.kind === 'text') {
        const lines = plainText(lists()[column.key]?.[0]?.text ?? '').split('\n');
        this.write(column.key, lines.with(line - 1, text).join('\n'));
        return;
      }
      // Lines are counted without blank items.
      const item = (lists()[column.key] ?? []).filter((each) => linesOfText(each.text).length > 0)[line - 1];
      if (item) step(reworded(lists(), item.uid, text).lists, { focus: { uid: item.uid } });
    },
    toggle(uid) {
      setOpen(open === uid ? undefined : uid);
      focus.current = { uid, part: 'toggle' };
    },
    drag(event, uid) {
      startDrag(event, {
        uid,
        onOver: (over) => setDrag({ uid, over }),
        onDrop(over) {
          setDrag(undefined);
          if (over) land(uid, dropPlace(over, lists()[over.column] ?? []));
        },
      });
    },
  };
}

function markOf(drag: { uid: number; over: Over | undefined } | undefined, uid: number): 'before' | 'after' | 'dragged' | undefined {
  if (!drag) return undefined;
  if (drag.uid === uid) return 'dragged';
  return drag.over && 'uid' in drag.over && drag.over.uid === uid ? drag.over.half : undefined;
}

function takeFocus(focus: Focus): void {
  if ('add' in focus) {
    document.querySelector<HTMLElement>(`[data-add="${CSS.escape(focus.add)}"]`)?.focus();
    return;
  }
  const item = document.querySelector<HTMLElement>(`[data-item="${focus.uid}"]`);
  const part = focus.part === undefined ? undefined : item?.querySelector<HTMLButtonElement>(`[data-part="${focus.part}"]`);
  if (part && !part.disabled) {
    part.focus();
    return;
  }
  const area = item?.querySelector('textarea');
  area?.focus();
  if (area && focus.caret !== undefined) area.setSelectionRange(focus.caret, focus.caret);
}
