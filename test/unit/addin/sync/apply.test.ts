import { describe, expect, it } from 'vitest';
import { advance } from '../../../../addin/sync/apply.ts';
import { type BaseRow, startOf } from '../../../../addin/sync/base.ts';

const base = (text: string, version = 1): BaseRow => ({ version, cells: { tasks: text }, older: {} });
const head = (text: string, version = 2) => ({ version, texts: { tasks: text } });

describe('bringing a row up to a newer version', () => {
  it('[Q34] over every combination of base, service, sheet and answer: nothing typed is written over, and no start is forgotten', () => {
    const texts = ['', 'a', 'b', 'c'];
    let written = 0;
    for (const start of texts) {
      for (const stored of texts) {
        for (const shown of texts) {
          for (const sent of [undefined, ...texts]) {
            const step = advance({
              base: base(start),
              head: head(stored),
              texts: { tasks: shown },
              sent: sent === undefined ? undefined : { tasks: sent },
              conflicts: {},
            });
            const write = step.writes['tasks'];
            const after = write ?? shown;
            if (write !== undefined) {
              written++;
              expect(write).toBe(stored);
              expect([start, sent]).toContain(shown);
            }
            const begun = startOf(step.base, 'tasks');
            // What is left to send starts from a text that the person has seen: the old base, or what was stored for it.
            if (after !== begun.text) {
              const unseen = stored !== sent;
              expect(begun).toEqual(unseen ? { version: 1, text: start } : { version: 2, text: stored });
            } else expect(after).toBe(stored);
          }
        }
      }
    }
    expect(written).toBeGreaterThan(30);
  });

  it('[Q72] a cell from which I took a line keeps its start if that line stands in another cell now, and only then', () => {
    const row: BaseRow = { version: 1, cells: { inProcess: 'plan\ntraining', accomplished: '' }, older: {} };
    const step = (stored: string, shown = '') =>
      advance({
        base: row,
        head: { version: 2, texts: { inProcess: 'training', accomplished: stored } },
        texts: { inProcess: 'training', accomplished: shown },
        conflicts: {},
      }).base.older;
    expect(step('plan')).toEqual({ inProcess: { version: 1, text: 'plan\ntraining' } });
    // Something else came there; I moved it too.
    expect([step('other'), step('plan', 'plan')]).toEqual([{}, {}]);
  });

  it('[Q35] a cell keeps its own start while the rest of the row goes on, through several versions, until it is settled', () => {
    const two: BaseRow = { version: 1, cells: { tasks: 'old', inProcess: '' }, older: {} };
    const first = advance({
      base: two,
      head: { version: 2, texts: { tasks: 'theirs', inProcess: 'new' } },
      texts: { tasks: 'mine', inProcess: '' },
      conflicts: {},
    });
    expect(first).toMatchObject({
      writes: { inProcess: 'new' },
      changed: ['tasks', 'inProcess'],
      base: { version: 2, older: { tasks: { version: 1, text: 'old' } } },
    });
    const second = advance({
      base: first.base,
      head: { version: 3, texts: { tasks: 'theirs', inProcess: 'newer' } },
      texts: { tasks: 'mine', inProcess: 'new' },
      conflicts: {},
    });
    expect(second.base.older).toEqual({ tasks: { version: 1, text: 'old' } });
    const takenBack = advance({
      base: second.base,
      head: { version: 3, texts: { tasks: 'theirs', inProcess: 'newer' } },
      texts: { tasks: 'old', inProcess: 'newer' },
      conflicts: {},
    });
    expect(takenBack).toMatchObject({ writes: { tasks: 'theirs' }, base: { older: {} } });
  });

  it('[Q36] a cell in conflict is not written, whatever comes; its choice starts from the version it was asked about', () => {
    const conflicts = { tasks: { version: 2, text: 'theirs' } };
    const step = advance({ base: base('theirs', 2), head: head('theirs', 5), texts: { tasks: 'mine' }, conflicts });
    expect(step).toMatchObject({ writes: {}, base: { version: 5, older: conflicts } });
    expect(advance({ base: base('old'), head: head('theirs', 2), texts: { tasks: 'old' }, conflicts }).writes).toEqual({});
  });

  it('[Q37] a version older than the sheet’s changes nothing; a column that the sheet lacks is not written', () => {
    expect(advance({ base: base('x', 4), head: head('y', 3), texts: { tasks: 'x' }, conflicts: {} })).toEqual({ base: base('x', 4), writes: {}, changed: [] });
    expect(advance({ base: base('x'), head: head('y'), texts: {}, conflicts: {} })).toMatchObject({ writes: {}, base: { version: 2 } });
  });
});
