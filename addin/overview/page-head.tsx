/** The page's head: what it is about, the period, its dates in words, the downloads, who is signed in. */
import { useId } from 'preact/hooks';
import type { Overview } from '#contract/overview.ts';
import type { Client } from '../api/client.ts';
import { OverviewFiles } from '../pane/overview-files.tsx';
import { Button, FailureNote } from '../pane/parts.tsx';
import { say } from '../pane/strings.ts';
import { useLoaded } from '../pane/use-loaded.ts';
import type { LiveView } from './live.ts';

/** The head. `period` is undefined while the one in work is shown. */
export function PageHead(props: {
  api: Client;
  view: LiveView;
  overview: Overview | undefined;
  period: string | undefined;
  onPeriod: (period: string | undefined) => void;
}) {
  const { api, view, overview } = props;
  const id = useId();
  const grid = view.grid?.grid;
  const periods = useLoaded(`${grid} ${overview?.today}`, async () => (grid === undefined ? [] : await api.call('listPeriods', { params: { grid } })));
  const names = [...new Set([...(periods.value ?? []).map(({ period }) => period), ...(overview ? [overview.period] : [])])].sort().reverse();
  return (
    <header class="overview-head">
      <div class="overview-head-line">
        <h1>{overview ? say('overview.page.title', { title: view.grid?.definition.title ?? '', period: overview.period }) : say('overview.page.name')}</h1>
        <a class="who-link" href="/sessions">
          {view.me ? say('overview.page.signed-in', { role: say(`pane.role.${view.me.role}`) }) : say('overview.page.sessions')}
        </a>
      </div>
      {overview ? <p class="lead">{overview.sentences.dates}</p> : null}
      <div class="overview-head-line no-print">
        <div class="field field-row">
          <label for={id}>{say('overview.page.period')}</label>
          <select id={id} value={overview?.period ?? ''} onChange={(event) => props.onPeriod(event.currentTarget.value)}>
            {names.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </div>
        {overview ? <Downloads api={api} overview={overview} /> : null}
      </div>
      {view.connection === 'down' ? null : <FailureNote failure={periods.failure} />}
    </header>
  );
}

function Downloads({ api, overview }: { api: Client; overview: Overview }) {
  const take = async (kind: 'xlsx' | 'csv') => {
    const about = { params: { grid: overview.grid }, query: { period: overview.period } };
    const bytes = await (kind === 'xlsx' ? api.call('downloadOverviewXlsx', about) : api.call('downloadOverviewCsv', about));
    return { name: bytes.name, bytes };
  };
  return (
    <OverviewFiles labels={{ xlsx: say('overview.page.xlsx'), csv: say('overview.page.csv') }} take={take}>
      <Button onClick={() => window.print()}>{say('overview.page.print')}</Button>
    </OverviewFiles>
  );
}
