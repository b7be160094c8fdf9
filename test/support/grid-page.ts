/** The script of the page on which the preview's grid is tried: the real window over a small workbook, with the pane of an engine that only shows. */
import { mountPane } from '../../addin/pane/mount.tsx';
import type { Book } from '../../addin/preview/host/book.ts';
import { Person } from '../../addin/preview/host/person.ts';
import { buildWorkbench, part } from '../../addin/preview/workbench.tsx';
import { openWorkbook } from '../../addin/preview/workbook-file.ts';
import { ALBANIA, fakeEngine } from './fake-engine.ts';

let draw = () => {};
const file = openWorkbook({ identity: 'test', storage: localStorage, changed: () => draw() });
const { book } = file;
const person = new Person(book);
if (file.fresh) fill(book, person);
book.onRedraw(file.save);
const engine = fakeEngine(ALBANIA);
draw = buildWorkbench({ file, person, engine, pane: mountPane(part('pane'), engine) });
Object.assign(window, { grid: { book, person, engine } });

/** Row 2 is mine: B2 to C2 unlocked, the rest locked; B2 takes at most ten characters; column A is hidden; row 1 is frozen; a very hidden sheet lies behind. */
function fill(workbook: Book, hands: Person): void {
  const sheet = workbook.active;
  workbook.act('person', () => {
    for (const [at, text] of ['key', 'Tasks', 'Products', 'Status'].entries()) sheet.putContent(0, at, { value: text });
    sheet.putContent(2, 1, { value: 'of another member' });
    for (const col of [1, 2]) {
      const rule = {
        criteria: { textLength: { formula1: 10, operator: 'LessThanOrEqualTo' } },
        ignoreBlanks: true,
        prompt: { title: 'Tasks', message: 'One per line' },
        errorAlert: {},
      };
      sheet.putCell(1, col, { format: { locked: false, wrapText: true, numberFormat: '@' }, ...(col === 1 ? { rule } : {}) });
    }
    sheet.columns.set(0, { hidden: true });
    sheet.frozen = { rows: 1, cols: 0 };
  });
  hands.tabs.add('base');
  hands.tabs.activate('Sheet1');
  const base = workbook.sheetNamed('base');
  if (base) base.visibility = 'VeryHidden';
  base?.putContent(0, 0, { value: 'what the row was' });
  hands.tabs.protect('Sheet1');
  workbook.undo.clear();
}
