/** The whole pane: head, the card of a workbook without grid, and the tabs that this person's role has. */

import { useEffect, useState } from 'preact/hooks';
import type { Role } from '#contract/person.ts';
import type { Engine, EngineView } from '../sync/view.ts';
import { Announcements } from './announcements.tsx';
import { Conflicts } from './conflicts.tsx';
import { changes } from './connection.ts';
import { Consolidate } from './consolidate.tsx';
import { Header } from './header.tsx';
import { History } from './history.tsx';
import { ImportFile } from './import-file.tsx';
import { Markings } from './markings.tsx';
import { MyRow } from './my-row.tsx';
import { Office } from './office.tsx';
import { Overview } from './overview.tsx';
import { People } from './people.tsx';
import { Problems } from './problems.tsx';
import { Reason } from './reason.tsx';
import { RemindersTab } from './reminders.tsx';
import { say } from './strings.ts';
import type { SubmitCalls } from './submission.tsx';
import { type Tab, Tabs } from './tabs.tsx';
import { useView } from './use-view.ts';
import { WorkbookCard } from './workbook-card.tsx';

type TabKey = 'work' | 'history' | 'overview' | 'reminders' | 'people' | 'import';

/** Draws the engine's view, at first the tab that the person's role needs most. A press of the ribbon's Submit brings the person's own row to the front, for the Secretariat the choice of a member. */
export function Pane({ engine, calls, newWorkbook }: { engine: Engine; calls: SubmitCalls; newWorkbook: (() => void) | undefined }) {
  const view = useView(engine);
  const [chosen, setChosen] = useState<TabKey>();
  const keys = view.me ? tabsOf(view.me.role) : [];
  const shown = chosen && keys.includes(chosen) ? chosen : (keys[0] ?? 'work');
  useEffect(() => {
    if (calls.made === calls.answered) return;
    setChosen(view.me?.role === 'secretariat' ? 'overview' : 'work');
    // Whoever has neither reads there that nothing is submitted; the press is not kept for somebody else.
    if (view.me?.role === 'observer') calls.answered = calls.made;
  }, [calls.made]);
  return (
    <div class="pane">
      <Header engine={engine} view={view} />
      <div class="pane-body">
        {view.me && view.me.role !== 'operator' ? <WorkbookCard engine={engine} view={view} newWorkbook={newWorkbook} /> : null}
        {view.me?.role === 'operator' ? <p class="hint">{say('pane.row.operator')}</p> : null}
        {keys.length > 0 ? (
          <Tabs tabs={keys.map((key) => tabOf(key, view))} chosen={shown} onChoose={(key) => setChosen(key as TabKey)}>
            {/* A new person starts with fresh tabs: nothing of the former one stays on screen. */}
            <TabContent key={`${view.me?.person} ${shown}`} tab={shown} engine={engine} view={view} calls={calls} />
          </Tabs>
        ) : null}
        <Announcements view={view} />
      </div>
    </div>
  );
}

function tabsOf(role: Role): TabKey[] {
  if (role === 'secretariat') return ['overview', 'work', 'history', 'reminders', 'people', 'import'];
  if (role === 'observer') return ['work', 'overview', 'history'];
  return role === 'operator' ? [] : ['work', 'history', 'people'];
}

function tabOf(key: TabKey, view: EngineView): Tab {
  const label = say(`pane.tab.${key}`);
  const count = view.conflicts.length;
  return key === 'work' ? { key, label, count: { number: count, sentence: say('pane.tab.conflicts', { count }) } } : { key, label };
}

function TabContent({ tab, engine, view, calls }: { tab: TabKey; engine: Engine; view: EngineView; calls: SubmitCalls }) {
  const secretariat = view.me?.role === 'secretariat';
  if (tab === 'overview') {
    return (
      <>
        {secretariat && needsReason(view) ? <Reason engine={engine} view={view} /> : null}
        {secretariat ? <Consolidate engine={engine} view={view} mayDraw /> : null}
        <Overview engine={engine} view={view} />
        {secretariat ? <Office engine={engine} view={view} calls={calls} /> : null}
      </>
    );
  }
  if (tab === 'history') return <History engine={engine} view={view} />;
  if (tab === 'reminders') return <RemindersTab engine={engine} view={view} />;
  if (tab === 'people') return <People engine={engine} view={view} mayWrite={secretariat} />;
  if (tab === 'import') return <ImportFile engine={engine} view={view} />;
  return (
    <>
      {view.me?.role === 'observer' ? <p class="hint">{say('pane.row.observer')}</p> : null}
      {secretariat ? <Reason engine={engine} view={view} /> : null}
      <Conflicts engine={engine} view={view} />
      <MyRow engine={engine} view={view} calls={calls} />
      <Problems engine={engine} view={view} />
      {secretariat ? <Markings engine={engine} view={view} /> : null}
      {view.me?.role === 'observer' ? <Consolidate engine={engine} view={view} mayDraw={false} /> : null}
    </>
  );
}

/** Once it was said the card stays: it shows the reason in use, and the focus is not lost with it. */
const needsReason = (view: EngineView): boolean => view.reason !== '' || changes(view, 'reason-needed') > 0;
