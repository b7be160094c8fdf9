/** How much of what is expected has come, and how much of it on time: two bars with their figures. */

import { useId } from 'preact/hooks';
import type { PeriodReport } from '#contract/period.ts';
import { rateInWords, say } from './strings.ts';

/** The two reporting rates of a period. On time counts against expected, not against received (DHIS2's definition). */
export function Progress({ report }: { report: PeriodReport }) {
  if (report.expected === 0 || report.reportingRate === null || report.reportingRateOnTime === null) {
    return <p class="hint">{say('pane.overview.none-expected')}</p>;
  }
  const { expected } = report;
  return (
    <>
      <Bar
        sentence={say('pane.overview.received', { received: report.received, expected, rate: rateInWords(report.reportingRate) })}
        value={report.received}
        max={expected}
      />
      <Bar
        sentence={say('pane.overview.on-time', { received: report.receivedOnTime, expected, rate: rateInWords(report.reportingRateOnTime) })}
        value={report.receivedOnTime}
        max={expected}
      />
    </>
  );
}

function Bar({ sentence, value, max }: { sentence: string; value: number; max: number }) {
  const id = useId();
  return (
    <div class="bar">
      <label for={id}>{sentence}</label>
      <progress id={id} value={value} max={max} />
    </div>
  );
}
