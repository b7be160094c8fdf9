/** The window around the grid, put together: ribbon, formula bar, tabs and status bar over one workbook, and the person's hands. */
import { render } from 'preact';
import { failureOf } from '../pane/failure.ts';
import type { MountedPane } from '../pane/mount.tsx';
import { say } from '../pane/strings.ts';
import type { Engine } from '../sync/view.ts';
import { GridView } from './grid.ts';
import { formatRect } from './host/address.ts';
import type { Outcome } from './host/gestures/outcome.ts';
import type { Person } from './host/person.ts';
import { ask } from './view/ask.ts';
import { addressOf } from './view/cells.ts';
import { toggleFilter } from './view/filter.ts';
import { SheetTabs, StatusBar, TitleBar } from './view/frame.tsx';
import { Notice } from './view/notice.ts';
import { Ribbon, type RibbonActions } from './view/ribbon.tsx';
import type { WorkbookFile } from './workbook-file.ts';

/** What the window is made of. */
export interface WorkbenchParts {
  file: WorkbookFile;
  person: Person;
  engine: Engine;
  pane: MountedPane;
}

// Beside the pane all columns of the grid shall be seen at once, the status too; on a small screen they are moved instead.
const FITTING = [
  { fromPx: 1400, zoom: 0.8 },
  { fromPx: 1240, zoom: 0.7 },
  { fromPx: 1000, zoom: 0.8 },
] as const;

/** Finds an element of the page. */
export function part<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no element #${id}.`);
  return found as T;
}

/** Builds the window; returns the way to draw it anew. */
export function buildWorkbench({ file, person, engine, pane }: WorkbenchParts): () => void {
  labelPage();
  const { book } = file;
  const bar = part<HTMLTextAreaElement>('formula');
  const notice = new Notice(part<HTMLDialogElement>('notice'));
  let withHidden = false;
  let ready = false;
  const draw = () => {
    if (ready) drawFrame();
  };
  const grid = new GridView({ book, person, notice, bar, scroller: part('scroller'), changed: draw, nextPart: () => focusIn(part('pane')) });
  const said = (outcome: Outcome) => grid.said(outcome);
  const showPane = (shown: boolean) => {
    document.body.classList.toggle('without-pane', !shown);
    draw();
  };
  const paneShown = () => !document.body.classList.contains('without-pane');
  const rows = (): string => {
    const { row, rows: count } = book.active.selection;
    return `${row + 1}:${row + count}`;
  };
  const actions: RibbonActions = {
    togglePane: () => showPane(!paneShown()),
    sync: () => void engine.syncNow().catch((error: unknown) => notice.show({ sentence: failureOf(error).sentence, back: () => grid.focus() })),
    submit: () => {
      showPane(true);
      pane.askToSubmit();
    },
    undo: () => said(person.undo()),
    redo: () => said(person.redo()),
    sort: (order) => said(person.sort(addressOf(grid.active.row, grid.active.col), order)),
    toggleFilter: () => said(toggleFilter(book, person, grid.active)),
    insertRow: () => said(person.insert(rows())),
    deleteRow: () => said(person.delete(rows())),
    fillDown: () => said(person.fillDown(formatRect(book.active.selection))),
    toggleProtection: () => said(book.active.protection ? person.tabs.unprotect(book.active.name) : person.tabs.protect(book.active.name)),
    toggleHidden: () => {
      withHidden = !withHidden;
      grid.peek(null);
    },
    newWorkbook: () => void askForNewWorkbook(file.discard),
    backToSheet: () => grid.focus(),
  };
  const drawFrame = () => {
    const { sheet } = grid;
    const typing = grid.editor.open;
    const peeking = sheet !== book.active;
    render(<TitleBar file={book.name} kept={file.problem()} />, part('titlebar'));
    render(
      <Ribbon
        actions={actions}
        state={{
          paneShown: paneShown(),
          canUndo: book.undo.steps > 0,
          canRedo: book.undo.undoneSteps > 0,
          isProtected: sheet.protection !== null,
          filtered: sheet.filteredRows.size > 0,
          hiddenShown: withHidden,
          peeking,
        }}
      />,
      part('ribbon'),
    );
    render(<SheetTabs sheets={book.sheets} shown={sheet} withHidden={withHidden} onChoose={(chosen) => choose(chosen)} />, part('tabs'));
    render(
      <StatusBar
        sheet={sheet}
        typing={typing}
        cut={grid.cut}
        zoom={grid.zoom}
        onZoom={(zoom) => {
          grid.zoom = zoom;
        }}
      />,
      part('status'),
    );
    part('name-box').textContent = peeking ? '' : addressOf(grid.active.row, grid.active.col);
    part('new-line').hidden = !typing;
    if (!typing) bar.value = peeking ? '' : grid.editor.textOf(grid.active);
  };
  const choose = (sheet: (typeof book.sheets)[number]) => {
    grid.peek(sheet.visibility === 'Visible' ? null : sheet);
    if (sheet.visibility === 'Visible') said(person.tabs.activate(sheet.name));
  };
  part('new-line').addEventListener('click', () => grid.editor.breakLine());
  part('pane').addEventListener('keydown', (event) => {
    if (event.key !== 'F6') return;
    event.preventDefault();
    grid.focus();
  });
  ready = true;
  grid.zoom = FITTING.find(({ fromPx }) => innerWidth >= fromPx)?.zoom ?? 1;
  // As in Excel, whoever opens a workbook can type at once.
  grid.focus();
  return draw;
}

function labelPage(): void {
  part('formula').setAttribute('aria-label', say('preview.formula'));
  part('name-box').setAttribute('aria-label', say('preview.name-box'));
  part('grid-help').textContent = say('preview.grid-help');
  part('new-line').textContent = say('preview.new-line');
  part('workbook').setAttribute('aria-label', say('preview.workbook'));
  part('pane').setAttribute('aria-label', say('preview.pane'));
}

/** Asks, then lets go of this workbook (`leave`) and opens what is in its place. */
export async function askForNewWorkbook(leave: () => void): Promise<void> {
  const yes = await ask(part<HTMLDialogElement>('question'), { title: say('preview.new-title'), text: say('preview.new-why'), yes: say('preview.new-yes') });
  if (!yes) return;
  leave();
  location.reload();
}

/** Puts the focus on the first thing in an element that takes it. */
function focusIn(element: HTMLElement): void {
  element.querySelector<HTMLElement>('button, select, input, a[href]')?.focus();
}
