/**
 * Mails as files, where no mail server is configured: `<name>.eml` in a folder or in a folder of it, whole or not at all. A letter that has its file is not written again, so here
 * "exactly once" holds even when the service dies between writing and noting it.
 */
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createTransport } from 'nodemailer';
import { type KeepingMailer, type KeptMail, MailFailure } from '../../application/mailer.ts';
import type { Clock } from '../../application/ports.ts';
import { readMail } from './kept-mail.ts';
import { messageOf, type Sender } from './message.ts';

const NAME = /^(?:[a-z][a-z-]*\/)?[A-Za-z0-9][A-Za-z0-9._=-]*$/;

/** A mailer that keeps mails in a folder, made if absent. */
export function fileMailer(folder: string, { from, clock }: { from: Sender; clock: Clock }): KeepingMailer {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  const fileOf = (name: string): string => join(folder, `${checkedName(name)}.eml`);
  return {
    async send(mail) {
      const file = fileOf(mail.name);
      const { message } = await composer.sendMail(messageOf(mail, { from, nowMs: clock.nowMs() }));
      try {
        await mkdir(dirname(file), { recursive: true });
        if (!existsSync(file)) await writeWhole(file, message as Buffer);
        await makeLasting(dirname(file));
        if (dirname(file) !== folder) await makeLasting(folder);
      } catch (error) {
        throw (error as NodeJS.ErrnoException).code === undefined ? error : new MailFailure('unreachable', { again: true, cause: error });
      }
    },
    async kept() {
      const mails: KeptMail[] = [];
      // One after the other: the mails of some years are more files than a process may have open.
      for (const name of (await namesIn(folder)).sort()) {
        const raw = await contentOf(fileOf(name));
        if (raw !== undefined) mails.push({ name, ...readMail(raw) });
      }
      return mails;
    },
    async forget(names) {
      for (const name of names) await rm(fileOf(name), { force: true });
    },
  };
}

/** A name is one step of a path, or two: it can't lead out of the folder. */
function checkedName(name: string): string {
  if (!NAME.test(name)) throw new TypeError('not a name for a file');
  return name;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    const found = await readdir(folder, { withFileTypes: true });
    const inside = await Promise.all(
      found.filter((entry) => entry.isDirectory()).map(async ({ name }) => (await readdir(join(folder, name))).map((file) => `${name}/${file}`)),
    );
    return [...found.filter((entry) => entry.isFile()).map(({ name }) => name), ...inside.flat()]
      .filter((file) => file.endsWith('.eml'))
      .map((file) => file.slice(0, -'.eml'.length))
      .filter((name) => NAME.test(name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** Nothing where a mail was removed after its folder had been listed: a code that has run out, a letter of somebody who was removed. */
async function contentOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** A claim lets one writer at a letter, so one name for the unfinished file is enough; one that was left behind is overwritten. */
async function writeWhole(file: string, content: Buffer): Promise<void> {
  const unfinished = `${file}.part`;
  const handle = await open(unfinished, 'w', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(unfinished, file);
}

/** A new name in a folder lasts once the folder is synchronised; Windows has no such call and needs none. */
async function makeLasting(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
