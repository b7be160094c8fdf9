/** Names of people who acted, where they are known: the demo's identities, and the directory as far as this person may read it. */
import { useCallback } from 'preact/hooks';
import type { EngineActions, QuarterView } from '../sync/view.ts';
import { personName } from './names.ts';
import { useLoaded } from './use-loaded.ts';

/** The way from a person's id to a name; the id itself where nobody knows better. Without the directory the history is still there, so a refusal is not shown. */
export function usePersonName(engine: Pick<EngineActions, 'people'>, view: QuarterView): (person: string) => string {
  const role = view.me?.role;
  const asked = role !== undefined && role !== 'observer' && role !== 'operator';
  const people = useLoaded(view.me?.person ?? '', async () => (asked ? engine.people() : [])).value;
  return useCallback((person) => people?.find((each) => each.person === person)?.name ?? personName(view, person), [people, view]);
}
