/** A line that opens into more; what is inside is made, and fetched, when it is opened for the first time. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

/** Shows `summary`, and `children()` once opened. */
export function Disclosure(props: { summary: ComponentChildren; look?: 'small'; children: () => ComponentChildren }) {
  const [opened, setOpened] = useState(false);
  return (
    <details class={props.look === 'small' ? 'disclosure-small' : undefined} onToggle={(event) => setOpened((before) => before || event.currentTarget.open)}>
      <summary>{props.summary}</summary>
      {opened ? props.children() : null}
    </details>
  );
}
