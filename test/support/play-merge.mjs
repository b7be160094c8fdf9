/**
 * Plays hand-written merge cases against a running service with demo tokens, through its public API:
 *
 *   node test/support/play-merge.mjs FILE [--url http://127.0.0.1:3000]
 *
 * FILE is a JSON list of `{ name, base, ours, theirs, merged?, conflicts? }`. `base`, `ours`, `theirs` and `merged` are `{ column: [lines] }` or `{ column: "text" }`;
 * a line `{ "was": "text in base", "text": "now" }` is sent with that item's id. A side that does not name a column leaves it as it is in `base`.
 * `merged` is compared column by column as it names them. `conflicts` is a list, in any order, of `{ column?, base?, ours?, theirs? }`, each side a text, `{ text, column }`
 * or null; what is left out is not compared; a number asks for so many. Without `conflicts` there must be none.
 *
 * Each case takes the next row of the grid: it is emptied, brought to `base`, `theirs` is saved on that, then `ours` is sent with the version of `base`.
 * What stood in these rows before is history then: play on a service for trying out. Ends with 1 if a case comes out otherwise.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { url: { type: 'string', default: 'http://127.0.0.1:3000' } } });
const [file] = positionals;
if (file === undefined) throw new Error('usage: node test/support/play-merge.mjs FILE [--url http://127.0.0.1:3000]');
const cases = JSON.parse(readFileSync(file, 'utf8'));
const api = `${values.url.replace(/\/$/, '')}/api/v1`;

async function ask(path, { as = 'observer', body } = {}) {
  const response = await fetch(api + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { Authorization: `Bearer demo:${as}`, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${path}: ${text.slice(0, 500)}`);
  return JSON.parse(text);
}

const [{ grid }] = await ask('/grids');
const { definition, rows } = await ask(`/grids/${grid}`);
const [{ sheet, columns }] = definition.sheets;
const editable = columns.filter(({ source }) => source === undefined || source === 'edit');
const ownRows = rows.filter((row) => row.sheet === sheet);

async function save({ row, member }, base, cells) {
  const edit = { editId: randomUUID(), sheet, row, base, cells };
  const { results } = await ask(`/grids/${grid}/edits`, { as: member, body: { edits: [edit] } });
  const [result] = results;
  if (result.status === 'refused') throw new Error(`refused: ${result.problem.detail}`);
  return result;
}

/** A side's cells as they are sent; `was` becomes the id that the line has in the base. */
function cellsOf(side, baseCells) {
  const known = Object.values(baseCells).flatMap((cell) => (Array.isArray(cell) ? cell : []));
  return Object.fromEntries(
    Object.entries(side).map(([column, cell]) => [
      column,
      Array.isArray(cell)
        ? cell.map((line) => {
            if (typeof line === 'string') return line;
            const item = known.find(({ text }) => text === line.was);
            if (!item) throw new Error(`base has no line ${JSON.stringify(line.was)}`);
            return { itemId: item.itemId, text: line.text };
          })
        : cell,
    ]),
  );
}

const shown = (cell) =>
  Array.isArray(cell)
    ? cell.map((line) => (typeof line === 'string' ? line : line.text))
    : String(cell ?? '')
        .split('\n')
        .filter((line) => line !== '');
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

function sideAgrees(wanted, got) {
  if (wanted === undefined) return true;
  if (wanted === null || got === null) return wanted === got;
  return typeof wanted === 'string' ? wanted === got.text : wanted.text === got.text && (wanted.column === undefined || wanted.column === got.column);
}

function conflictsAgree(wanted, got) {
  if (typeof wanted === 'number') return wanted === got.length;
  const left = [...got];
  for (const one of wanted) {
    const at = left.findIndex(
      (other) => (one.column === undefined || one.column === other.column) && ['base', 'ours', 'theirs'].every((side) => sideAgrees(one[side], other[side])),
    );
    if (at < 0) return false;
    left.splice(at, 1);
  }
  return left.length === 0;
}

async function play(one, at) {
  const row = ownRows[at % ownRows.length];
  const now = (await ask(`/grids/${grid}`)).rows.find((other) => other.row === row.row);
  const emptied = await save(row, now.version, Object.fromEntries(editable.map(({ key, kind }) => [key, kind === 'items' ? [] : ''])));
  const base = await save(row, emptied.version, one.base);
  await save(row, base.version, cellsOf(one.theirs, base.cells));
  const result = await save(row, base.version, cellsOf(one.ours, base.cells));
  const differences = Object.entries(one.merged ?? {})
    .filter(([column, cell]) => !same(shown(cell), shown(result.cells[column])))
    .map(([column, cell]) => `${column} should be ${JSON.stringify(shown(cell))} and is ${JSON.stringify(shown(result.cells[column]))}`);
  if (!conflictsAgree(one.conflicts ?? [], result.conflicts)) {
    differences.push(
      `conflicts should be ${JSON.stringify(one.conflicts ?? [])} and are ${JSON.stringify(result.conflicts.map(({ column, base: was, ours, theirs }) => ({ column, base: was, ours, theirs })))}`,
    );
  }
  return differences;
}

let wrong = 0;
for (const [at, one] of cases.entries()) {
  const differences = await play(one, at).catch((error) => [error.message]);
  if (differences.length > 0) wrong++;
  console.log(
    `${differences.length === 0 ? 'ok  ' : 'DIFF'}  ${one.name ?? `case ${at + 1}`}${differences.map((difference) => `\n      ${difference}`).join('')}`,
  );
}
console.log(`${cases.length} cases: ${cases.length - wrong} as expected, ${wrong} otherwise`);
process.exitCode = wrong === 0 ? 0 : 1;
