/** The overview as a table for files: the same columns in .xlsx and .csv; columns that this reader does not see are left out, not empty. */
import { type SentenceKey, say, sayDate } from '#contract/catalogue/say.ts';
import type { GridDefinition } from '#contract/grid.ts';
import type { Overview, OverviewMember } from '#contract/overview.ts';
import { heatWords } from '#contract/overview-words.ts';
import { localDateOf } from '../domain/calendar.ts';
import type { TableDocument, TableValue } from './documents.ts';
import { writeCsv } from './write-csv.ts';

/** `wbcti-2026-Q4-overview-TLP-AMBER.xlsx`: safe on every file system and in a header field. */
export function overviewFileName({ grid, period }: Overview, { definition, format }: { definition: GridDefinition; format: 'xlsx' | 'csv' }): string {
  return `${grid}-${period}-overview-${definition.marking.replace(/[^A-Z]+/g, '-')}.${format}`;
}

/** The overview as a document with a table. It holds no cell of the grid, so the grid's own marking is its marking. */
export function overviewDocument(overview: Overview, definition: GridDefinition): TableDocument {
  const { period, sentences } = overview;
  const columns = columnsOf(overview);
  const { title, organisation, marking, footnotes } = definition;
  return {
    title: say('overview.file.title', { title, period }),
    tab: say('overview.file.tab', { period }),
    subject: say('overview.file.subject', { count: overview.members.length, period, marking }),
    organisation,
    marking,
    asOf: say('workbook.as-of', { date: sayDate(overview.today) }),
    sentences: [
      sentences.dates,
      say('overview.file.reporting-rate', { sentence: sentences.reportingRate }),
      say('overview.file.reporting-rate-on-time', { sentence: sentences.reportingRateOnTime }),
      sentences.excused,
      sentences.punctuality,
    ],
    columns: columns.map(({ label, widthCharacters }) => ({ label, widthCharacters })),
    rows: overview.members.map((member) => ({ values: columns.map(({ value }) => value(member)), emphasis: member.overdue })),
    frozenColumns: 2,
    notes: footnotes,
  };
}

/** The members as .csv; the marking stands in each line, since a .csv has neither header nor footer. */
export function overviewCsv(overview: Overview, definition: GridDefinition): Uint8Array {
  const columns = columnsOf(overview);
  const plain = (value: TableValue): string | number => (typeof value === 'object' ? value.date : value);
  return writeCsv([
    [...columns.map(({ label }) => label), say('overview.column.marking')],
    ...overview.members.map((member) => [...columns.map(({ value }) => plain(value(member))), definition.marking]),
  ]);
}

interface TableColumn {
  label: string;
  widthCharacters: number;
  value: (member: OverviewMember) => TableValue;
}

function columnsOf(overview: Overview): TableColumn[] {
  const { timeZone, waiting, periods } = overview;
  const day = (at: string | undefined): TableValue => (at === undefined ? '' : { date: localDateOf(at, timeZone) });
  const column = (key: Extract<SentenceKey, `overview.column.${string}`>, widthCharacters: number, value: TableColumn['value']): TableColumn => ({
    label: say(key),
    widthCharacters,
    value,
  });
  const open = [
    column('overview.column.no', 5, ({ no }) => no),
    column('overview.column.member', 40, ({ name }) => name),
    column('overview.column.kind', 18, ({ kind }) => say(`overview.kind.${kind}`)),
    column('overview.column.state', 14, ({ state }) => say(`overview.state.${state}`)),
    column('overview.column.statement', 14, ({ statement }) => (statement ? say(`overview.statement.${statement}`) : '')),
    column('overview.column.submitted', 12, ({ submittedAt }) => day(submittedAt)),
    column('overview.column.due', 12, ({ dueOn }) => ({ date: dueOn })),
    column('overview.column.extended', 12, ({ ordinaryDueOn }) => (ordinaryDueOn === undefined ? '' : { date: ordinaryDueOn })),
    column('overview.column.overdue', 9, ({ overdue }) => (overdue ? say('overview.yes') : '')),
    column('overview.column.days-late', 7, ({ daysLate }) => daysLate),
  ];
  const ofSecretariat = [
    column('overview.column.activity', 12, ({ lastActivityAt }) => day(lastActivityAt)),
    column('overview.column.conflicts', 10, ({ conflicts }) => conflicts?.count ?? 0),
    column('overview.column.request', 14, ({ requested }) => (requested ? say(`overview.request.${requested}`) : '')),
    column('overview.column.review', 9, ({ reviewWaiting }) => (reviewWaiting ? say('overview.yes') : '')),
    column('overview.column.on-behalf', 16, ({ onBehalf }) =>
      onBehalf ? say(onBehalf === 'acknowledged' ? 'overview.acknowledged' : 'overview.to-acknowledge') : '',
    ),
  ];
  const strips = periods.map(({ period }, index): TableColumn => {
    return { label: period, widthCharacters: 12, value: ({ strip }) => (strip[index] ? heatWords(strip[index]) : '') };
  });
  return [...open, ...(waiting ? ofSecretariat : []), ...strips];
}
