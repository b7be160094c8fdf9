/** What is drawn of the grid as it stood, and what a restored version brings back. */
import { describe, expect, it } from 'vitest';
import { copyOf, lastDayOf } from '../../../../addin/sync/as-of.ts';
import { restoredTexts } from '../../../../addin/sync/history.ts';
import { smallGrid, smallRow } from '../../../support/fake-engine.ts';

describe('the grid as it stood', () => {
  it('[L64] has a last day: of a quarter, of a day, of nothing else', () => {
    const days = ['2026-Q1', '2026-Q2', '2026-Q3', '2026-Q4', '2028-02-29', '17', '2026-Q5', '2026-11', ''].map(lastDayOf);
    expect(days).toEqual(['2026-03-31', '2026-06-30', '2026-09-30', '2026-12-31', '2028-02-29', undefined, undefined, undefined, undefined]);
  });

  it('[L60] is titled by its time, with the day on which each row was saved, in the grid’s time zone', () => {
    const grid = smallGrid({ rows: [smallRow('albania', { updatedAt: '2026-11-25T23:30:00.000Z' })] });
    const quarter = copyOf(grid, { asOf: '2026-Q4', day: '2026-12-31', language: 'en' });
    expect(quarter).toMatchObject({
      key: 'grid_copy_wbcti_support_group_2026_Q4',
      sheetTitle: 'Support Group 2026-Q4 end',
      title: 'WBCTi Support Group – as it stood on 31 December 2026 (end of 2026-Q4), not the current grid',
      rows: [['Border police training', '', 'Version 2, 26 November 2026']],
    });
    expect(quarter.columns.map(({ label }) => label)).toEqual(['Tasks', 'Products in process', 'Saved']);
  });

  it('[L60] its sheet keeps within the 31 characters of Excel, and what tells it from the grid is not cut', () => {
    const grid = smallGrid();
    const [sheet] = grid.definition.sheets;
    grid.definition.sheets = [{ ...sheet!, title: 'A title of thirty-one letters..' }];
    for (const [asOf, day, end] of [
      ['2026-Q4', '2026-12-31', ' 2026-Q4 end'],
      ['2026-11-25', '2026-11-25', ' 2026-11-25'],
    ] as const) {
      const { sheetTitle } = copyOf(grid, { asOf, day, language: 'en' });
      expect([sheetTitle.length, sheetTitle.endsWith(end)]).toEqual([31, true]);
    }
  });
});

describe('a restored version', () => {
  it('[L66] brings back the columns that it had and that can be edited now, and leaves the others alone', () => {
    const limits = { maxCharacters: 100, maxLines: 5 };
    const column = (key: string, source: 'edit' | 'member-name' = 'edit') => ({ key, label: key, kind: 'items' as const, source, limits, widthCharacters: 10 });
    const cells = {
      tasks: [
        { itemId: '1.1', text: 'one' },
        { itemId: '1.2', text: 'two' },
      ],
      gone: [{ itemId: '1.3', text: 'x' }],
      member: 'somebody',
    };
    expect(restoredTexts([column('member', 'member-name'), column('tasks'), column('later')], cells)).toEqual({ tasks: 'one\ntwo' });
    expect(restoredTexts([column('later')], cells)).toEqual({});
  });
});
