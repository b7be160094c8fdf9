/** Bad input over HTTP: each with one clear sentence and a stable code, and nothing lost or changed. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { editOf, expectProblemBody, play, type Scenario, save } from '../../support/scenario.ts';
import { startTestService, type TestService } from '../../support/start-service.ts';

const SECRET = 'Zlatorog-7741';
const edits = (...list: unknown[]): unknown => ({ edits: list });
const EDITS = '/grids/wbcti/edits';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

/** Requests that are refused as a whole. */
const REFUSED: Scenario[] = [
  { title: '[H1] an unknown grid', path: '/grids/nowhere', status: 404, code: 'unknown-grid' },
  {
    title: '[H1] an unknown grid to save into',
    path: '/grids/nowhere/edits',
    method: 'POST',
    body: edits(editOf('albania', 1, {})),
    status: 404,
    code: 'unknown-grid',
  },
  { title: '[H1] a grid named like a property of objects', path: '/grids/__proto__', status: 404, code: 'unknown-grid' },
  { title: '[H1] another one', path: '/grids/constructor/changes', status: 404, code: 'unknown-grid' },
  { title: '[H1] an unknown row', path: '/grids/wbcti/rows/atlantis/versions', status: 404, code: 'unknown-row' },
  { title: '[H1] an unknown version', path: '/grids/wbcti/rows/albania/versions/99', status: 404, code: 'unknown-version' },
  { title: '[H1] a version that is no number', path: '/grids/wbcti/rows/albania/versions/1e0', status: 404, code: 'unknown-version' },
  { title: '[H1] version 0', path: '/grids/wbcti/rows/albania/versions/0', status: 404, code: 'unknown-version' },
  { title: '[H1] an unknown period', path: '/grids/wbcti/periods/2031-Q1', status: 404, code: 'unknown-period' },
  { title: '[H1] a period that is none', path: '/grids/wbcti/periods/2026-Q5', status: 404, code: 'unknown-period' },
  { title: '[H1] a period before the first', path: '/grids/wbcti/periods/2026-Q3', status: 404, code: 'unknown-period' },
  { title: '[H1] the grid as of an unknown period', path: '/grids/wbcti?asOf=2031-Q1', status: 404, code: 'unknown-period' },
  {
    title: '[H1] an unknown member',
    path: '/grids/wbcti/periods/2026-Q4/submissions',
    method: 'POST',
    body: { member: 'atlantis', statement: 'updated' },
    status: 404,
    code: 'unknown-member',
  },
  {
    title: '[H1] a person of an unknown member',
    as: 'secretariat',
    path: '/grids/wbcti/people/p-1',
    method: 'PUT',
    body: { member: 'atlantis', role: 'focal-point', name: 'A' },
    status: 404,
    code: 'unknown-member',
  },
  { title: '[H1] a person who is not there', as: 'secretariat', path: '/grids/wbcti/people/p-none', method: 'DELETE', status: 404, code: 'not-found' },
  { title: '[H2] an address that does not exist', path: '/nowhere', status: 404, code: 'not-found' },
  { title: '[H2] an address outside the API', path: '!/etc/passwd', status: 404, code: 'not-found' },
  { title: '[H2] climbing out of the pages', path: '!/addin/..%2f..%2fpackage.json', status: 404, code: 'not-found', not: ['dependencies'] },
  { title: '[H4] a range beyond the end of a file', path: '!/addin/theme.css', headers: { range: 'bytes=99999999-' }, status: 400, code: 'invalid-input' },
  { title: '[H4] a precondition of a file that does not hold', path: '!/addin/theme.css', headers: { 'if-match': '"x"' }, status: 400, code: 'invalid-input' },
  { title: '[H2] a slash at the end', path: '/grids/wbcti/', status: 404, code: 'not-found' },
  { title: '[H2] capital letters', path: '/Grids', status: 404, code: 'not-found' },
  { title: '[H2] percent-encoded garbage in the path', path: '/grids/%zz', status: 404, code: 'not-found' },
  { title: '[H2] bytes that are no UTF-8 in the path', path: '/grids/%ff%fe', status: 404, code: 'not-found' },
  { title: '[H2] NUL in the path', path: '/grids/wbcti%00', status: 404, code: 'unknown-grid' },
  { title: '[H2] an id longer than 256 characters', path: `/grids/${'x'.repeat(257)}`, status: 400, code: 'invalid-input', pointers: ['/grid'] },
  {
    title: '[H3] a method that the address does not take',
    path: '/grids',
    method: 'DELETE',
    status: 405,
    code: 'method-not-allowed',
    answers: { allow: /GET/ },
  },
  { title: '[H3] OPTIONS', path: '/grids/wbcti/edits', method: 'OPTIONS', status: 405, code: 'method-not-allowed', answers: { allow: /POST/ } },
  {
    title: '[H3] POST on the description',
    path: '/openapi.json',
    method: 'POST',
    body: {},
    status: 405,
    code: 'method-not-allowed',
    answers: { allow: /GET/ },
  },
  { title: '[H3] POST on the health', path: '!/healthz', method: 'POST', body: {}, status: 405, code: 'method-not-allowed', answers: { allow: /GET/ } },
  { title: '[H4] an unknown query field', path: '/grids/wbcti?colour=red', status: 400, code: 'invalid-input', pointers: ['/colour'] },
  { title: '[H4] a repeated query field', path: '/grids/wbcti?asOf=1&asOf=2', status: 400, code: 'invalid-input', pointers: ['/asOf'] },
  { title: '[H4] __proto__ as a query field', path: '/grids/wbcti?__proto__=1', status: 400, code: 'invalid-input', pointers: ['/__proto__'] },
  { title: '[H4] a bracketed query field', path: '/grids/wbcti?asOf[a]=1', status: 400, code: 'invalid-input' },
  { title: '[H4] an empty asOf', path: '/grids/wbcti?asOf=', status: 400, code: 'invalid-input', pointers: ['/asOf'] },
  { title: '[H4] an instant that does not exist', path: '/grids/wbcti?asOf=2026-13-45T00:00:00Z', status: 400, code: 'invalid-input', pointers: ['/asOf'] },
  { title: '[H4] a cursor that is none', path: '/grids/wbcti/changes?after=-1', status: 400, code: 'invalid-input', pointers: ['/after'] },
  { title: '[H4] a limit that is none', path: '/grids/wbcti/changes?limit=ten', status: 400, code: 'invalid-input', pointers: ['/limit'] },
  {
    title: '[H4] a Last-Event-ID that is no cursor',
    path: '/grids/wbcti/events',
    headers: { 'Last-Event-ID': 'x' },
    status: 400,
    code: 'invalid-input',
    pointers: ['/Last-Event-ID'],
  },
  {
    title: '[H4] apply that is neither true nor false',
    as: 'secretariat',
    path: '/grids/wbcti/imports?apply=1',
    method: 'POST',
    body: '',
    status: 400,
    code: 'invalid-input',
    pointers: ['/apply'],
  },
];

/** Bodies that are refused as a whole; `/grids/wbcti/edits` unless said otherwise. */
const BODIES: Omit<Scenario, 'path' | 'method'>[] = [
  {
    title: '[H5] broken JSON',
    headers: { 'Content-Type': 'application/json' },
    body: `{"edits":[{"${SECRET}"`,
    status: 400,
    code: 'malformed-json',
    not: [SECRET],
  },
  {
    title: '[H5] JSON that is no UTF-8',
    headers: { 'Content-Type': 'application/json' },
    body: Buffer.from([0x22, 0xff, 0x22]),
    status: 400,
    code: 'malformed-json',
  },
  {
    title: '[H5] arrays nested 100,000 deep',
    headers: { 'Content-Type': 'application/json' },
    body: `{"edits":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
    status: 400,
    code: 'invalid-input',
  },
  {
    title: '[H5] objects nested 100,000 deep',
    headers: { 'Content-Type': 'application/json' },
    body: `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
    status: 400,
    code: 'invalid-input',
  },
  { title: '[H5] no body', body: '', headers: { 'Content-Type': 'application/json' }, status: 400, code: 'invalid-input', pointers: ['/edits'] },
  { title: '[H5] null', headers: { 'Content-Type': 'application/json' }, body: 'null', status: 400, code: 'invalid-input', pointers: [''] },
  { title: '[H5] a list instead of an object', body: [], status: 400, code: 'invalid-input', pointers: [''] },
  { title: '[H6] an unknown field', body: { edits: [editOf('albania', 1, {})], colour: 'red' }, status: 400, code: 'invalid-input', pointers: ['/colour'] },
  {
    title: '[H6] an unknown field of an edit',
    body: edits(editOf('albania', 1, {}, { 'a/b~c': 1 })),
    status: 400,
    code: 'invalid-input',
    pointers: ['/edits/0/a~1b~0c'],
  },
  { title: '[H6] no edit', body: edits(), status: 400, code: 'invalid-input', pointers: ['/edits'] },
  {
    title: '[H6] 501 edits',
    body: edits(...Array.from({ length: 501 }, () => editOf('albania', 1, {}))),
    status: 400,
    code: 'invalid-input',
    pointers: ['/edits'],
  },
  { title: '[H6] a base that is not whole', body: edits(editOf('albania', 1.5, {})), status: 400, code: 'invalid-input', pointers: ['/edits/0/base'] },
  { title: '[H6] a base that is text', body: edits(editOf('albania', '1' as never, {})), status: 400, code: 'invalid-input', pointers: ['/edits/0/base'] },
  {
    title: '[H6] base 0',
    body: edits(editOf('albania', 0, {})),
    status: 400,
    code: 'invalid-input',
    pointers: ['/edits/0/base'],
    parts: { errors: [{ message: 'must be at least 1' }] },
  },
  { title: '[H6] a negative base', body: edits(editOf('albania', -1, {})), status: 400, code: 'invalid-input', pointers: ['/edits/0/base'] },
  { title: '[H6] a number as row', body: edits(editOf(3 as never, 1, {})), status: 400, code: 'invalid-input', pointers: ['/edits/0/row'] },
  { title: '[H6] a number as editId', body: edits(editOf('albania', 1, {}, { editId: 7 })), status: 400, code: 'invalid-input', pointers: ['/edits/0/editId'] },
  {
    title: '[H6] an editId that is no UUID',
    body: edits(editOf('albania', 1, {}, { editId: 'mine' })),
    status: 400,
    code: 'invalid-input',
    pointers: ['/edits/0/editId'],
  },
  { title: '[H6] a number as cell', body: edits(editOf('albania', 1, { tasks: 7 })), status: 400, code: 'invalid-input', pointers: ['/edits/0/cells/tasks'] },
  {
    title: '[H6] an item with an unknown field',
    body: edits(editOf('albania', 1, { tasks: [{ itemId: '1.1', text: SECRET, colour: 1 }] })),
    status: 400,
    code: 'invalid-input',
    not: [SECRET],
  },
  {
    title: '[H6] a reason that is a list',
    body: edits(editOf('albania', 1, {}, { reason: [] })),
    status: 400,
    code: 'invalid-input',
    pointers: ['/edits/0/reason'],
  },
  {
    title: '[H6] one bad edit among good ones',
    body: edits(editOf('albania', 1, { tasks: [SECRET] }), { nonsense: true }),
    status: 400,
    code: 'invalid-input',
    not: [SECRET],
  },
  {
    title: '[H7] __proto__ as a field',
    headers: { 'Content-Type': 'application/json' },
    body: '{"edits":[],"__proto__":{"edits":[]}}',
    status: 400,
    code: 'invalid-input',
  },
  {
    title: '[H7] __proto__ as a column: its text is not dropped in silence',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(edits(editOf('albania', 1, { PROTO: [SECRET] }))).replace('PROTO', '__proto__'),
    status: 400,
    code: 'invalid-input',
    pointers: ['/edits/0/cells/__proto__'],
  },
  {
    title: '[H7] __proto__ written with escapes',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(edits(editOf('albania', 1, { PROTO: [SECRET] }))).replace('PROTO', '\\u005f_proto\\u005F_'),
    status: 400,
    code: 'invalid-input',
    pointers: ['/edits/0/cells/__proto__'],
  },
  {
    title: '[H8] two edits with one id',
    body: edits(
      editOf('albania', 1, {}, { editId: '6b0c0000-0000-4000-8000-00000000000a' }),
      editOf('albania', 1, {}, { editId: '6B0C0000-0000-4000-8000-00000000000A' }),
    ),
    status: 400,
    code: 'duplicate-edit-id',
  },
  { title: '[H9] more than 1 MB', body: edits(editOf('albania', 1, { tasks: ['x'.repeat(1_000_001)] })), status: 413, code: 'too-large' },
  { title: '[H10] another type', headers: { 'Content-Type': 'text/plain' }, body: '{}', status: 415, code: 'unsupported-media-type' },
  { title: '[H10] no type', headers: { 'Content-Type': '' }, body: Buffer.from('{"edits":[]}'), status: 415, code: 'unsupported-media-type' },
  { title: '[H10] a form', headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: 'edits=1', status: 415, code: 'unsupported-media-type' },
  {
    title: '[H10] a compressed body',
    headers: { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' },
    body: Buffer.from('1f8b', 'hex'),
    status: 415,
    code: 'unsupported-media-type',
  },
];

describe('requests that are refused', () => {
  for (const scenario of REFUSED) it(scenario.title, () => play(service, scenario));
});

describe('bodies that are refused', () => {
  for (const scenario of BODIES) it(scenario.title, () => play(service, { ...scenario, path: EDITS, method: 'POST' }));

  it('[H10] a file of the wrong kind, a list of people that is no .csv', async () => {
    await play(service, {
      title: '',
      as: 'secretariat',
      path: '/grids/wbcti/imports',
      method: 'POST',
      body: { a: 1 },
      status: 415,
      code: 'unsupported-media-type',
    });
    await play(service, {
      title: '',
      as: 'secretariat',
      path: '/grids/wbcti/people/import',
      method: 'POST',
      body: { a: 1 },
      status: 415,
      code: 'unsupported-media-type',
    });
  });
});

/** Edits that are refused one by one, in a request that is taken. */
const REFUSED_EDITS: { title: string; as?: string; edit: () => Record<string, unknown>; code: Parameters<typeof expectProblemBody>[1]; noRow?: boolean }[] = [
  { title: '[H11] an unknown sheet', edit: () => editOf('albania', 1, {}, { sheet: 'ideas' }), code: 'unknown-sheet' },
  { title: '[H11] an unknown row', edit: () => editOf('atlantis', 1, { tasks: [SECRET] }), code: 'unknown-row', noRow: true },
  { title: '[H11] an unknown column', edit: () => editOf('albania', 1, { tsaks: [SECRET] }), code: 'unknown-column' },
  { title: '[H11] a column named like a property of objects', edit: () => editOf('albania', 1, { constructor: [SECRET] }), code: 'unknown-column' },
  { title: '[H11] a column with half a character in its name', edit: () => editOf('albania', 1, { 'a\ud800': [SECRET] }), code: 'unknown-column' },
  { title: '[H11] a column that the definition fills', edit: () => editOf('albania', 1, { member: SECRET }), code: 'unknown-column' },
  { title: '[H11] a base newer than what exists', edit: () => editOf('albania', 7, { tasks: [SECRET] }), code: 'base-unknown' },
  { title: '[H11] a cell over its limit', edit: () => editOf('albania', 1, { tasks: [SECRET.repeat(3_000)] }), code: 'cell-too-long' },
  { title: '[H11] 255 lines', edit: () => editOf('albania', 1, { tasks: Array.from({ length: 255 }, () => SECRET) }), code: 'too-many-lines' },
  { title: '[H11] a control character', edit: () => editOf('albania', 1, { tasks: [`${SECRET}\u0007`] }), code: 'bad-characters' },
  { title: '[H11] NUL', edit: () => editOf('albania', 1, { tasks: [`${SECRET}\u0000`] }), code: 'bad-characters' },
  { title: '[H11] a bidirectional override', edit: () => editOf('albania', 1, { tasks: [`${SECRET}\u202e`] }), code: 'bad-characters' },
  { title: '[H11] an unpaired surrogate', edit: () => editOf('albania', 1, { tasks: [`${SECRET}\ud800`] }), code: 'bad-characters' },
  {
    title: '[H11] an unpaired surrogate as an item',
    edit: () => editOf('albania', 1, { tasks: [{ itemId: '1.1', text: `\udc00${SECRET}` }] }),
    code: 'bad-characters',
  },
  {
    title: '[H11] a bad character in the reason',
    as: 'secretariat',
    edit: () => editOf('albania', 1, { tasks: ['a'] }, { reason: `by phone \ud800` }),
    code: 'bad-characters',
  },
];

describe('edits that are refused', () => {
  for (const { title, as = 'albania', edit, code, noRow } of REFUSED_EDITS) {
    it(title, async () => {
      const before = await service.cursor();
      const answer = await service.as(as).post(EDITS, edits(edit()));
      expect(answer.status, answer.text).toBe(200);
      const [result] = answer.json.results;
      expect(result).toMatchObject({ status: 'refused', conflicts: [], warnings: [] });
      expectProblemBody(result.problem, code);
      if (noRow) expect(result.version).toBeUndefined();
      else expect(result).toMatchObject({ version: 1, cells: { tasks: [], inProcess: [] } });
      expect(answer.text).not.toContain(SECRET);
      expect(await service.cursor()).toBe(before);
    });
  }

  it('[H11] the refused edit of a request does not keep the others from being saved', async () => {
    const results = await save(
      service.as('albania'),
      editOf('albania', 1, { nowhere: [] }),
      editOf('albania', 1, { tasks: ['kept'] }),
      editOf('serbia', 1, { tasks: ['not mine'] }),
    );
    expect(results.map(({ status }) => status)).toEqual(['refused', 'saved', 'refused']);
    expect(results.map(({ problem }) => problem?.code)).toEqual(['unknown-column', undefined, 'not-yours']);
  });
});

it('[H12] no answer and no line of the log holds a token, a cell’s text or a stack', () => {
  expect(service.log.lines.length).toBeGreaterThan(50);
  for (const line of service.log.lines) {
    expect(line).not.toContain(SECRET);
    expect(line).not.toMatch(/demo:|Bearer|"stack"|"level":"error"/);
  }
});
