/** How much of what is expected has come, and how much of it on time: two bars, each with the sentence of what its rate is made of. */

import { useId } from 'preact/hooks';
import type { Overview, Rate } from '#contract/overview.ts';
import { say } from './strings.ts';

/** The two reporting rates of a period. On time counts against expected, not against received (DHIS2's definition). */
export function Progress({ overview }: { overview: Overview }) {
  const { reportingRate, reportingRateOnTime, sentences } = overview;
  if (reportingRate.value === null) return <p class="hint">{sentences.reportingRate}</p>;
  return (
    <>
      <Bar name={say('overview.figures.rate')} sentence={sentences.reportingRate} rate={reportingRate} />
      <Bar name={say('overview.figures.on-time')} sentence={sentences.reportingRateOnTime} rate={reportingRateOnTime} />
      <p class="hint">{sentences.excused}</p>
    </>
  );
}

function Bar({ name, sentence, rate }: { name: string; sentence: string; rate: Rate }) {
  const id = useId();
  return (
    <div class="bar">
      <label for={id}>{say('pane.overview.rate', { name, sentence })}</label>
      <progress id={id} value={rate.part} max={rate.expected} />
    </div>
  );
}
