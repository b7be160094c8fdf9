/** How a member's last periods went: a sign, the words for whoever hears or asks, and a colour; readable without any one of the three. */
import type { HeatCell, HeatMark } from '#contract/overview.ts';
import { heatWords } from '#contract/overview-words.ts';
import { say } from './strings.ts';

const SIGNS: Record<HeatMark, string> = { 'on-time': '✓', nil: 'N', late: 'L', missing: '!', open: '·', excused: 'E', 'not-a-member': '–' };
const MARKS = Object.keys(SIGNS) as HeatMark[];

const language = (): string => document.documentElement.lang || 'en';

/** The strip of one member, oldest period first. */
export function HeatStrip({ cells }: { cells: readonly HeatCell[] }) {
  return (
    <ol class="strip">
      {cells.map((cell) => {
        const words = say('overview.heat.cell', { period: cell.period, words: heatWords(cell, language()) });
        return (
          <li key={cell.period} class={`heat heat-${cell.mark}`} title={words}>
            <span aria-hidden="true">{SIGNS[cell.mark]}</span>
            <span class="hidden">{words}</span>
          </li>
        );
      })}
    </ol>
  );
}

/** The same in words, a line for each period. */
export function HeatList({ cells }: { cells: readonly HeatCell[] }) {
  return (
    <ol class="heat-list">
      {cells.map((cell) => (
        <li key={cell.period}>
          <span class={`heat heat-${cell.mark}`} aria-hidden="true">
            {SIGNS[cell.mark]}
          </span>{' '}
          {say('overview.heat.cell', { period: cell.period, words: heatWords(cell, language()) })}
        </li>
      ))}
    </ol>
  );
}

/** What the signs mean. */
export function HeatLegend() {
  return (
    <ul class="legend" aria-label={say('overview.heat.legend')}>
      {MARKS.map((mark) => (
        <li key={mark}>
          <span class={`heat heat-${mark}`} aria-hidden="true">
            {SIGNS[mark]}
          </span>{' '}
          {say(`overview.heat.short.${mark}`)}
        </li>
      ))}
    </ul>
  );
}
