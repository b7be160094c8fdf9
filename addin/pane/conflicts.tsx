/** Conflicts waiting for a choice, one card each. After a choice the focus goes to the heading, so that it is not lost with the card. */
import { useEffect, useRef } from 'preact/hooks';
import type { Engine, EngineView } from '../sync/view.ts';
import { ConflictCard } from './conflict-card.tsx';
import { say } from './strings.ts';

/** All open conflicts; nothing when there is none. */
export function Conflicts({ engine, view }: { engine: Engine; view: EngineView }) {
  const section = useRef<HTMLElement>(null);
  const hadFocus = useRef(false);
  const count = view.conflicts.length;
  const before = useRef(count);
  useEffect(() => {
    if (count < before.current && hadFocus.current) section.current?.querySelector('h2')?.focus();
    before.current = count;
    hadFocus.current = false;
  }, [count]);
  if (count === 0) return null;
  return (
    <section
      class="card card-attention"
      aria-labelledby="conflicts-title"
      ref={section}
      onClickCapture={() => {
        hadFocus.current = true;
      }}
    >
      <h2 id="conflicts-title" tabIndex={-1}>
        {say('pane.conflicts.title', { count })}
      </h2>
      <p class="hint">{say('pane.conflicts.why')}</p>
      {view.conflicts.map((conflict, index) => (
        <ConflictCard key={conflict.id} engine={engine} view={view} conflict={conflict} number={index + 1} />
      ))}
    </section>
  );
}
