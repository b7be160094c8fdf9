/** The overview as files: the workbook as Excel and LibreOffice take it, and the .csv. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { readXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import type { Overview } from '#contract/overview.ts';
import { overviewSentences } from '#contract/overview-words.ts';
import { writeTable } from '../../../../../service/adapters/xlsx/write-table.ts';
import { readCsv } from '../../../../../service/application/csv.ts';
import { overviewCsv, overviewDocument } from '../../../../../service/application/overview-table.ts';
import { overviewOf } from '../../../../../service/domain/overview.ts';
import { WBCTI } from '../../../../support/export-grids.ts';
import { findings, NO_VALIDATOR, VALIDATOR } from '../../../../support/ooxml-validate.ts';
import { noon, stateWith, submitted } from '../../../../support/states.ts';

const AT = '2027-01-10T09:00:00.000Z';
const HOSTILE = ['=1+1', '+1', '-1', '@cmd', '\tx', '\r=1', '"quoted", and\r\nbroken', '#REF!', '0123'];

function overviewWith(names: readonly string[] = []): Overview {
  const state = stateWith([submitted({ period: '2026-Q4', member: 'albania', rowVersions: { albania: 1 } }, noon('2027-01-04'))], WBCTI);
  const fold = overviewOf(state, { period: '2026-Q4', today: '2027-01-10', conflicts: new Map() });
  const members = fold.members.map((member, index) => ({ ...member, name: names[index] ?? member.name }));
  return { ...fold, members, sentences: overviewSentences(fold) };
}

const write = (overview = overviewWith()) => writeTable(overviewDocument(overview, WBCTI), { at: AT });

describe('the workbook of the overview', () => {
  it.skipIf(!VALIDATOR)(`[X60] satisfies Microsoft's validator${VALIDATOR ? '' : ` (${NO_VALIDATOR})`}`, async () => {
    expect(findings({ 'plain.xlsx': await write(), 'hostile.xlsx': await write(overviewWith(['a\u0000b', 'lone \ud800', ...HOSTILE])) })).toBe('');
  });

  it('[X61] freezes the heading, repeats it on paper, and carries marking and sentences', async () => {
    const bytes = await write();
    const { sheets, properties } = await readXlsx(bytes, { readStyles: true });
    const [sheet] = sheets;
    expect(sheet?.rows.slice(0, 5).map(([first]) => first)).toEqual([
      'TLP:AMBER',
      'WBCTi Support Group – overview 2026-Q4',
      'As of Sunday, 10 January 2027',
      'Due Thursday, 31 December 2026, 10 days ago. Open since 1 October 2026, closes 30 January 2027.',
      'Reporting rate: 1 received ÷ 19 expected = 5.3%',
    ]);
    expect(sheet?.freezePane).toEqual({ rows: 9, columns: 2 });
    expect(sheet?.headerFooter?.oddHeader).toMatch(/&R.*TLP:AMBER$/);
    expect(sheet?.headerFooter?.oddFooter).toMatch(/Page &P of &N.*&R.*TLP:AMBER$/);
    expect(properties).toMatchObject({ keywords: 'TLP:AMBER', creator: WBCTI.organisation, title: 'WBCTi Support Group – overview 2026-Q4' });
    expect(strFromU8(unzipSync(bytes)['xl/workbook.xml']!)).toContain("'Overview 2026-Q4'!$9:$9");
    expect(sheet?.rows.filter(([no]) => typeof no === 'number')).toHaveLength(19);
  });

  it('[X62] keeps names as they are typed, and dates and days as numbers that sort', async () => {
    const [sheet] = (await readXlsx(await write(overviewWith(HOSTILE.slice(0, 4))), { readStyles: true })).sheets;
    const heading = sheet?.rows[8] ?? [];
    const at = (label: string) => heading.indexOf(label);
    expect(sheet?.rows.slice(9, 13).map((row) => row[at('Member')])).toEqual(HOSTILE.slice(0, 4));
    const albania = sheet?.rows[11] ?? [];
    expect(albania[at('Days late')]).toBe(4);
    expect(new Date(albania[at('Submitted on')] as Date).toISOString().slice(0, 10)).toBe('2027-01-04');
    expect(albania[at('2026-Q4')]).toBe('4 days late');
    expect(sheet?.cells?.get(`9,${at('Member')}`)?.style?.numFmt).toBe('@');
  });

  it('[X60] is opened by LibreOffice with all members, where there is one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'grid-overview-'));
    try {
      writeFileSync(join(folder, 'overview.xlsx'), await write(overviewWith(['=1+1'])));
      const profile = `-env:UserInstallation=file://${folder}/profile`;
      const csv = 'csv:Text - txt - csv (StarCalc):44,34,76,1';
      const made = spawnSync('soffice', [profile, '--headless', '--convert-to', csv, '--outdir', folder, join(folder, 'overview.xlsx')]);
      if (made.error) return;
      const lines = readCsv(readFileSync(join(folder, 'overview.csv'), 'utf8')).map(({ fields }) => fields);
      expect(lines.filter(([no]) => /^\d+$/.test(no ?? '')).map(([no]) => Number(no))).toEqual(Array.from({ length: 19 }, (_, index) => index + 1));
      expect(lines.find(([no]) => no === '1')?.[1]).toBe('=1+1');
      expect(lines.find(([no]) => no === '3')).toContain('2027-01-04');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('the .csv of the overview', () => {
  const text = Buffer.from(overviewCsv(overviewWith(HOSTILE), WBCTI)).toString('utf8');

  it('[X63] begins with a byte order mark, ends each line with CRLF, and is read back field by field', () => {
    expect(text.startsWith('\uFEFFNo,Member,')).toBe(true);
    expect(text.endsWith('\r\n')).toBe(true);
    const [header, ...lines] = readCsv(text);
    expect(lines).toHaveLength(19);
    expect(lines.every(({ fields, broken }) => !broken && fields.length === header?.fields.length && fields.at(-1) === 'TLP:AMBER')).toBe(true);
    expect(lines[6]?.fields[1]).toBe(HOSTILE[6]);
  });

  it('[X64] nothing in it begins a formula', () => {
    const fields = readCsv(text).flatMap((line) => line.fields);
    expect(fields.filter((field) => /^[=+\-@\t\r]/.test(field))).toEqual([]);
    expect(
      readCsv(text)
        .slice(1, 7)
        .map((line) => line.fields[1]),
    ).toEqual(HOSTILE.slice(0, 6).map((name) => `'${name}`));
  });
});
