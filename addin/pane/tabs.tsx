/** Tabs after the pattern of the ARIA practices: arrow keys move and choose, one tab is in the tab order. */
import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { say } from './strings.ts';

export interface Tab {
  key: string;
  label: string;
  /** How many things wait there, with the words for it. */
  count?: { number: number; sentence: string };
}

/** A row of tabs and the panel of the chosen one. */
export function Tabs(props: { tabs: Tab[]; chosen: string; onChoose: (key: string) => void; children: ComponentChildren }) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const at = props.tabs.findIndex((tab) => tab.key === props.chosen);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: props.tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const index = (to + props.tabs.length) % props.tabs.length;
    props.onChoose(props.tabs[index]?.key ?? props.chosen);
    list.current?.querySelectorAll('button')[index]?.focus();
  };
  return (
    <>
      <div class="tabs" role="tablist" aria-label={say('pane.tabs')} ref={list} onKeyDown={move}>
        {props.tabs.map((tab) => {
          const chosen = tab.key === props.chosen;
          return (
            <button
              key={tab.key}
              type="button"
              role="tab"
              id={`${id}-${tab.key}`}
              class="tab"
              aria-selected={chosen}
              aria-controls={`${id}-panel`}
              tabIndex={chosen ? 0 : -1}
              onClick={() => props.onChoose(tab.key)}
            >
              {tab.label}
              {tab.count && tab.count.number > 0 ? (
                <span class="badge">
                  <span aria-hidden="true">{tab.count.number}</span>
                  <span class="hidden">{tab.count.sentence}</span>
                </span>
              ) : null}
            </button>
          );
        })}
      </div>
      <div class="panel" role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${props.chosen}`}>
        {props.children}
      </div>
    </>
  );
}
