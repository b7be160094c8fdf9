/** Ties a component to the engine: it is drawn anew whenever the engine's view changes. */
import { useEffect, useState } from 'preact/hooks';
import type { Engine, EngineView } from '../sync/view.ts';

/** The engine's view as it stands now. */
export function useView(engine: Engine): EngineView {
  const [view, setView] = useState(() => engine.view());
  useEffect(() => {
    const look = () => setView(engine.view());
    const stop = engine.subscribe(look);
    // The view may have changed between the first drawing and this subscription.
    look();
    return stop;
  }, [engine]);
  return view;
}
