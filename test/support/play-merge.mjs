/**
 * Plays hand-written merge cases against a running service with demo tokens, through its public API:
 *
 *   node test/support/play-merge.mjs FILE [--url http://127.0.0.1:3000]
 *
 * FILE is a JSON list (or `{ cases: [...] }`) of `{ name, base, ours, theirs, merged?, conflicts? }`; `merged` and `conflicts` may also stand in an `expected`. `base`, `ours`,
 * `theirs` and `merged` are `{ column: [lines] }` or `{ column: "text" }`; a bare list or text is one of the last list of the grid. A line
 * `{ "was": "text in base", "text": "now" }` is sent with that item's id. A side that does not name a column leaves it as it is in `base`.
 * `merged` is compared column by column as it names them. `conflicts` is a list, in any order, of `{ column?, base?, ours?, theirs? }`, each side a text, `{ text, column }`
 * or null; what is left out is not compared; a bare text is that of any side; a number asks for so many. Where only `merged` is given there must be none. Where
 * neither is given nothing is compared. What comes out otherwise, or is not compared, is told.
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
const given = JSON.parse(readFileSync(file, 'utf8'));
const cases = Array.isArray(given) ? given : given.cases;
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
const lastList = editable.findLast(({ kind }) => kind === 'items')?.key;
/** A side by column, whichever way it was written. */
const byColumn = (side) => (typeof side === 'string' || Array.isArray(side) ? { [lastList]: side } : (side ?? {}));

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
    const at = left.findIndex((other) =>
      typeof one === 'string'
        ? ['base', 'ours', 'theirs'].some((side) => other[side]?.text === one)
        : (one.column === undefined || one.column === other.column) && ['base', 'ours', 'theirs'].every((side) => sideAgrees(one[side], other[side])),
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
  const base = await save(row, emptied.version, byColumn(one.base));
  await save(row, base.version, cellsOf(byColumn(one.theirs), base.cells));
  const result = await save(row, base.version, cellsOf(byColumn(one.ours), base.cells));
  const { merged, conflicts } = { ...one, ...one.expected };
  const asked = result.conflicts.map(({ column, base: was, ours, theirs }) => ({ column, base: was, ours, theirs }));
  if (merged === undefined && conflicts === undefined) {
    const cells = Object.fromEntries(editable.map(({ key }) => [key, shown(result.cells[key])]).filter(([, lines]) => lines.length > 0));
    return { outcome: [`merged ${JSON.stringify(cells)}`, `conflicts ${JSON.stringify(asked)}`] };
  }
  const differences = Object.entries(byColumn(merged))
    .filter(([column, cell]) => !same(shown(cell), shown(result.cells[column])))
    .map(([column, cell]) => `${column} should be ${JSON.stringify(shown(cell))} and is ${JSON.stringify(shown(result.cells[column]))}`);
  if (!conflictsAgree(conflicts ?? [], result.conflicts))
    differences.push(`conflicts should be ${JSON.stringify(conflicts ?? [])} and are ${JSON.stringify(asked)}`);
  return { differences };
}

const counts = { ok: 0, DIFF: 0, told: 0 };
for (const [at, one] of cases.entries()) {
  const { differences = [], outcome } = await play(one, at).catch((error) => ({ differences: [error.message] }));
  const mark = outcome ? 'told' : differences.length === 0 ? 'ok' : 'DIFF';
  counts[mark]++;
  console.log(
    `${mark.padEnd(4)}  ${one.name ?? one.title ?? `case ${at + 1}`}${[...differences, ...(outcome ?? [])].map((line) => `\n      ${line}`).join('')}`,
  );
}
console.log(`${cases.length} cases: ${counts.ok} as expected, ${counts.DIFF} otherwise${counts.told > 0 ? `, ${counts.told} without an expectation` : ''}`);
process.exitCode = counts.DIFF === 0 ? 0 : 1;
