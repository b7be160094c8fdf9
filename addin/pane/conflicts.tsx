/** Conflicts waiting for a choice, one card each. */
import type { Engine, EngineView } from '../sync/view.ts';
import { ConflictCard } from './conflict-card.tsx';
import { Section } from './parts.tsx';
import { say } from './strings.ts';

/** All open conflicts; nothing when there is none. */
export function Conflicts({ engine, view }: { engine: Engine; view: EngineView }) {
  const count = view.conflicts.length;
  if (count === 0) return null;
  return (
    <Section title={say('pane.conflicts.title', { count })} tone="attention">
      <p class="hint">{say('pane.conflicts.why')}</p>
      {view.conflicts.map((conflict, index) => (
        <ConflictCard key={conflict.id} engine={engine} view={view} conflict={conflict} number={index + 1} />
      ))}
    </Section>
  );
}
