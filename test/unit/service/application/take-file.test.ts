import { describe, expect, it } from 'vitest';
import type { Edit, EditResult } from '#contract/edit.ts';
import { PROBLEMS, problemType } from '#contract/problem.ts';
import { readTables } from '../../../../service/adapters/ooxml/read-tables.ts';
import { writeWorkbook } from '../../../../service/adapters/xlsx/write-workbook.ts';
import { AppError } from '../../../../service/application/app-error.ts';
import { type TakeFileDeps, takeFile } from '../../../../service/application/take-file.ts';
import type { Principal } from '../../../../service/domain/principal.ts';
import { type Content, gridOf, WBCTI } from '../../../support/export-grids.ts';
import { docxOf, docxTable, inlineRow, p, xlsxOf } from '../../../support/office-files.ts';

const SECRETARIAT: Principal = { person: 'demo:secretariat', role: 'secretariat' };
const HEADERS = ['No', 'Support Group Members', 'Tasks', 'Products in process'];
const word = (...rows: string[][]) => docxOf(docxTable([HEADERS, ...rows].map((cells) => cells.map(p))));

/** The shipped grid with some content at version 1, and a place where edits arrive. */
function world(content: Content = {}) {
  const saved: { edit: Edit; route: string; person: string }[] = [];
  const grid = gridOf(WBCTI, { content });
  const deps: TakeFileDeps = {
    tables: { read: readTables },
    definition: () => WBCTI,
    rows: () => grid.rows.map((row) => ({ ...row, at: row.updatedAt, by: row.updatedBy, route: 'system' as const })),
    problemOf: ({ code }) => ({ type: problemType(code), title: code, status: PROBLEMS[code].status, detail: code, code }),
    async saveEdit({ person }, { edit, route }): Promise<EditResult> {
      saved.push({ edit, route, person });
      return { editId: edit.editId, status: 'merged', row: edit.row, version: 5, conflicts: [], warnings: [] };
    },
  };
  const take = (bytes: Uint8Array, { apply = false, principal = SECRETARIAT } = {}) => takeFile(deps, principal, { grid: 'wbcti', bytes, apply });
  return { saved, take, grid };
}

describe('taking a file', () => {
  it('[X30] shows what each row would get, from Word and from Excel, and changes nothing', async () => {
    const { take, saved } = world({ albania: { tasks: ['old'] } });
    const cells = ['3', 'Albania', 'new', 'plan'];
    const excel = xlsxOf(inlineRow(1, HEADERS) + inlineRow(2, cells));
    for (const [format, bytes] of [
      ['docx', word(cells)],
      ['xlsx', excel],
    ] as const) {
      const report = await take(bytes);
      expect(report).toMatchObject({ applied: false, format, unmatched: [] });
      expect(report.rows).toEqual([
        {
          row: 'albania',
          member: 'albania',
          name: WBCTI.members[2]?.name,
          matchedBy: 'name-and-number',
          cells: [
            { column: 'tasks', before: ['old'], after: ['new'] },
            { column: 'inProcess', before: [], after: ['plan'] },
          ],
          status: 'would-change',
          version: 1,
        },
      ]);
      expect(report.missing).toHaveLength(18);
    }
    expect(saved).toEqual([]);
  });

  it('[X31] applies each changed row as one edit by route import, with a reason and the version it was compared with', async () => {
    const { take, saved } = world({ serbia: { tasks: ['same'] } });
    const report = await take(word(['3', 'Albania', 'new', 'plan'], ['8', 'Serbia', 'same', ''], ['11', 'Slovenia', 'x', '']), { apply: true });
    expect(report.rows.map(({ row, status, version }) => [row, status, version])).toEqual([
      ['albania', 'merged', 5],
      ['serbia', 'unchanged', 1],
      ['slovenia', 'merged', 5],
    ]);
    expect(report.applied).toBe(true);
    expect(saved.map(({ edit: { editId: _, ...edit }, route, person }) => ({ ...edit, route, person }))).toEqual([
      {
        sheet: 'support-group',
        row: 'albania',
        base: 1,
        cells: { tasks: ['new'], inProcess: ['plan'] },
        reason: 'Imported from a Word file',
        route: 'import',
        person: 'demo:secretariat',
      },
      {
        sheet: 'support-group',
        row: 'slovenia',
        base: 1,
        cells: { tasks: ['x'] },
        reason: 'Imported from a Word file',
        route: 'import',
        person: 'demo:secretariat',
      },
    ]);
    expect(new Set(saved.map(({ edit }) => edit.editId)).size).toBe(2);
  });

  it('[X32] leaves alone what the file leaves empty: cells, rows and members', async () => {
    const { take } = world({ albania: { tasks: ['kept'], inProcess: ['also kept'] }, serbia: { tasks: ['kept'] } });
    const { rows } = await take(word(['3', 'Albania', '', ' '], ['8', 'Serbia', 'changed', '']));
    expect(rows.map(({ row, status, cells }) => [row, status, cells.map(({ column }) => column)])).toEqual([
      ['albania', 'unchanged', []],
      ['serbia', 'would-change', ['tasks']],
    ]);
  });

  it('[X32] takes a line that differs in its typesetting alone as the line that is there', async () => {
    const { take } = world({ albania: { tasks: ['two\u00a0words', 'counter\u00adterrorism'] } });
    expect((await take(word(['3', 'Albania', 'two words</w:t><w:br/><w:t>counterterrorism', '']))).rows[0]?.status).toBe('unchanged');
    const { rows } = await take(word(['3', 'Albania', 'two words</w:t><w:br/><w:t>more', '']));
    expect(rows[0]?.cells[0]?.after).toEqual(['two\u00a0words', 'more']);
  });

  it('[X32] changes nothing when our own workbook is taken back', async () => {
    const { take, grid } = world({
      albania: { tasks: ['=1+1', '_x000D_', '#REF!', 'a\u00a0b'] },
      osce: { inProcess: Array.from({ length: 90 }, (_, n) => `line ${n}`) },
    });
    const report = await take(await writeWorkbook(grid, { at: '2026-11-25T09:00:00.000Z' }));
    expect(report.rows.map(({ status }) => status)).toEqual(WBCTI.members.map(() => 'unchanged'));
    expect(report).toMatchObject({ unmatched: [], missing: [] });
  });

  it('[X33] is for the Secretariat alone, and reads nothing for anybody else', async () => {
    const { take } = world();
    for (const principal of [
      { person: 'demo:albania', role: 'focal-point', member: 'albania' },
      { person: 'demo:observer', role: 'observer' },
    ] as const) {
      await expect(take(new Uint8Array(), { principal })).rejects.toMatchObject({ code: 'forbidden' });
    }
  });

  it('[X34] says in words why a file can’t be read', async () => {
    const { take } = world();
    const reason = async (bytes: Uint8Array) => {
      const error: unknown = await take(bytes).catch((caught: unknown) => caught);
      return error instanceof AppError ? [error.code, error.params['reason']] : error;
    };
    expect(await reason(Buffer.from('%PDF-1.7'))).toEqual(['unreadable-file', 'it is neither a .docx nor an .xlsx file']);
    expect(await reason(docxOf(docxTable([[p('Name'), p('Telephone')]])))).toEqual(['unreadable-file', 'no table in it has the headings of the grid']);
    expect(await reason(docxOf('<w:p>'))).toEqual(['unreadable-file', 'it is damaged']);
  });

  it('[X35] shows before saving which row would be refused, and why', async () => {
    const { take } = world();
    const { rows } = await take(word(['3', 'Albania', 'a\u202eb', ''], ['8', 'Serbia', 'fine', ''], ['11', 'Slovenia', 'x'.repeat(32_768), '']));
    expect(rows.map(({ status, problem }) => [status, problem?.code])).toEqual([
      ['refused', 'bad-characters'],
      ['would-change', undefined],
      ['refused', 'cell-too-long'],
    ]);
  });
});
