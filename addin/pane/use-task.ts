/** One thing that a person may ask for and that takes a moment: whether it is under way, what it gave, why it failed. */
import { useCallback, useRef, useState } from 'preact/hooks';
import { type Failure, failureOf } from './failure.ts';

export interface Task<T> {
  busy: boolean;
  result: T | undefined;
  failure: Failure | undefined;
  /** Starts the work, unless it is under way already. Returns what it gave, or nothing if it failed. */
  run: (work: () => Promise<T>) => Promise<T | undefined>;
  /** Forgets result and failure. */
  clear: () => void;
}

/** Keeps the state of one such thing in a component. */
export function useTask<T>(): Task<T> {
  const [state, setState] = useState<{ busy: boolean; result?: T; failure?: Failure }>({ busy: false });
  const busy = useRef(false);
  const run = useCallback(async (work: () => Promise<T>) => {
    if (busy.current) return undefined;
    busy.current = true;
    setState({ busy: true });
    try {
      const result = await work();
      setState({ busy: false, result });
      return result;
    } catch (error) {
      setState({ busy: false, failure: failureOf(error) });
      return undefined;
    } finally {
      busy.current = false;
    }
  }, []);
  const clear = useCallback(() => setState({ busy: false }), []);
  return { busy: state.busy, result: state.result, failure: state.failure, run, clear };
}
