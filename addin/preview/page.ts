/**
 * The preview: a simulated Excel beside the real pane. The add-in's own code runs over Microsoft's own client; only the workbook behind it is
 * ours. `/preview?as=albania` opens the workbook of one identity of the demo.
 */
import { createClient } from '../api/client.ts';
import { demoTokens } from '../api/sign-in.ts';
import { createGridSheet } from '../excel/grid-table.ts';
import { failureOf } from '../pane/failure.ts';
import { mountPane } from '../pane/mount.tsx';
import { firstEditable } from '../pane/names.ts';
import { say } from '../pane/strings.ts';
import { createEngine, type RunningEngine } from '../sync/engine.ts';
import { browserTiming } from '../sync/timing.ts';
import type { Book } from './host/book.ts';
import { Bridge } from './host/bridge.ts';
import { Person } from './host/person.ts';
import { loadOfficeClient, OfficeMissing } from './office-client.ts';
import { askForNewWorkbook, buildWorkbench, part } from './workbench.tsx';
import { openWorkbook, type WorkbookFile } from './workbook-file.ts';

declare global {
  interface Window {
    /** For tests in a browser: the workbook, the hands at it, the wire, the add-in. Nothing else of the page is global. */
    sggPreview?: { book: Book; person: Person; bridge: Bridge; engine: RunningEngine };
  }
}

async function openPreview(identity: string): Promise<void> {
  let draw = () => {};
  const file = openWorkbook({ identity, storage: localStorage, changed: () => draw() });
  const { book } = file;
  const person = new Person(book);
  const bridge = new Bridge(book);
  book.onRedraw(file.save);
  bridge.onRecord(file.save);
  const excel = await loadOfficeClient(bridge);
  const tokens = demoTokens({ initial: `demo:${identity}` });
  const api = createClient({ baseUrl: '/api/v1', tokens, timing: browserTiming });
  const engine = createEngine({
    sheet: createGridSheet({ excel }),
    api,
    tokens,
    timing: browserTiming,
    language: document.documentElement.lang,
    report: reportError,
  });
  const pane = mountPane(part('pane'), engine, { newWorkbook: () => void askForNewWorkbook(file.forget) });
  draw = buildWorkbench({ file, person, engine, pane });
  window.sggPreview = { book, person, bridge, engine };
  if (file.unreadable) tell(say('preview.unreadable'));
  await engine.start();
  if (engine.view().connection.state === 'signed-out') tell(say('preview.unknown-identity', { as: identity }));
  nameFile(file, engine);
  if (file.fresh) await firstGrid(engine);
  addEventListener('focus', () => engine.wake());
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) engine.wake();
  });
}

/** A newcomer sees the grid at once, with its own row selected; in Excel a person presses the pane's button for it. */
async function firstGrid(engine: RunningEngine): Promise<void> {
  if (engine.view().connection.state !== 'online') return;
  try {
    await engine.openGrid();
    const view = engine.view();
    const rows = view.grid?.rows ?? [];
    const target = rows.find(({ member }) => member === view.me?.member) ?? rows[0];
    const column = firstEditable(view);
    if (target && column) await engine.jumpTo({ row: target.row, column });
  } catch (error) {
    tell(say('preview.first-failed', { reason: failureOf(error).sentence }));
  }
}

function nameFile({ book }: WorkbookFile, engine: RunningEngine): void {
  const { me, grid } = engine.view();
  if (!me) return;
  const who = me.identities?.find((each) => each.token === me.person)?.name ?? me.person;
  if (grid) book.name = say('preview.file', { title: grid.definition.title, who });
  document.title = say('preview.title', { file: book.name });
  book.redraw('everything');
}

function tell(sentence: string): void {
  part('message').textContent = sentence;
}

/** The identity that the address asks for; without one the first page lets a person choose. */
async function main(): Promise<void> {
  const identity = new URLSearchParams(location.search).get('as');
  if (!identity) return location.replace('/');
  try {
    await openPreview(identity);
  } catch (error) {
    tell(error instanceof OfficeMissing ? say('preview.office-missing', { file: error.file }) : failureOf(error).sentence);
  }
}

void main();
