/** The grid from a Word or Excel file: what each row would get, then the applying of it. */

import { useId, useRef } from 'preact/hooks';
import type { ImportReport } from '#contract/import.ts';
import { MEDIA } from '#contract/routes.ts';
import type { Engine, EngineView } from '../sync/view.ts';
import { ImportedRows } from './imported-rows.tsx';
import { memberName } from './names.ts';
import { Button, FailureNote, Section } from './parts.tsx';
import { say } from './strings.ts';
import { useTask } from './use-task.ts';

/** A file, and what the service said of it. */
interface Taken {
  file: File;
  report: ImportReport;
}

/** The tab of the import. */
export function ImportFile({ engine, view }: { engine: Engine; view: EngineView }) {
  const id = useId();
  const wanted = useRef<File | undefined>(undefined);
  const reading = useTask<Taken | undefined>();
  const applying = useTask<Taken>();
  const read = async (found: File | undefined) => {
    wanted.current = found && withType(found);
    reading.clear();
    applying.clear();
    await reading.run(async () => {
      // Another file may be chosen while one is read: what is shown is what is applied.
      for (;;) {
        const file = wanted.current;
        const report = file && (await engine.importFile(file, { apply: false }));
        if (wanted.current === file) return report && { file, report };
      }
    });
  };
  const apply = (file: File) => applying.run(async () => ({ file, report: await engine.importFile(file, { apply: true }) }));
  const file = reading.result?.file;
  const report = applying.result?.file === file ? applying.result?.report : reading.result?.report;
  const busy = reading.busy || applying.busy;
  const changing = report?.rows.filter(({ status }) => status === 'would-change').length ?? 0;
  return (
    <Section title={say('pane.import.title')}>
      <p class="hint">{say('pane.import.why')}</p>
      <div class="field">
        <label for={id}>{say('pane.import.file')}</label>
        <input id={id} type="file" accept=".docx,.xlsx" onChange={(event) => void read(event.currentTarget.files?.[0])} />
      </div>
      <div role="status">
        {busy ? <p class="hint">{say('pane.import.reading')}</p> : null}
        {report ? <Summary report={report} changing={changing} /> : null}
      </div>
      {report && file && changing > 0 && !report.applied ? (
        <Button look="primary" busy={busy} onClick={() => void apply(file)}>
          {say('pane.import.apply', { count: changing })}
        </Button>
      ) : null}
      <FailureNote failure={reading.failure ?? applying.failure} />
      {report ? <Leftovers view={view} report={report} /> : null}
      {report ? <ImportedRows view={view} rows={report.rows} /> : null}
    </Section>
  );
}

/** A computer without Word does not know the media type of its files; the service wants one. */
function withType(file: File): File {
  const type = file.name.toLowerCase().endsWith('.docx') ? MEDIA.docx : MEDIA.xlsx;
  return new File([file], file.name, { type });
}

function Summary({ report, changing }: { report: ImportReport; changing: number }) {
  const written = report.rows.filter(({ status }) => status === 'saved' || status === 'merged').length;
  if (report.applied) return <p class="note note-good">{say('pane.import.applied', { count: written })}</p>;
  return <p class="note note-good">{changing > 0 ? say('pane.import.would', { count: changing }) : say('pane.import.would-none')}</p>;
}

/** What of the file fits no member, and which members the file does not have. */
function Leftovers({ view, report }: { view: EngineView; report: ImportReport }) {
  return (
    <>
      {report.unmatched.length > 0 ? (
        <div class="note note-attention">
          <p>{say('pane.import.unmatched', { count: report.unmatched.length })}</p>
          <ul>
            {report.unmatched.map(({ line, text }) => (
              <li key={line}>{say('pane.import.unmatched-line', { line, text })}</li>
            ))}
          </ul>
        </div>
      ) : null}
      {report.missing.length > 0 ? <p>{say('pane.import.missing', { members: report.missing.map((member) => memberName(view, member)).join(', ') })}</p> : null}
    </>
  );
}
