import { describe, expect, it } from 'vitest';
import { openClosers } from '../../../service/closers.ts';

import { keepLog, startTestService } from '../../support/start-service.ts';

describe('closing', () => {
  it('[S74] goes backwards and once; what can’t be closed is logged, keeps nothing else open, and is told in the end', async () => {
    const log = keepLog();
    const { add, closeAll } = openClosers(log);
    const closed: string[] = [];
    add(() => void closed.push('store'));
    add(async () => {
      throw new Error('mails');
    });
    add(() => {
      throw new Error('streams');
    });
    add(async () => void closed.push('server'));
    await expect(closeAll()).rejects.toThrow('streams');
    await expect(closeAll()).rejects.toThrow('streams');
    expect(closed).toEqual(['server', 'store']);
    expect(log.lines.map((line) => JSON.parse(line).err.message)).toEqual(['streams', 'mails']);
  });

  it('[S72] a start that fails says why, also where the store can’t be closed then', async () => {
    const taken = await startTestService();
    const port = new URL(taken.url).port;
    const start = startTestService({
      settings: { PORT: port },
      wrapStore: (store) => {
        let first = true;
        return {
          ...store,
          close: async () => {
            await store.close();
            if (first) {
              first = false;
              throw new Error('the disk is gone');
            }
          },
        };
      },
    });
    await expect(start).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await taken.close();
  });
});
