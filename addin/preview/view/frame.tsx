/** What surrounds the sheet: title bar, sheet tabs and status bar. */
import { rateInWords, say } from '../../pane/strings.ts';
import type { Sheet } from '../host/sheet.ts';
import { MAX_DRAWN_ROWS } from './extent.ts';

/** The title bar: whose workbook this is, and that nothing of it is Excel. */
export function TitleBar({ file, kept }: { file: string; kept: string | undefined }) {
  return (
    <>
      <img src="/addin/assets/icon.svg" alt="" width="20" height="20" />
      <span class="file-name">{file}</span>
      <span class="kept">{kept === undefined ? say('preview.kept') : say('preview.not-kept', { reason: kept })}</span>
      <details class="simulation">
        <summary>{say('preview.simulation')}</summary>
        <p>{say('preview.simulation-why')}</p>
      </details>
      <a class="home-link" href="/">
        {say('preview.home')}
      </a>
    </>
  );
}

/** The sheet tabs. Hidden sheets are there only for the curious, and only to look at. */
export function SheetTabs(props: { sheets: readonly Sheet[]; shown: Sheet; withHidden: boolean; onChoose: (sheet: Sheet) => void }) {
  const sheets = props.sheets.filter((sheet) => sheet.visibility === 'Visible' || props.withHidden);
  return (
    <nav class="sheet-tabs" aria-label={say('preview.sheets')}>
      {sheets.map((sheet) => (
        <button
          key={sheet.id}
          type="button"
          class={sheet.visibility === 'Visible' ? 'sheet-tab' : 'sheet-tab sheet-tab-hidden'}
          aria-current={sheet === props.shown ? 'true' : undefined}
          onClick={() => props.onChoose(sheet)}
        >
          {sheet.visibility === 'Visible' ? sheet.name : say('preview.hidden-sheet', { sheet: sheet.name })}
        </button>
      ))}
    </nav>
  );
}

/** The status bar: the mode, the protection, how many cells of the selection are filled, how to leave the grid. */
export function StatusBar({ sheet, typing, cut, zoom, onZoom }: { sheet: Sheet; typing: boolean; cut: boolean; zoom: number; onZoom: (zoom: number) => void }) {
  const count = filledCells(sheet);
  return (
    <>
      <span>{say(typing ? 'preview.status.edit' : 'preview.status.ready')}</span>
      {sheet.protection ? <span>{say('preview.status.protected')}</span> : null}
      {sheet.filteredRows.size > 0 ? <span>{say('preview.filter-on')}</span> : null}
      {cut ? <span>{say('preview.status.cut', { rows: MAX_DRAWN_ROWS })}</span> : null}
      <span class="grid-help">{say('preview.grid-help')}</span>
      {count > 1 ? <span class="count">{say('preview.status.count', { count })}</span> : null}
      <label class="zoom">
        {say('preview.zoom')}
        <select value={zoom} onChange={(event) => onZoom(Number(event.currentTarget.value))}>
          {ZOOMS.map((each) => (
            <option key={each} value={each}>
              {rateInWords(each)}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

const ZOOMS = [0.6, 0.7, 0.8, 0.9, 1, 1.25, 1.5];

function filledCells(sheet: Sheet): number {
  const { row, col, rows, cols } = sheet.selection;
  const used = sheet.usedRect('contents');
  if (!used) return 0;
  let count = 0;
  for (let r = Math.max(row, used.row); r < Math.min(row + rows, used.row + used.rows); r++) {
    for (let c = Math.max(col, used.col); c < Math.min(col + cols, used.col + used.cols); c++) if (sheet.content(r, c)) count++;
  }
  return count;
}
