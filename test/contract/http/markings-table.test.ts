/**
 * Every marking × every audience × every address, page and mail: what must be in the answer, and what must not occur anywhere in it. An address that is new in the contract has to be
 * placed here before this file compiles.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RouteName } from '#contract/routes.ts';
import { readEvents } from '../../support/event-reader.ts';
import { formBrowser } from '../../support/form-browser.ts';
import { type Age, ITEMS_ROW, MARKED_ROWS, type MarkedGrid, mayRead, READERS, SECRETS, startMarkedGrid } from '../../support/marked-grid.ts';
import { docxOf, docxTable, p } from '../../support/office-files.ts';
import { editOf } from '../../support/scenario.ts';

let grid: MarkedGrid;
beforeAll(async () => {
  grid = await startMarkedGrid();
});
afterAll(() => grid.service.close());

const ROWS = [ITEMS_ROW, ...Object.keys(MARKED_ROWS)];
const client = (reader: string) => grid.service.as(reader);
const get = async (reader: string, ...paths: string[]): Promise<string> =>
  (await Promise.all(paths.map(async (path) => (await client(reader).get(path)).text))).join('\n');

/** What an address answers a reader, as text, and which texts it shows to those who may read them. */
interface Endpoint {
  shows: readonly Age[];
  /** Whom it shows them to; default: everybody who may read them. */
  to?: (reader: string, row: string) => boolean;
  ask(reader: string): Promise<string>;
}
const ALL: readonly Age[] = ['now', 'reworded', 'gone', 'reason'];
const nothing = (ask: Endpoint['ask']): Endpoint[] => [{ shows: [], ask }];
/** An answer that may have no body. */
const told = ({ status, text }: { status: number; text: string }): string => `${status} ${text}`;
/** All that is in an .xlsx, as text. */
async function unzipped(reader: string, path: string): Promise<string> {
  const { bytes } = await client(reader).get(path);
  return Object.values(unzipSync(bytes))
    .map((part) => strFromU8(part))
    .join('\n');
}
const mayEdit = (reader: string, row: string): boolean => reader === 'secretariat' || reader === row;

const PERIOD = '/grids/wbcti/periods/2026-Q4';

const ENDPOINTS: Record<RouteName, Endpoint[]> = {
  readGrid: [
    { shows: ['now'], ask: (reader) => get(reader, '/grids/wbcti') },
    { shows: ['reworded', 'gone'], ask: (reader) => get(reader, `/grids/wbcti?asOf=${grid.cursorBefore}`) },
    { shows: ['reworded', 'gone'], ask: (reader) => get(reader, `/grids/wbcti?asOf=${grid.instantBefore}`) },
    { shows: ['now'], ask: (reader) => get(reader, '/grids/wbcti?asOf=2026-Q4') },
    { shows: ['now'], ask: (reader) => get(reader, '/grids/wbcti?asOf=2026-11-25') },
  ],
  readChanges: [{ shows: ALL, ask: (reader) => get(reader, '/grids/wbcti/changes') }],
  followEvents: [
    {
      shows: ALL,
      async ask(reader) {
        const stream = await readEvents(grid.service.url, { name: reader, after: 0 });
        const events = await stream.take(await grid.service.cursor());
        stream.close();
        return JSON.stringify(events);
      },
    },
  ],
  listVersions: [
    { shows: ALL, ask: (reader) => get(reader, ...ROWS.map((row) => `/grids/wbcti/rows/${row}/versions`)) },
    { shows: ['reworded', 'gone'], ask: (reader) => get(reader, ...ROWS.map((row) => `/grids/wbcti/rows/${row}/versions?before=3&limit=1`)) },
  ],
  readVersion: [
    { shows: ['reworded', 'gone'], ask: (reader) => get(reader, ...ROWS.map((row) => `/grids/wbcti/rows/${row}/versions/2`)) },
    { shows: ['now'], ask: (reader) => get(reader, ...ROWS.map((row) => `/grids/wbcti/rows/${row}/versions/3`)) },
    { shows: ['now', 'reason'], ask: (reader) => get(reader, ...ROWS.map((row) => `/grids/wbcti/rows/${row}/versions/4`)) },
  ],
  readItemLife: [
    {
      shows: ['now', 'reworded', 'gone'],
      ask: (reader) =>
        get(reader, ...ROWS.flatMap((row) => Array.from({ length: row === ITEMS_ROW ? 10 : 2 }, (_, n) => `/grids/wbcti/rows/${row}/items/2.${n + 1}`))),
    },
  ],
  saveEdits: [
    {
      // Whoever may not edit is refused, and told how the row stands; the others repeat what the row says.
      shows: ['now'],
      async ask(reader) {
        const edits = ROWS.map((row) => editOf(row, 4, { decisionMaking: ['by consensus'] }, { reason: 'none' }));
        return (await client(reader).post('/grids/wbcti/edits', { edits })).text;
      },
    },
    {
      // Conflicts, for those who get that far: base and theirs are old and new texts.
      shows: ['now', 'reworded'],
      to: mayEdit,
      async ask(reader) {
        const cells = (row: string) => ({ tasks: (row === ITEMS_ROW ? [1, 2, 3, 4, 5] : [1]).map((n) => ({ itemId: `2.${n}`, text: 'in another way' })) });
        const edits = ROWS.map((row) => editOf(row, 2, cells(row), { reason: 'none' }));
        const { text, json } = await client(reader).post('/grids/wbcti/edits', { edits });
        const own = json.results.filter(({ row }: { row: string }) => mayEdit(reader, row));
        for (const { status, conflicts } of own) expect([status, conflicts.length > 0]).toEqual(['conflict', true]);
        return text;
      },
    },
  ],
  changeMarking: [
    {
      shows: ['now'],
      to: mayEdit,
      async ask(reader) {
        const texts = ROWS.map(async (row) => {
          const answer = await client(reader).post(`/grids/wbcti/rows/${row}/markings`, { marking: MARKED_ROWS[row] ?? 'TLP:AMBER' });
          expect(answer.status).toBe(mayEdit(reader, row) ? 200 : 403);
          return answer.text;
        });
        return (await Promise.all(texts)).join('\n');
      },
    },
  ],
  downloadWorkbook: [{ shows: ['now'], ask: (reader) => unzipped(reader, '/grids/wbcti/workbook.xlsx') }],
  importFile: [
    {
      shows: ['now'],
      to: (reader) => reader === 'secretariat',
      async ask(reader) {
        const table = docxTable(
          [['No', 'Support Group Members', 'Products in process'], ...ROWS.map((_, index) => [`${NUMBERS[index]}`, '', 'one line'])].map((cells) =>
            cells.map(p),
          ),
        );
        return (await client(reader).post('/grids/wbcti/imports', docxOf(table), { 'Content-Type': 'application/octet-stream' })).text;
      },
    },
  ],
  me: nothing((reader) => get(reader, '/me')),
  listGrids: nothing((reader) => get(reader, '/grids')),
  listPeriods: nothing((reader) => get(reader, '/grids/wbcti/periods')),
  readPeriod: nothing((reader) => get(reader, '/grids/wbcti/periods/2026-Q4')),
  signOut: nothing(async (reader) => told(await client(reader).remove('/me/session'))),
  listSessions: nothing((reader) => get(reader, '/grids/wbcti/people/fp-albania/sessions')),
  endSession: nothing(async (reader) => told(await client(reader).remove('/grids/wbcti/people/fp-albania/sessions/none'))),
  endSessions: nothing(async (reader) => told(await client(reader).remove('/grids/wbcti/people/fp-albania/sessions'))),
  readOverview: nothing((reader) => get(reader, '/grids/wbcti/overview')),
  downloadOverviewXlsx: nothing((reader) => unzipped(reader, '/grids/wbcti/overview.xlsx')),
  downloadOverviewCsv: nothing((reader) => get(reader, '/grids/wbcti/overview.csv')),
  submit: nothing(async (reader) => (await client(reader).post('/grids/wbcti/periods/2026-Q4/submissions', { member: ITEMS_ROW, statement: 'updated' })).text),
  withdrawSubmission: nothing(async (reader) => (await client(reader).post(`${PERIOD}/submissions/1/withdrawal`, {})).text),
  acknowledgeSubmission: nothing(async (reader) => (await client(reader).post(`${PERIOD}/submissions/1/acknowledgement`)).text),
  readReceipt: nothing((reader) => get(reader, `${PERIOD}/submissions/1/receipt`)),
  giveReview: nothing(async (reader) => (await client(reader).post(`${PERIOD}/reviews`, { member: ITEMS_ROW, verdict: 'accepted' })).text),
  makeRequest: nothing(async (reader) => (await client(reader).post(`${PERIOD}/requests`, { member: ITEMS_ROW, kind: 'excuse', reason: 'x' })).text),
  answerRequest: nothing(async (reader) => (await client(reader).post(`${PERIOD}/requests/1/answer`, { granted: false })).text),
  moveDates: nothing(async (reader) => (await client(reader).put(`${PERIOD}/dates`, { dueOn: '2026-12-31', reason: 'x' })).text),
  readMemberFile: nothing((reader) => get(reader, ...ROWS.map((row) => `${PERIOD}/members/${row}`))),
  listComments: nothing((reader) => get(reader, ...ROWS.map((row) => `/grids/wbcti/rows/${row}/comments`))),
  addComment: nothing(async (reader) => (await client(reader).post(`/grids/wbcti/rows/${ITEMS_ROW}/comments`, { text: 'x' })).text),
  listReminders: nothing((reader) => get(reader, '/grids/wbcti/reminders')),
  runReminders: nothing(async (reader) => (await client(reader).post('/grids/wbcti/reminders/run', { dryRun: true })).text),
  previewReminders: nothing((reader) => get(reader, '/grids/wbcti/reminders/preview')),
  sendReminder: nothing(async (reader) => (await client(reader).post('/grids/wbcti/reminders/none/send')).text),
  skipReminder: nothing(async (reader) => (await client(reader).post('/grids/wbcti/reminders/skip', {})).text),
  pauseReminders: nothing(async (reader) => (await client(reader).put('/grids/wbcti/members/albania/pause', { until: null })).text),
  listLetters: nothing((reader) => get(reader, '/grids/wbcti/reminders/letters')),
  listPeople: nothing((reader) => get(reader, '/grids/wbcti/people')),
  putPerson: nothing(
    async (reader) => (await client(reader).put('/grids/wbcti/people/fp-x', { member: ITEMS_ROW, role: 'deputy', name: 'X', language: 'en' })).text,
  ),
  removePerson: nothing(async (reader) => (await client(reader).remove('/grids/wbcti/people/fp-nobody')).text),
  importPeople: nothing(
    async (reader) =>
      (await client(reader).post('/grids/wbcti/people/import', 'person,member,role,name,email,language\n', { 'Content-Type': 'text/csv' })).text,
  ),
  verifyLedger: nothing((reader) => get(reader, '/grids/wbcti/ledger/verify', '/openapi.json')),
};

/** The pages, with their markup and without: differing words are marked up. */
async function page(reader: string, ...paths: string[]): Promise<string> {
  const { browser } = await formBrowser(grid.service.url, reader);
  const texts = await Promise.all(paths.map(async (path) => (await browser.get(path)).text));
  return texts.flatMap((text) => [text, text.replace(/<[^>]+>/g, '')]).join('\n');
}
const PAGES: Record<string, Endpoint> = {
  form: { shows: ['now'], ask: (reader) => page(reader, ...ROWS.map((row) => `/form?member=${row}`)) },
  'history in the form': { shows: ALL, ask: (reader) => page(reader, ...ROWS.map((row) => `/form/history?member=${row}`)) },
  'receipt in the form': { shows: [], ask: (reader) => page(reader, '/form/receipt?number=1', '/form/receipt.json?number=1') },
  overview: { shows: [], ask: (reader) => page(reader, '/overview') },
};

/** The numbers of the rows in the definition, in the order of ROWS. */
const NUMBERS = [3, 8, 6, 5, 16, 15];

describe('what may be read is there, and nothing else is anywhere', () => {
  for (const [name, endpoints] of [...Object.entries(ENDPOINTS), ...Object.entries(PAGES).map(([name, one]) => [name, [one]] as const)]) {
    for (const [index, { shows, to, ask }] of endpoints.entries()) {
      it.each(READERS)(`[A54] ${name} ${index + 1} for %s`, async (reader) => {
        const text = await ask(reader);
        expect(text.length).toBeGreaterThan(1);
        for (const secret of SECRETS) {
          if (!mayRead(reader, secret)) expect(text, secret.text).not.toContain(secret.text);
          else if (shows.includes(secret.age) && (to?.(reader, secret.row) ?? true)) expect(text, secret.text).toContain(secret.text);
        }
      });
    }
  }

  it('[A54] a stream that was open all the while brings each reader its own, by the markings of the moment at the latest', async () => {
    const streams = await Promise.all(READERS.map((name) => readEvents(grid.service.url, { name })));
    const before = await grid.service.cursor();
    for (const row of [ITEMS_ROW, 'france']) {
      const { version } = (await client('secretariat').get('/grids/wbcti')).json.rows.find((one: { row: string }) => one.row === row);
      await client(row).post('/grids/wbcti/edits', { edits: [editOf(row, version, { tasks: ['one more line of the row'] })] });
    }
    const count = (await grid.service.cursor()) - before;
    expect(count).toBe(2);
    for (const [index, stream] of streams.entries()) {
      const reader = READERS[index] ?? '';
      const text = JSON.stringify(await stream.take(count));
      stream.close();
      for (const secret of SECRETS.filter(({ row, age }) => age === 'now' && [ITEMS_ROW, 'france'].includes(row))) {
        if (mayRead(reader, secret)) expect(text, secret.text).toContain(secret.text);
        else expect(text, secret.text).not.toContain(secret.text);
      }
    }
  });

  it('[A54] no mail says any of it, not even what everybody may read', async () => {
    const secretariat = client('secretariat');
    const person = { member: ITEMS_ROW, role: 'focal-point', name: 'Elira Doda', email: 'elira.doda@example.org', language: 'en' };
    expect((await secretariat.put('/grids/wbcti/people/fp-albania', person)).status).toBe(200);
    expect((await secretariat.post(`${PERIOD}/reviews`, { member: ITEMS_ROW, verdict: 'returned', comment: 'Please look again' })).status).toBe(201);
    await secretariat.post('/grids/wbcti/reminders/run', {});
    grid.service.moveTo('2027-01-16T09:00:00.000Z');
    expect((await secretariat.post('/grids/wbcti/reminders/run', {})).json.sent).toBeGreaterThan(15);
    const outbox = join(grid.service.dataDir, 'outbox');
    const mails = readdirSync(outbox, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.eml'));
    const text = mails.map((name) => readFileSync(join(outbox, name), 'utf8').replace(/=\r?\n/g, '')).join('\n');
    // Returned, and reminded of.
    for (const one of ['elira.doda@example.org', 'The update of UNODC for 2026-Q4 was due']) expect(text.includes(one), one).toBe(true);
    for (const secret of SECRETS) expect(text.includes(secret.text), secret.text).toBe(false);
  });
});
