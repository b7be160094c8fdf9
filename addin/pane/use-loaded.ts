/** What a view shows is fetched when it appears and again when something it depends on changes; the old stays in sight meanwhile. */
import { useCallback, useEffect, useState } from 'preact/hooks';
import { type Failure, failureOf } from './failure.ts';

export interface Loaded<T> {
  value: T | undefined;
  failure: Failure | undefined;
  /** Fetches anew. */
  again: () => void;
}

/** Fetches at once and whenever `key` changes. An answer that comes after a newer question is ignored. */
export function useLoaded<T>(key: string, load: () => Promise<T>): Loaded<T> {
  const [state, setState] = useState<{ value?: T; failure?: Failure }>({});
  const [round, setRound] = useState(0);
  // `load` is made anew at each drawing, so it is no dependency: key and round say when to ask.
  useEffect(() => {
    let current = true;
    load().then(
      (value) => current && setState({ value }),
      (error: unknown) => current && setState((old) => ({ ...old, failure: failureOf(error) })),
    );
    return () => {
      current = false;
    };
  }, [key, round]);
  const again = useCallback(() => setRound((old) => old + 1), []);
  return { value: state.value, failure: state.failure, again };
}
