/** The rates as large figures, each with the sentence of what it is made of. Used by the page and by the pane. */
import type { Overview } from '#contract/overview.ts';
import { daysWords, rateWords } from '#contract/overview-words.ts';
import { say } from '../pane/strings.ts';

/** The figures of a period. */
export function Figures({ overview }: { overview: Overview }) {
  const { sentences, counts, punctuality } = overview;
  const language = document.documentElement.lang || 'en';
  const { medianDays } = punctuality;
  return (
    <section class="figures" aria-label={say('overview.figures.title')}>
      <dl>
        <Figure name={say('overview.figures.rate')} value={rateWords(overview.reportingRate, language)} sentence={sentences.reportingRate} />
        <Figure name={say('overview.figures.on-time')} value={rateWords(overview.reportingRateOnTime, language)} sentence={sentences.reportingRateOnTime} />
        <Figure
          name={say('overview.figures.overdue')}
          value={String(counts.overdue)}
          sentence={say('overview.figures.overdue-why', { missing: counts.missing, edited: counts.edited })}
          tone={counts.overdue > 0 ? 'bad' : undefined}
        />
        <Figure
          name={say('overview.figures.punctuality')}
          value={medianDays === null ? '–' : daysWords(medianDays, language)}
          sentence={sentences.punctuality}
        />
        <Figure name={say('overview.figures.excused')} value={String(counts.excused)} sentence={sentences.excused} />
      </dl>
    </section>
  );
}

function Figure({ name, value, sentence, tone }: { name: string; value: string; sentence: string; tone?: 'bad' | undefined }) {
  return (
    <div class={tone ? `figure figure-${tone}` : 'figure'}>
      <dt>{name}</dt>
      <dd class="figure-value">{value}</dd>
      <dd class="figure-why">{sentence}</dd>
    </div>
  );
}
