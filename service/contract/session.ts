/** Sessions of people as the Secretariat sees them. */
import * as z from 'zod/mini';
import { Instant } from './ids.ts';

/** `session` names it and opens nothing. `cookie` is a browser, `bearer` a task pane; `label` is the family of the browser and its system. */
export const PersonSession = z.object({
  session: z.string(),
  kind: z.enum(['cookie', 'bearer']),
  label: z.string(),
  createdAt: Instant,
  lastSeenAt: Instant,
  expiresAt: Instant,
});
export type PersonSession = z.infer<typeof PersonSession>;
