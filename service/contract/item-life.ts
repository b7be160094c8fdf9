/** The life of one item: the versions of its row in which it appeared, was reworded, moved or vanished. */
import * as z from 'zod/mini';
import { Route } from './entry.ts';
import { Marking } from './grid.ts';
import { Instant, PersonId, Version } from './ids.ts';

/** `returned`: it stands in the row again after it was removed. */
export const ItemStepKind = z.enum(['added', 'reworded', 'moved', 'moved-and-reworded', 'removed', 'returned']);

/** One step. `column` and `text` are as after it; of a removed item as before it. `withheld`: its reader may not see the item, `text` is empty and `marking` says why. */
export const ItemStep = z.object({
  version: Version,
  at: Instant,
  by: PersonId,
  route: Route,
  change: ItemStepKind,
  column: z.string(),
  text: z.string(),
  marking: z.optional(Marking),
  withheld: z.optional(z.literal(true)),
});
export type ItemStep = z.infer<typeof ItemStep>;

/** The steps of an item, oldest first; the first is `added`. */
export const ItemLife = z.array(ItemStep);
export type ItemLife = z.infer<typeof ItemLife>;
