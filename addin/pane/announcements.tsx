/** News as it comes: others' changes that arrived, the service that is back. Read out politely, the newest first on screen. */
import type { EngineView } from '../sync/view.ts';
import { timeZoneOf } from './names.ts';
import { say, timeInWords } from './strings.ts';

const SHOWN = 5;
const TOGETHER_MS = 10_000;

/** The last few announcements. The region is always there, since screen readers only follow regions that they have seen empty. */
export function Announcements({ view }: { view: EngineView }) {
  const newest = newsToShow(view.announcements).toReversed();
  return (
    <section class={newest.length > 0 ? 'card' : 'hidden'} aria-label={say('pane.news.title')}>
      <h2>{say('pane.news.title')}</h2>
      <div role="log" aria-live="polite" aria-relevant="additions">
        <ul class="news">
          {newest.map(({ id, atMs, sentence }) => (
            <li key={id}>{say('pane.news.line', { at: timeInWords(atMs, timeZoneOf(view)), sentence })}</li>
          ))}
        </ul>
      </div>
    </section>
  );
}

/** The last five, and whatever came together with them: what arrives after an outage must not crowd out that it is over. */
function newsToShow(all: EngineView['announcements']): EngineView['announcements'] {
  const first = all.at(-SHOWN);
  return first ? all.filter(({ atMs }, at) => at >= all.length - SHOWN || first.atMs - atMs < TOGETHER_MS) : all;
}
