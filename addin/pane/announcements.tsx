/** News as it comes: others' changes that arrived, the service that is back. Read out politely, the newest first on screen. */
import type { EngineView } from '../sync/view.ts';
import { timeZoneOf } from './names.ts';
import { say, timeInWords } from './strings.ts';

const SHOWN = 5;

/** The last few announcements. The region is always there, since screen readers only follow regions that they have seen empty. */
export function Announcements({ view }: { view: EngineView }) {
  const newest = view.announcements.slice(-SHOWN).reverse();
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
