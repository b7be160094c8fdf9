/** The overview page: head, figures, chart, what waits, the table of members. It is drawn anew whenever the service says that something has changed. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Overview } from '#contract/overview.ts';
import type { Client } from '../api/client.ts';
import { FailureNote } from '../pane/parts.tsx';
import { say } from '../pane/strings.ts';
import { useLoaded } from '../pane/use-loaded.ts';
import { Figures } from './figures.tsx';
import type { Live, LiveView } from './live.ts';
import { MembersTable } from './members-table.tsx';
import { PageHead } from './page-head.tsx';
import { ProgressChart } from './progress-chart.tsx';
import { quarterActions } from './quarter-actions.ts';
import { SecretariatTools } from './secretariat-tools.tsx';
import { Waiting } from './waiting.tsx';

/** The page. */
export function OverviewPage({ api, live }: { api: Client; live: Live }) {
  const view = useLive(live);
  const [period, setPeriod] = useState<string>();
  const { me, grid, connection } = view;
  const name = grid?.grid;
  const loaded = useLoaded(`${name} ${period} ${view.changes}`, async () =>
    name === undefined ? undefined : await api.call('readOverview', { params: { grid: name }, query: period === undefined ? {} : { period } }),
  );
  const overview = loaded.value;
  return (
    <div class="pane overview">
      <PageHead api={api} view={view} overview={overview} period={period} onPeriod={setPeriod} />
      <main class="overview-body">
        <Connection connection={connection} onAgain={live.hurry} />
        {connection === 'down' ? null : <FailureNote failure={loaded.failure} />}
        {me && grid && overview ? (
          <Content api={api} view={view} overview={overview} refresh={loaded.again} />
        ) : connection === 'starting' || connection === 'up' ? (
          <p class="hint">{say('overview.page.loading')}</p>
        ) : null}
      </main>
    </div>
  );
}

function Content({ api, view, overview, refresh }: { api: Client; view: LiveView; overview: Overview; refresh: () => void }) {
  const secretariat = view.me?.role === 'secretariat';
  const [opened, setOpened] = useState<string>();
  const actions = quarterActions(api, { grid: overview.grid, changed: refresh });
  const table = useRef<HTMLDivElement>(null);
  const show = useCallback((member: string) => {
    setOpened(member);
    table.current?.scrollIntoView({ block: 'start' });
  }, []);
  return (
    <>
      <Figures overview={overview} />
      <div class="overview-columns">
        <ProgressChart overview={overview} />
        {overview.waiting ? <Waiting overview={overview} waiting={overview.waiting} onOpen={show} /> : null}
      </div>
      <div ref={table}>
        <MembersTable overview={overview} secretariat={secretariat} view={view} actions={actions} opened={opened} onOpen={setOpened} />
      </div>
      {view.grid?.definition.footnotes.map((footnote) => (
        <p key={footnote} class="hint">
          {footnote}
        </p>
      ))}
      {secretariat ? <SecretariatTools view={view} overview={overview} actions={actions} onSent={refresh} /> : null}
    </>
  );
}

/** Says when the service is away, and when the session has ended; nothing while all is well. */
function Connection({ connection, onAgain }: { connection: LiveView['connection']; onAgain: () => void }) {
  return (
    <div role="status">
      {connection === 'down' ? (
        <p class="note note-attention">
          {say('overview.page.away')}{' '}
          <button type="button" class="button button-link" onClick={onAgain}>
            {say('overview.page.again')}
          </button>
        </p>
      ) : null}
      {connection === 'signed-out' ? (
        <p class="note note-attention">
          {say('overview.page.signed-out')} <a href="/sign-in?to=%2Foverview">{say('overview.page.sign-in')}</a>
        </p>
      ) : null}
    </div>
  );
}

function useLive(live: Live): LiveView {
  const [view, setView] = useState(live.view);
  useEffect(() => {
    setView(live.view());
    return live.subscribe(() => setView(live.view()));
  }, [live]);
  return view;
}
