/** What is asked of a backup before anything of it is written. */
import { expect, it } from 'vitest';
import { BACKUP_FORMAT } from '../../../../service/application/backup.ts';
import { restore } from '../../../../service/application/restore.ts';

const never = (): never => expect.unreachable('nothing of it may be looked at');
const target = { isEmpty: async () => true, fill: async () => never(), open: never };

it.each(['', '{', '[]', 'null', '{"format":"other","formatVersion":1,"grids":[]}', `{"format":"${BACKUP_FORMAT}","formatVersion":1,"grids":[null]}`])(
  '[S107] a manifest that is none is refused as unreadable: %s',
  async (text) => {
    const place = { manifest: async () => text, open: never };
    await expect(restore({ place, target, signer: undefined })).rejects.toMatchObject({ name: 'BackupRefused', reason: 'unreadable' });
  },
);
