/**
 * How wide the columns are drawn, and how many of them stay in sight. The definition's widths are hints for paper; on a landscape screen with the pane
 * beside the sheet they are scaled down so that the status is seen without scrolling. Pure.
 */
import type { ColumnDrawing } from './sheet.ts';

/** What fits beside the pane on a screen of 1400 pixels at a zoom of 80 %. */
const SCREEN_CHARACTERS = 172;
/** The status says at most six lines; narrower than in a print, since a screen row may be high. */
const STATUS_CHARACTERS = 26;
/** Narrower columns hold a number or a mark, and are not scaled. */
const NARROW_CHARACTERS = 10;
/** Frozen columns that are wider leave too little of a small screen for the others. */
const MAX_FROZEN_CHARACTERS = 45;

type Width = Pick<ColumnDrawing, 'widthCharacters' | 'editable'>;

/** The widths of the columns and of the status behind them, in characters. Columns only get narrower, and none below what a number needs. */
export function screenWidths(columns: readonly Width[]): { columns: number[]; status: number } {
  const hints = [...columns.map(({ widthCharacters }) => widthCharacters), STATUS_CHARACTERS];
  const sum = (widths: number[]): number => widths.reduce((total, width) => total + width, 0);
  const fixed = sum(hints.filter((width) => width <= NARROW_CHARACTERS));
  const share = Math.min(1, (SCREEN_CHARACTERS - fixed) / Math.max(1, sum(hints) - fixed));
  const widths = hints.map((width) => (width <= NARROW_CHARACTERS ? width : Math.max(NARROW_CHARACTERS, Math.floor(width * share))));
  return { columns: widths.slice(0, -1), status: widths.at(-1) ?? STATUS_CHARACTERS };
}

/** How many columns stay in sight while the sheet is moved sideways: those before the first that members write in, unless they are too wide. */
export function frozenColumns(columns: readonly Width[]): number {
  const leading = leadingColumns(columns);
  const wide = screenWidths(columns).columns.slice(0, leading);
  return wide.reduce((total, width) => total + width, 0) <= MAX_FROZEN_CHARACTERS ? leading : 0;
}

/** How many columns stand before the first that members write in: they say whose row it is. */
export function leadingColumns(columns: readonly Width[]): number {
  const first = columns.findIndex(({ editable }) => editable);
  return first < 0 ? 0 : first;
}
