/**
 * The directory, with what hangs on it: who is taken out, or whose address changes, has no codes and no sessions left when the change is done, and
 * whoever reads a stream is looked at again. Every writer of the directory goes through here.
 */
import { isSameAddress } from './address.ts';
import { holderOf } from './directory-people.ts';
import type { Mailer } from './mailer.ts';
import type { Directory } from './ports.ts';
import type { Sessions } from './sessions.ts';
import { codeMailName } from './sign-in-letter.ts';

/** Wraps a directory; `codeMailer` keeps the mails with codes where there is no mail server. */
export function watchedDirectory(directory: Directory, { sessions, codeMailer }: { sessions: Sessions; codeMailer: Mailer }): Directory {
  async function forget(email: string | undefined): Promise<void> {
    if (email === undefined) return;
    const requests = await sessions.forget(holderOf(email));
    await codeMailer.forget?.(requests.map(codeMailName));
  }
  return {
    list: (grid) => directory.list(grid),
    get: (grid, person) => directory.get(grid, person),
    async put(grid, person) {
      const before = await directory.get(grid, person.person);
      await directory.put(grid, person);
      if (before?.email !== undefined && !isSameAddress(before.email, person.email)) await forget(before.email);
      sessions.changed();
    },
    async remove(grid, person) {
      const before = await directory.get(grid, person);
      // Before, so that repeating a removal that stopped half way still finds them; after, for who signed in meanwhile.
      await forget(before?.email);
      const removed = await directory.remove(grid, person);
      await forget(before?.email);
      sessions.changed();
      return removed;
    },
  };
}
