/** One item of a list: its text, which grows with it, and what can be done with it: drag, up, down, to another list, out. */
import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { say } from '../pane/strings.ts';
import type { FormItem } from './lists.ts';

/** What a person may do with an item. */
export interface ItemSteps {
  type(text: string): void;
  /** Enter: what is behind the caret becomes an item of its own. */
  split(before: string, after: string): void;
  up(): void;
  down(): void;
  remove(): void;
  moveTo(column: string): void;
  drag(event: PointerEvent): void;
  /** Shows what else can be done with the item, or hides it. */
  toggle(): void;
}

/** Another list, by key and label. */
export interface OtherList {
  key: string;
  label: string;
}

interface ItemProps {
  item: FormItem;
  /** Of its list. */
  label: string;
  /** From 1. */
  number: number;
  count: number;
  /** The lists that items of this one usually go to, and the others. */
  usual: OtherList[];
  others: OtherList[];
  readOnly: boolean;
  invalid: boolean;
  describedBy: string | undefined;
  /** A mark while something is dragged over it. */
  mark: 'before' | 'after' | 'dragged' | undefined;
  /** Its tools are shown. They come and go by a press alone: what moves while somebody presses a button below takes the press away. */
  open: boolean;
  steps: ItemSteps;
}

/** The item. */
export function ItemRow({ item, label, number, count, usual, others, readOnly, invalid, describedBy, mark, open, steps }: ItemProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    if (area.current) grow(area.current);
  }, [item.text]);
  const of = <span class="hidden"> {say('form.tool-of', { text: item.text })}</span>;
  return (
    <li class={mark ? `item item-${mark}` : 'item'} data-item={item.uid}>
      {readOnly ? null : (
        <button type="button" class="grip" tabIndex={-1} aria-hidden="true" title={say('form.drag')} onPointerDown={(event) => steps.drag(event)}>
          ⠿
        </button>
      )}
      <textarea
        ref={area}
        rows={1}
        value={item.text}
        readOnly={readOnly}
        aria-label={say('form.item', { column: label, number, count })}
        aria-invalid={invalid ? 'true' : undefined}
        aria-describedby={describedBy}
        onInput={(event) => steps.type(event.currentTarget.value)}
        onKeyDown={(event) => onKey(event, { item, steps })}
      />
      {readOnly ? null : (
        <button type="button" class="tool toggle" data-part="toggle" aria-expanded={open ? 'true' : 'false'} onClick={steps.toggle}>
          <span aria-hidden="true">⋯</span>
          <span class="hidden">{say('form.tools')}</span>
          {of}
        </button>
      )}
      {open && !readOnly ? <Tools {...{ number, count, usual, others, steps, of }} /> : null}
    </li>
  );
}

function Tools({ number, count, usual, others, steps, of }: Pick<ItemProps, 'number' | 'count' | 'usual' | 'others' | 'steps'> & { of: JSX.Element }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields; this groups the buttons of one item
    <span
      class="tools"
      role="group"
      aria-label={say('form.tools')}
      onKeyDown={(event) => {
        if (event.key === 'Escape') steps.toggle();
      }}
    >
      {usual.map((other) => (
        <MoveTo key={other.key} other={other} steps={steps} of={of} />
      ))}
      <button type="button" class="tool" data-part="up" disabled={number === 1} onClick={steps.up}>
        <span aria-hidden="true">↑ </span>
        {say('form.up')}
        {of}
      </button>
      <button type="button" class="tool" data-part="down" disabled={number === count} onClick={steps.down}>
        <span aria-hidden="true">↓ </span>
        {say('form.down')}
        {of}
      </button>
      <button type="button" class="tool tool-remove" data-part="remove" onClick={steps.remove}>
        {say('form.remove')}
        {of}
      </button>
      {others.map((other) => (
        <MoveTo key={other.key} other={other} steps={steps} of={of} />
      ))}
    </span>
  );
}

function MoveTo({ other, steps, of }: { other: OtherList; steps: ItemSteps; of: JSX.Element }) {
  return (
    <button type="button" class="tool" data-part={`to-${other.key}`} onClick={() => steps.moveTo(other.key)}>
      {say('form.move-to', { column: other.label })}
      {of}
    </button>
  );
}

function onKey(event: KeyboardEvent & { currentTarget: HTMLTextAreaElement }, { item, steps }: { item: FormItem; steps: ItemSteps }): void {
  const { selectionStart, selectionEnd, value } = event.currentTarget;
  // An input method uses Enter to take a word.
  if (event.isComposing) return;
  if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    steps.split(value.slice(0, selectionStart), value.slice(selectionEnd));
  } else if (event.key === 'Backspace' && item.text === '') {
    event.preventDefault();
    steps.remove();
  } else if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
    event.preventDefault();
    if (event.key === 'ArrowUp') steps.up();
    else steps.down();
  }
}

/** As high as its text, where the style sheet's `field-sizing` does nothing yet. */
function grow(area: HTMLTextAreaElement): void {
  if (CSS.supports('field-sizing', 'content')) return;
  area.style.height = 'auto';
  area.style.height = `${area.scrollHeight + 2}px`;
}
