/** Files over HTTP: the consolidated workbook, taking a file, the description of the API. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ImportReport } from '#contract/import.ts';
import { PROBLEM_CODES } from '#contract/problem.ts';
import { COMMON_CODES, MEDIA, ROUTES, type RouteContract } from '#contract/routes.ts';
import { readTables } from '../../../service/adapters/ooxml/read-tables.ts';
import { docxOf, docxTable, p, xlsxOf } from '../../support/office-files.ts';
import { editOf, play, save } from '../../support/scenario.ts';
import { startTestService, type TestService } from '../../support/start-service.ts';

const FILE = { 'Content-Type': 'application/octet-stream' };
const word = (...rows: string[][]): Uint8Array =>
  docxOf(
    docxTable([['No', 'Support Group Members', 'Tasks', 'Products in process'], ...rows].map((cells) => cells.map((cell) => cell.split('\n').map(p).join('')))),
  );

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());
const take = (bytes: Uint8Array, query = '', type = FILE) => service.as('secretariat').post(`/grids/wbcti/imports${query}`, bytes, type);

describe('workbook.xlsx', () => {
  it('[H60] comes with its media type, a file name with period and marking, and the cells as they stand', async () => {
    await save(service.as('albania'), editOf('albania', 1, { tasks: ['=1+1', 'Šibenik'], inProcess: ['Action plan'] }));
    const answer = await service.as('observer').get('/grids/wbcti/workbook.xlsx');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe(MEDIA.xlsx);
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="wbcti-2026-Q4-TLP-AMBER.xlsx"');
    expect(answer.headers.get('content-encoding')).toBeNull();
    expect(answer.headers.get('content-length')).toBe(String(answer.bytes.length));
    const [table] = await readTables(answer.bytes, 'xlsx');
    const cells = table?.rows.flatMap((row) => row.cells) ?? [];
    expect(cells).toContain('=1+1\nŠibenik');
    expect(cells).toContain('Action plan');
  });

  it('[H60] taken back as it is, it changes nothing', async () => {
    const { bytes } = await service.as('observer').get('/grids/wbcti/workbook.xlsx');
    const { json } = await take(bytes, '', { 'Content-Type': MEDIA.xlsx });
    expect(ImportReport.safeParse(json).error).toBeUndefined();
    expect(json).toMatchObject({ applied: false, format: 'xlsx', unmatched: [], missing: [] });
    expect(new Set(json.rows.map(({ status }: { status: string }) => status))).toEqual(new Set(['unchanged']));
    expect(json.rows).toHaveLength(19);
  });
});

describe('taking a file', () => {
  it('[H61] says what each row would get and changes nothing; with apply each row becomes a version by route import', async () => {
    const cursor = await service.cursor();
    const file = word(['4', 'Bosnia and Herzegovina', 'one\ntwo', ''], ['8', 'Serbia', '', 'plan'], ['', 'Atlantis', 'lost', '']);
    const before = (await take(file, '', { 'Content-Type': MEDIA.docx })).json;
    expect(ImportReport.safeParse(before).error).toBeUndefined();
    expect(before).toMatchObject({ applied: false, format: 'docx', unmatched: [{ line: 4 }] });
    expect(before.rows.map(({ row, status }: { row: string; status: string }) => [row, status])).toEqual([
      ['bosnia-herzegovina', 'would-change'],
      ['serbia', 'would-change'],
    ]);
    expect(before.rows[0].cells).toEqual([{ column: 'tasks', before: [], after: ['one', 'two'] }]);
    expect(before.missing).toHaveLength(17);
    expect(await service.cursor()).toBe(cursor);
    const after = (await take(file, '?apply=true')).json;
    expect(after.rows.map(({ status, version }: { status: string; version: number }) => [status, version])).toEqual([
      ['saved', 2],
      ['saved', 2],
    ]);
    const [version] = (await service.as('observer').get('/grids/wbcti/rows/serbia/versions')).json;
    expect(version).toMatchObject({
      version: 2,
      by: 'demo:secretariat',
      route: 'import',
      reason: expect.stringContaining('Word'),
      cells: { inProcess: [{ text: 'plan' }] },
    });
    expect((await take(file, '?apply=true')).json.rows.map(({ status }: { status: string }) => status)).toEqual(['unchanged', 'unchanged']);
  });

  const UNREADABLE: [title: string, bytes: Uint8Array][] = [
    ['no zip', Buffer.from('hello')],
    ['nothing', Buffer.alloc(0)],
    ['a table with other headings', xlsxOf('<row r="1"><c r="A1" t="inlineStr"><is><t>Fruit</t></is></c></row>')],
    ['a damaged file', Buffer.from(word(['4', 'Serbia', 'x', ''])).subarray(0, 300)],
  ];
  for (const [title, body] of UNREADABLE) {
    it(`[H62] ${title}`, () =>
      play(service, {
        title,
        as: 'secretariat',
        path: '/grids/wbcti/imports?apply=true',
        method: 'POST',
        headers: FILE,
        body,
        status: 422,
        code: 'unreadable-file',
      }));
  }

  it('[H62] more than 10 MB', () =>
    play(service, {
      title: '',
      as: 'secretariat',
      path: '/grids/wbcti/imports',
      method: 'POST',
      headers: FILE,
      body: Buffer.alloc(10_000_001),
      status: 413,
      code: 'too-large',
    }));
});

describe('openapi.json', () => {
  // biome-ignore lint/suspicious/noExplicitAny: a document of unknown shape
  let document: any;
  beforeAll(async () => {
    document = (await service.as('observer').get('/openapi.json')).json;
  });

  it('[H63] is OpenAPI 3.1 and describes every route with its parameters, body, answer and codes, and no other', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d+$/);
    expect(document.info).toMatchObject({ title: expect.any(String), version: expect.any(String) });
    const described = Object.entries<Record<string, unknown>>(document.paths).flatMap(([path, item]) => Object.keys(item).map((method) => `${method} ${path}`));
    expect(described.sort()).toEqual(
      Object.values(ROUTES)
        .map(({ method, path }) => `${method} ${path}`)
        .sort(),
    );
    const ids = new Set<string>();
    for (const [name, route] of Object.entries<RouteContract>(ROUTES)) {
      const operation = document.paths[route.path][route.method];
      expect(operation.operationId).toBe(name);
      ids.add(operation.operationId);
      expect(operation.summary).toBe(route.summary);
      const inPath = (operation.parameters ?? []).filter((one: { in: string }) => one.in === 'path');
      expect(inPath.map((one: { name: string }) => one.name).sort()).toEqual([...route.path.matchAll(/\{(\w+)\}/g)].map(([, key]) => key).sort());
      for (const parameter of inPath) expect(parameter).toMatchObject({ required: true, schema: { type: 'string' } });
      expect(operation.requestBody === undefined).toBe(route.body === undefined);
      expect(Object.keys(operation.responses)).toContain(String(route.status));
      const told = Object.values<{ description: string }>(operation.responses).flatMap(({ description }) => description.split(', '));
      for (const code of [...COMMON_CODES, ...route.codes]) expect(told, `${name} ${code}`).toContain(code);
    }
    expect(ids.size).toBe(Object.keys(ROUTES).length);
  });

  it('[H63] every reference is resolved, every schema is a schema, and security names a scheme that is there', () => {
    const schemas: Record<string, unknown>[] = [];
    const walk = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return;
      for (const [key, child] of Object.entries(node)) {
        if (key === '$ref')
          expect(
            child
              .split('/')
              .slice(1)
              .reduce((at: Record<string, unknown>, part: string) => at?.[part] as never, document),
            child,
          ).toBeDefined();
        if (key === 'schema') schemas.push(child);
        walk(child);
      }
    };
    walk(document);
    expect(schemas.length).toBeGreaterThan(100);
    for (const schema of schemas) expect(Object.keys(schema).length, JSON.stringify(schema)).toBeGreaterThan(0);
    for (const name of Object.keys(document.security[0])) expect(document.components.securitySchemes[name]).toBeDefined();
    expect(JSON.stringify(document)).toContain(JSON.stringify(PROBLEM_CODES));
  });
});
