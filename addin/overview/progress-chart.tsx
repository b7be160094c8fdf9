/** How the period filled up, as a picture (SVG) or as the table of the same numbers. */
import { useId, useState } from 'preact/hooks';
import type { Overview } from '#contract/overview.ts';
import { daysFrom } from '#contract/status-words.ts';
import { Button, Section } from '../pane/parts.tsx';
import { say, shortDateInWords } from '../pane/strings.ts';
import { type ProgressStep, progressSteps } from './progress-steps.ts';

/** The chart with its way to the table. */
export function ProgressChart({ overview }: { overview: Overview }) {
  const [asTable, setAsTable] = useState(false);
  const steps = progressSteps(overview);
  return (
    <Section title={say('overview.chart.title')}>
      {asTable ? <StepsTable steps={steps} expected={overview.reportingRate.expected} /> : <Picture overview={overview} steps={steps} />}
      <div class="buttons no-print">
        <Button onClick={() => setAsTable(!asTable)}>{say(asTable ? 'overview.chart.as-picture' : 'overview.chart.as-table')}</Button>
      </div>
    </Section>
  );
}

const BOX = { width: 640, height: 220, left: 34, right: 10, top: 38, bottom: 30 } as const;

function Picture({ overview, steps }: { overview: Overview; steps: readonly ProgressStep[] }) {
  const id = useId();
  const { opensOn, dueOn, closesOn, today } = overview;
  const { expected, part } = overview.reportingRate;
  const end = [closesOn, steps.at(-1)?.date ?? closesOn].sort().at(-1) ?? closesOn;
  const start = [opensOn, steps[0]?.date ?? opensOn].sort()[0] ?? opensOn;
  const days = Math.max(1, daysFrom(start, end));
  const top = Math.max(1, expected, part);
  const x = (date: string): number => BOX.left + ((BOX.width - BOX.left - BOX.right) * Math.min(days, Math.max(0, daysFrom(start, date)))) / days;
  const y = (count: number): number => BOX.height - BOX.bottom - ((BOX.height - BOX.top - BOX.bottom) * count) / top;
  const until = today < end ? today : end;
  const line = [
    `M${x(start)},${y(0)}`,
    ...steps.flatMap(({ date, total }) => [`H${x(date)}`, `V${y(total)}`]),
    ...(until > start ? [`H${x(until)}`] : []),
  ].join(' ');
  const ticks = [...new Set([0, Math.round(top / 2), top])];
  const description = say('overview.chart.description', {
    part,
    expected,
    today: shortDateInWords(today),
    dueOn: shortDateInWords(dueOn),
  });
  const dueAt = x(dueOn);
  const todayIn = today >= start && today <= end && today !== dueOn;
  return (
    <figure class="chart">
      <svg viewBox={`0 0 ${BOX.width} ${BOX.height}`} role="img" aria-labelledby={`${id}-t ${id}-d`}>
        <title id={`${id}-t`}>{say('overview.chart.title')}</title>
        <desc id={`${id}-d`}>{description}</desc>
        {ticks.map((count) => (
          <g key={count}>
            <line class="chart-grid" x1={BOX.left} x2={BOX.width - BOX.right} y1={y(count)} y2={y(count)} />
            <text class="chart-text" x={BOX.left - 6} y={y(count) + 4} text-anchor="end">
              {count}
            </text>
          </g>
        ))}
        <line class="chart-due" x1={dueAt} x2={dueAt} y1={BOX.top - 8} y2={y(0)} />
        <text class="chart-text chart-strong" x={dueAt - 5} y={BOX.top - 14} text-anchor="end">
          {say('overview.chart.due', { date: shortDateInWords(dueOn) })}
        </text>
        {todayIn ? <line class="chart-today" x1={x(today)} x2={x(today)} y1={BOX.top + 4} y2={y(0)} /> : null}
        {todayIn ? (
          <text
            class="chart-text"
            x={x(today) + (x(today) > BOX.width * 0.8 ? -5 : 5)}
            y={BOX.top + 14}
            text-anchor={x(today) > BOX.width * 0.8 ? 'end' : 'start'}
          >
            {say('overview.chart.today')}
          </text>
        ) : null}
        <path class="chart-line" d={line} />
        {steps.map(({ date, total, late }) => (
          <circle key={date} class={late > 0 ? 'chart-dot chart-dot-late' : 'chart-dot'} cx={x(date)} cy={y(total)} r="4" />
        ))}
        <text class="chart-text" x={BOX.left} y={BOX.height - 8}>
          {shortDateInWords(start)}
        </text>
        <text class="chart-text" x={BOX.width - BOX.right} y={BOX.height - 8} text-anchor="end">
          {shortDateInWords(end)}
        </text>
      </svg>
      <figcaption>{description}</figcaption>
    </figure>
  );
}

function StepsTable({ steps, expected }: { steps: readonly ProgressStep[]; expected: number }) {
  if (steps.length === 0) return <p class="hint">{say('overview.chart.nothing')}</p>;
  return (
    <table class="table steps-table">
      <caption>{say('overview.chart.caption', { expected })}</caption>
      <thead>
        <tr>
          <th scope="col">{say('overview.chart.day')}</th>
          <th scope="col">{say('overview.chart.received')}</th>
          <th scope="col">{say('overview.chart.late')}</th>
          <th scope="col">{say('overview.chart.total')}</th>
        </tr>
      </thead>
      <tbody>
        {steps.map(({ date, received, late, total }) => (
          <tr key={date}>
            <th scope="row">{shortDateInWords(date)}</th>
            <td>{received}</td>
            <td>{late}</td>
            <td>{total}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
