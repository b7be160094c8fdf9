/** Editing over HTTP: what becomes of an edit, conflicts, repeats, items, warnings. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EditsResponse } from '#contract/edit.ts';
import { editOf, expectProblemBody, save } from '../../support/scenario.ts';
import { startTestService, type TestService } from '../../support/start-service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

const texts = (cell: { text: string }[]): string[] => cell.map(({ text }) => text);
const rowOf = async (row: string) => (await service.as('observer').get('/grids/wbcti')).json.rows.find((one: { row: string }) => one.row === row);

describe('what becomes of an edit', () => {
  it('[H20] saved: a new version with an id for each line; columns that are not named stay', async () => {
    const edit = editOf('albania', 1, { inProcess: ['Action plan 2027', 'Training of trainers'] });
    const answer = await service.as('albania').post('/grids/wbcti/edits', { edits: [edit] });
    expect(answer.status).toBe(200);
    expect(EditsResponse.safeParse(answer.json).error).toBeUndefined();
    expect(answer.json).toEqual({
      cursor: 21,
      results: [
        {
          editId: edit['editId'],
          status: 'saved',
          row: 'albania',
          version: 2,
          cells: {
            tasks: [],
            decisionMaking: [],
            accomplished: [],
            inProcess: [
              { itemId: '2.1', text: 'Action plan 2027' },
              { itemId: '2.2', text: 'Training of trainers' },
            ],
          },
          conflicts: [],
          warnings: [],
        },
      ],
    });
    expect(await rowOf('albania')).toMatchObject({ version: 2, updatedBy: 'demo:albania', status: { state: 'edited' } });
  });

  it('[H20] unchanged: the same text again makes no version, whatever its blanks, line ends or composition', async () => {
    const [first] = await save(service.as('austria'), editOf('austria', 1, { tasks: ['Käse', 'zwei'] }));
    const cursor = await service.cursor();
    for (const tasks of [['Käse', 'zwei'], ['Ka\u0308se  ', '', 'zwei'], 'Käse\r\n\r\nzwei\r\n', [{ itemId: '2.1', text: 'Käse' }, 'zwei\t']]) {
      const [result] = await save(service.as('austria'), editOf('austria', 2, { tasks }));
      expect(result).toMatchObject({ status: 'unchanged', version: 2, cells: first.cells });
    }
    expect((await save(service.as('austria'), editOf('austria', 2, {})))[0].status).toBe('unchanged');
    expect(await service.cursor()).toBe(cursor);
  });

  it('[H20] merged: an old base whose cells nobody else touched', async () => {
    await save(service.as('serbia'), editOf('serbia', 1, { tasks: ['theirs'] }));
    const [result] = await save(service.as('serbia'), editOf('serbia', 1, { accomplished: ['ours'] }));
    expect(result).toMatchObject({ status: 'merged', version: 3, conflicts: [] });
    expect(texts(result.cells.tasks)).toEqual(['theirs']);
    expect(texts(result.cells.accomplished)).toEqual(['ours']);
  });

  it('[H20] merged: lines that two people added to one cell both stay, theirs first', async () => {
    await save(service.as('serbia'), editOf('serbia', 3, { decisionMaking: ['theirs'] }));
    const [result] = await save(service.as('serbia'), editOf('serbia', 3, { decisionMaking: ['ours'] }));
    expect(result).toMatchObject({ status: 'merged', version: 5, conflicts: [], cells: { decisionMaking: [{ itemId: '4.1' }, { itemId: '5.1' }] } });
    expect(texts(result.cells.decisionMaking)).toEqual(['theirs', 'ours']);
  });

  it('[H21] conflict: one item with base, ours and theirs, who and when; saved by nobody; settled by a new edit on the version returned', async () => {
    await save(service.as('montenegro'), editOf('montenegro', 1, { tasks: ['Law on weapons', 'Report'] }));
    service.passMs(60_000);
    await save(service.as('secretariat'), editOf('montenegro', 2, { tasks: ['Law on weapons, adopted', 'Report'] }, { reason: 'by mail' }));
    service.passMs(60_000);
    const cursor = await service.cursor();
    const [result] = await save(service.as('montenegro'), editOf('montenegro', 2, { tasks: ['Law on weapons, draft', 'Report'] }));
    expect(result).toMatchObject({ status: 'conflict', version: 3, warnings: [] });
    expect(texts(result.cells.tasks)).toEqual(['Law on weapons, adopted', 'Report']);
    expect(result.conflicts).toEqual([
      {
        column: 'tasks',
        itemId: '2.1',
        base: { text: 'Law on weapons', column: 'tasks' },
        ours: { text: 'Law on weapons, draft', column: 'tasks' },
        theirs: { text: 'Law on weapons, adopted', column: 'tasks', version: 3, by: 'demo:secretariat', at: '2026-11-25T09:01:00.000Z' },
      },
    ]);
    expect(await service.cursor()).toBe(cursor);
    const settling = editOf('montenegro', result.version, { tasks: [{ itemId: '2.1', text: 'Law on weapons, draft' }, 'Report', 'Law on weapons, adopted'] });
    const [settled] = await save(service.as('montenegro'), settling);
    expect(settled).toMatchObject({ status: 'saved', version: 4 });
    expect(settled.cells.tasks).toEqual([
      { itemId: '2.1', text: 'Law on weapons, draft' },
      { itemId: '2.2', text: 'Report' },
      { itemId: '4.1', text: 'Law on weapons, adopted' },
    ]);
  });

  it('[H21] deleted against reworded is a conflict in either direction; the absent side is null, and nothing is brought back or taken away', async () => {
    const base = { tasks: ['Law on weapons'], inProcess: ['Action plan 2027'] };
    await save(service.as('unodc'), editOf('unodc', 1, base));
    await save(service.as('unodc'), editOf('unodc', 2, { tasks: ['Law on weapons, adopted'], inProcess: [] }));
    const [result] = await save(service.as('unodc'), editOf('unodc', 2, { tasks: [], inProcess: ['Action plan 2028'] }));
    expect(result).toMatchObject({ status: 'conflict', version: 3 });
    expect(result.conflicts).toEqual([
      {
        column: 'tasks',
        itemId: '2.1',
        base: { text: 'Law on weapons', column: 'tasks' },
        ours: null,
        theirs: { text: 'Law on weapons, adopted', column: 'tasks', version: 3, by: 'demo:unodc', at: expect.any(String) },
      },
      {
        column: 'inProcess',
        itemId: '2.2',
        base: { text: 'Action plan 2027', column: 'inProcess' },
        ours: { text: 'Action plan 2028', column: 'inProcess' },
        theirs: null,
      },
    ]);
    expect([texts(result.cells.tasks), result.cells.inProcess]).toEqual([['Law on weapons, adopted'], []]);
  });

  it('[H21] one item moved to two columns is a conflict, and it stays where theirs put it', async () => {
    await save(service.as('united-kingdom'), editOf('united-kingdom', 1, { inProcess: ['Handbook'] }));
    await save(service.as('united-kingdom'), editOf('united-kingdom', 2, { inProcess: [], accomplished: ['Handbook'] }));
    const [result] = await save(service.as('united-kingdom'), editOf('united-kingdom', 2, { inProcess: [], tasks: ['Handbook'] }));
    expect(result).toMatchObject({
      status: 'conflict',
      version: 3,
      conflicts: [{ column: 'accomplished', itemId: '2.1', ours: { column: 'tasks' }, theirs: { column: 'accomplished', version: 3 } }],
    });
    expect([result.cells.tasks, result.cells.accomplished]).toEqual([[], [{ itemId: '2.1', text: 'Handbook' }]]);
  });

  it('[H21] a conflict names the version in which that item last changed, not the newest one of its cell', async () => {
    await save(service.as('bosnia-herzegovina'), editOf('bosnia-herzegovina', 1, { tasks: ['Law on weapons', 'Report'] }));
    await save(service.as('bosnia-herzegovina'), editOf('bosnia-herzegovina', 2, { tasks: ['Law on weapons, second', 'Report'] }));
    await save(service.as('bosnia-herzegovina'), editOf('bosnia-herzegovina', 3, { tasks: ['Law on weapons, third', 'Report'] }));
    await save(service.as('bosnia-herzegovina'), editOf('bosnia-herzegovina', 4, { tasks: ['Law on weapons, third', 'Report, reworded', 'More'] }));
    const [result] = await save(service.as('bosnia-herzegovina'), editOf('bosnia-herzegovina', 2, { tasks: ['Law on weapons, other', 'Report'] }));
    expect(result).toMatchObject({ status: 'conflict', version: 5, conflicts: [{ theirs: { text: 'Law on weapons, third', version: 4 } }] });
  });

  it('[H22] a partial conflict saves the rest and says so, in the same cell and in another', async () => {
    await save(service.as('kosovo'), editOf('kosovo', 1, { tasks: ['Law on weapons'] }));
    await save(service.as('kosovo'), editOf('kosovo', 2, { tasks: ['Law on weapons, theirs'] }));
    const [result] = await save(service.as('kosovo'), editOf('kosovo', 2, { tasks: ['Law on weapons, ours', 'new line'], inProcess: ['kept'] }));
    expect(result).toMatchObject({ status: 'conflict', version: 4, conflicts: [{ column: 'tasks', itemId: '2.1', theirs: { version: 3 } }] });
    expect(texts(result.cells.tasks)).toEqual(['Law on weapons, theirs', 'new line']);
    expect(texts(result.cells.inProcess)).toEqual(['kept']);
    expect(await rowOf('kosovo')).toMatchObject({ version: 4, cells: result.cells });
  });

  it('[H23] results stand in the order of the request, and its edits are decided in that order whatever their bases', async () => {
    await save(service.as('rcc'), editOf('rcc', 1, { accomplished: ['Handbook'] }));
    await save(service.as('rcc'), editOf('rcc', 2, { tasks: ['a', 'b'] }));
    const edits = [
      editOf('rcc', 2, { accomplished: ['Handbook, first in the request'] }),
      editOf('rcc', 3, { accomplished: ['Handbook, second in the request'] }),
      editOf('nowhere', 1, {}),
      editOf('rcc', 2, { decisionMaking: ['fourth'] }),
    ];
    const results = await save(service.as('rcc'), ...edits);
    expect(results.map(({ editId }) => editId)).toEqual(edits.map(({ editId }) => editId));
    expect(results.map(({ status, version }) => [status, version])).toEqual([
      ['merged', 4],
      ['conflict', 4],
      ['refused', undefined],
      ['merged', 5],
    ]);
  });

  it('[H23] 500 edits in one request are taken', async () => {
    await save(service.as('giz'), editOf('giz', 1, { tasks: ['Handbook'] }));
    const edits = Array.from({ length: 500 }, (_, index) => editOf('giz', 2, { tasks: [`Handbook ${index}`] }));
    const results = await save(service.as('giz'), ...edits);
    expect(results.map(({ status }) => status)).toEqual(['saved', ...Array(499).fill('conflict')]);
  });

  it('[H28] lines that many added to one cell stay until Excel could not hold it; what is more is refused with both figures and keeps nothing', async () => {
    const edits = Array.from({ length: 260 }, (_, index) => editOf('giz', 3, { inProcess: [`line ${index}`] }));
    const results = await save(service.as('giz'), ...edits);
    expect(results.map(({ status }) => status)).toEqual(['saved', ...Array(253).fill('merged'), ...Array(6).fill('refused')]);
    expectProblemBody(results[254].problem, 'too-many-lines');
    expect(results[254].problem.detail).toContain('255');
    expect(texts((await rowOf('giz')).cells.inProcess)).toEqual(Array.from({ length: 254 }, (_, index) => `line ${index}`));
  });
});

describe('a repeated editId', () => {
  it('[H24] gets its first answer, also after other edits, with letters of either case, and makes no entry', async () => {
    const edit = editOf('slovenia', 1, { tasks: ['Naloga v Kosovo'] });
    const [first] = await save(service.as('slovenia'), edit);
    await save(service.as('slovenia'), editOf('slovenia', 2, { tasks: ['later'], accomplished: ['more'] }));
    const cursor = await service.cursor();
    expect((await save(service.as('slovenia'), edit))[0]).toEqual(first);
    const shouting = String(edit['editId']).toUpperCase();
    expect((await save(service.as('slovenia'), { ...edit, editId: shouting }))[0]).toEqual({ ...first, editId: shouting });
    expect(first.warnings).toHaveLength(1);
    expect(await service.cursor()).toBe(cursor);
  });

  it('[H24] gets its first answer also when that was a partial conflict', async () => {
    await save(service.as('dcaf'), editOf('dcaf', 1, { tasks: ['Law on weapons'] }));
    service.passMs(1_000);
    await save(service.as('dcaf'), editOf('dcaf', 2, { tasks: ['Law on weapons, theirs'] }));
    const edit = editOf('dcaf', 2, { tasks: ['Law on weapons, ours', 'kept too'], inProcess: ['kept'] });
    const [first] = await save(service.as('dcaf'), edit);
    expect(first).toMatchObject({ status: 'conflict', version: 4, conflicts: [{ theirs: { version: 3 } }] });
    await save(service.as('dcaf'), editOf('dcaf', 4, { tasks: ['Law on weapons, fifth'] }));
    expect((await save(service.as('dcaf'), edit))[0]).toEqual(first);
  });

  it('[H24] sent ten times at once it is saved once, and all ten get the same answer', async () => {
    const edit = editOf('france', 1, { tasks: ['une fois'] });
    const cursor = await service.cursor();
    const answers = await Promise.all(Array.from({ length: 10 }, () => save(service.as('france'), edit)));
    for (const [result] of answers) expect(result).toEqual(answers[0]?.[0]);
    expect(answers[0]?.[0]).toMatchObject({ status: 'saved', version: 2 });
    expect(await service.cursor()).toBe(cursor + 1);
  });

  it('[H25] with other content, or from somebody else, is refused and shows the row as it stands', async () => {
    const edit = editOf('italy', 1, { tasks: ['mine'] });
    await save(service.as('italy'), edit);
    const cursor = await service.cursor();
    for (const [name, other] of [
      ['italy', { ...edit, cells: { tasks: ['something else'] } }],
      ['italy', { ...edit, base: 2 }],
      ['secretariat', { ...edit, reason: 'why' }],
      ['osce', { ...edit, row: 'osce' }],
    ] as const) {
      const [result] = await save(service.as(name), other);
      expect(result.status).toBe('refused');
      expectProblemBody(result.problem, 'edit-id-reused');
      expect(result).toMatchObject(name === 'osce' ? { version: 1 } : { version: 2, cells: { tasks: [{ text: 'mine' }] } });
    }
    expect(await service.cursor()).toBe(cursor);
  });

  it('[H25] an editId that saved nothing is decided again', async () => {
    const edit = editOf('pcc-see', 2, { tasks: ['too early'] });
    expect((await save(service.as('pcc-see'), edit))[0]).toMatchObject({ status: 'refused', problem: { code: 'base-unknown' } });
    await save(service.as('pcc-see'), editOf('pcc-see', 1, { accomplished: ['second version'] }));
    expect((await save(service.as('pcc-see'), edit))[0]).toMatchObject({ status: 'saved', version: 3 });
  });
});

describe('items', () => {
  it('[H26] an element with a line break is split, empty ones are dropped, bullets, numbers and kinds stay part of the text', async () => {
    const [result] = await save(
      service.as('osce'),
      editOf('osce', 1, { tasks: ['one\ntwo\r\nthree', '', '   ', '• bullet', '1. number', '[law] a law', '=SUM(A1)', '- dash', '@at'] }),
    );
    expect(texts(result.cells.tasks)).toEqual(['one', 'two', 'three', '• bullet', '1. number', '[law] a law', '=SUM(A1)', '- dash', '@at']);
    expect(new Set(result.cells.tasks.map(({ itemId }: { itemId: string }) => itemId)).size).toBe(9);
  });

  it('[H26] a line keeps its id when others come and go, when it is reworded with its id, and when it moves to another column', async () => {
    const client = service.as('eu-jha');
    const [v2] = await save(client, editOf('eu-jha', 1, { inProcess: ['Handbook', 'Directive', 'Handbook'] }));
    const [handbook, directive, second] = v2.cells.inProcess;
    const [v3] = await save(
      client,
      editOf('eu-jha', 2, { inProcess: ['New on top', 'Handbook', { itemId: directive.itemId, text: 'Directive (EU) 2026/1' }, 'Handbook'] }),
    );
    expect(v3.cells.inProcess).toEqual([{ itemId: '3.1', text: 'New on top' }, handbook, { ...directive, text: 'Directive (EU) 2026/1' }, second]);
    const [v4] = await save(client, editOf('eu-jha', 3, { inProcess: ['New on top', 'Handbook', 'Handbook'], accomplished: ['Directive (EU) 2026/1'] }));
    expect(v4.cells.accomplished).toEqual([{ itemId: directive.itemId, text: 'Directive (EU) 2026/1' }]);
    const [v5] = await save(
      client,
      editOf('eu-jha', 4, { inProcess: ['Handbook'], accomplished: ['Directive (EU) 2026/1', { itemId: second.itemId, text: 'Handbook, second edition' }] }),
    );
    expect(v5.cells.accomplished[1]).toEqual({ itemId: second.itemId, text: 'Handbook, second edition' });
    expect(v5.cells.inProcess).toEqual([handbook]);
  });

  it('[H26] an id that the base does not know counts as not given', async () => {
    const [result] = await save(
      service.as('united-kingdom'),
      editOf('united-kingdom', 3, {
        tasks: [
          { itemId: '77.7', text: 'a' },
          { itemId: '77.7', text: 'b' },
        ],
      }),
    );
    expect(result.cells.tasks).toEqual([
      { itemId: '4.1', text: 'a' },
      { itemId: '4.2', text: 'b' },
    ]);
  });
});

describe('checks', () => {
  it('[H27] a wording that the grid asks for is a warning with its line and the whole line as proposed; the text is saved', async () => {
    const [result] = await save(
      service.as('north-macedonia'),
      editOf('north-macedonia', 1, { tasks: ['Skopje', 'Border with Kosovo, and Kosovo*'], inProcess: ['Kosovo* only', 'Kosovoland'] }),
    );
    expect(result.status).toBe('saved');
    expect(result.warnings).toEqual([
      { code: 'wording', column: 'tasks', line: 2, message: expect.stringContaining('Kosovo*'), proposal: 'Border with Kosovo*, and Kosovo*' },
    ]);
    const [corrected] = await save(service.as('north-macedonia'), editOf('north-macedonia', 2, { tasks: ['Skopje', result.warnings[0].proposal] }));
    expect(corrected).toMatchObject({ status: 'saved', warnings: [] });
  });

  it('[H27] exactly as much as fits is saved', async () => {
    const [result] = await save(
      service.as('dg-near'),
      editOf('dg-near', 1, { tasks: ['x'.repeat(32_767)], accomplished: Array.from({ length: 254 }, (_, n) => `${n}`) }),
    );
    expect(result).toMatchObject({ status: 'saved', version: 2 });
  });
});

describe('who may write', () => {
  const CASES = [
    ['[A1] a focal point writes its own row', 'bosnia-herzegovina', {}, undefined],
    ['[A1] another member’s row is not its own', 'albania', {}, 'not-yours'],
    ['[A2] the Secretariat needs a reason', 'secretariat', {}, 'reason-required'],
    ['[A2] blanks are no reason', 'secretariat', { reason: '   ' }, 'reason-required'],
    ['[A2] with a reason it may', 'secretariat', { reason: 'agreed on the telephone' }, undefined],
    ['[A3] an observer writes nothing', 'observer', {}, 'forbidden'],
  ] as const;
  for (const [title, name, more, code] of CASES) {
    it(title, async () => {
      const { version } = await rowOf('bosnia-herzegovina');
      const [result] = await save(service.as(name), editOf('bosnia-herzegovina', version, { tasks: [randomUUID()] }, more));
      if (code === undefined) expect(result).toMatchObject({ status: 'saved', version: version + 1 });
      else expectProblemBody(result.problem, code);
      expect((await rowOf('bosnia-herzegovina')).version).toBe(code === undefined ? version + 1 : version);
    });
  }
});
