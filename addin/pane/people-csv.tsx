/** People from a .csv file: first what would be taken and which lines can't be, with reasons; then the taking. */

import { useId, useState } from 'preact/hooks';
import type { PeopleImport } from '#contract/person.ts';
import type { Engine } from '../sync/view.ts';
import { Button, FailureNote, Section } from './parts.tsx';
import { say } from './strings.ts';
import { useTask } from './use-task.ts';

/** The card of the import of people. */
export function PeopleCsv({ engine, onApplied }: { engine: Engine; onApplied: () => void }) {
  const id = useId();
  const [csv, setCsv] = useState('');
  const task = useTask<PeopleImport>();
  const read = async (file: File | undefined) => {
    task.clear();
    if (!file) return;
    await task.run(async () => {
      const text = await file.text();
      setCsv(text);
      return engine.importPeople(text, { apply: false });
    });
  };
  const apply = async () => {
    const report = await task.run(() => engine.importPeople(csv, { apply: true }));
    if (report) onApplied();
  };
  const report = task.result;
  return (
    <Section title={say('pane.csv.title')}>
      <p class="hint">{say('pane.csv.why')}</p>
      <div class="field">
        <label for={id}>{say('pane.csv.file')}</label>
        <input id={id} type="file" accept=".csv,text/csv" onChange={(event) => void read(event.currentTarget.files?.[0])} />
      </div>
      <div role="status">{report ? <Outcome report={report} /> : null}</div>
      {report && !report.applied && report.accepted > 0 ? (
        <Button look="primary" busy={task.busy} onClick={() => void apply()}>
          {say('pane.csv.apply', { count: report.accepted })}
        </Button>
      ) : null}
      <FailureNote failure={task.failure} />
    </Section>
  );
}

function Outcome({ report }: { report: PeopleImport }) {
  return (
    <>
      <p class={`note note-${report.rejected.length > 0 ? 'attention' : 'good'}`}>
        {say(report.applied ? 'pane.csv.applied' : 'pane.csv.accepted', { count: report.accepted })}
      </p>
      {report.rejected.length > 0 ? (
        <>
          <p>{say('pane.csv.rejected', { count: report.rejected.length })}</p>
          <ul class="list">
            {report.rejected.map(({ line, reason }) => (
              <li key={line}>{say('pane.csv.line', { line, reason })}</li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}
