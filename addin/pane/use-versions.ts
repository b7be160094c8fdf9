/** The versions of a row as far as a view shows them, newest first: fetched in pages, each once, since a version never changes; new ones are added as they come. */
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { RowVersion } from '#contract/edit.ts';
import type { RowActions } from '../sync/view.ts';
import { type Failure, failureOf } from './failure.ts';

export const PAGE = 20;

export interface Versions {
  /** Newest first; one more than is shown where there is one, to compare the oldest with. */
  known: RowVersion[];
  /** How many are to be shown. */
  shown: number;
  failure: Failure | undefined;
  showOlder: () => void;
}

/** Follows the versions of one row. `newest` is the number of its newest version. A component is for one row: give it the row as its key. */
export function useVersions(engine: RowActions, { row, newest }: { row: string; newest: number }): Versions {
  const [known, setKnown] = useState<RowVersion[]>([]);
  const [shown, setShown] = useState(PAGE);
  const [failure, setFailure] = useState<Failure | undefined>();
  const oldest = Math.max(1, newest - shown);
  useEffect(() => {
    const page = missingPage(known, { newest, oldest });
    if (!page) return;
    let current = true;
    engine.versions(row, page).then(
      (got) => {
        if (!current) return;
        setFailure(undefined);
        setKnown(joined(known, got));
      },
      (error: unknown) => current && setFailure(failureOf(error)),
    );
    return () => {
      current = false;
    };
  }, [known, newest, oldest]);
  const showOlder = useCallback(() => setShown((old) => old + PAGE), []);
  return { known, shown, failure, showOlder };
}

/** The next page to fetch: the newest versions, or what follows the oldest that is known; undefined when all is there. */
export function missingPage(
  known: readonly RowVersion[],
  { newest, oldest }: { newest: number; oldest: number },
): { before?: number; limit: number } | undefined {
  const [first] = known;
  const last = known.at(-1);
  if (!first || !last || first.version < newest) return { limit: PAGE + 1 };
  return last.version > oldest ? { before: last.version, limit: Math.min(PAGE, last.version - oldest) } : undefined;
}

/** Adds a page. The same list if nothing is new in it; what lies beyond a hole is dropped and fetched again. */
export function joined(known: RowVersion[], page: readonly RowVersion[]): RowVersion[] {
  const byNumber = new Map([...known, ...page].map((version) => [version.version, version]));
  if (byNumber.size === known.length) return known;
  const all = [...byNumber.values()].sort((a, b) => b.version - a.version);
  const hole = all.findIndex(({ version }, at) => at > 0 && version !== (all[at - 1]?.version ?? 0) - 1);
  return hole < 0 ? all : all.slice(0, hole);
}
