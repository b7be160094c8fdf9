/** Names of people who acted, where they are known: the demo's identities, and the directory as far as this person may read it. */
import { useCallback } from 'preact/hooks';
import type { EngineActions, QuarterView } from '../sync/view.ts';
import { personName } from './names.ts';
import { useLoaded } from './use-loaded.ts';

type Asking = Pick<EngineActions, 'people'>;

/** By the id of a person. */
type PeopleNames = ReadonlyMap<string, string>;

const known = new WeakMap<Asking, { reader: string; names: Promise<PeopleNames> }>();

/** The names in the directory as one reader may see them, asked for once by all views of one engine; a question that failed is asked again by the next. */
function peopleNames(engine: Asking, reader: string): Promise<PeopleNames> {
  const before = known.get(engine);
  if (before?.reader === reader) return before.names;
  const names = (async (): Promise<PeopleNames> => new Map((await engine.people()).map(({ person, name }) => [person, name])))();
  const asked = { reader, names };
  known.set(engine, asked);
  names.catch(() => known.get(engine) === asked && known.delete(engine));
  return names;
}

/** The way from a person's id to a name; the id itself where nobody knows better. Without the directory the words are still there, so a refusal is not shown. */
export function usePersonName(engine: Asking, view: QuarterView): (person: string) => string {
  return useNames({ engine, view, asks: true });
}

/** The same for people who signed in and did something: in a demo those are its identities, the web form's page names them, and nobody has to be asked. */
export function useActorName(engine: Asking, view: QuarterView): (person: string) => string {
  return useNames({ engine, view, asks: view.me?.identities === undefined && view.names === undefined });
}

function useNames({ engine, view, asks }: { engine: Asking; view: QuarterView; asks: boolean }): (person: string) => string {
  const { role, person: reader = '' } = view.me ?? {};
  const asked = asks && role !== undefined && role !== 'observer' && role !== 'operator';
  const names = useLoaded(reader, async () => (asked ? peopleNames(engine, reader) : undefined)).value;
  return useCallback((person) => names?.get(person) ?? personName(view, person), [names, view]);
}
