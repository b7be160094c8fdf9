/** What the first page shows: two ways straight in, everybody one can be, what is real, and what can be taken along. */

import { useEffect, useState } from 'preact/hooks';
import type { Grid } from '#contract/grid.ts';
import type { PeriodReport } from '#contract/period.ts';
import type { Me } from '#contract/person.ts';
import { ApiProblem, type Client } from '../api/client.ts';
import { failureOf } from '../pane/failure.ts';
import { FailureNote } from '../pane/parts.tsx';
import { saveFile } from '../pane/save-file.ts';
import { dateInWords, say } from '../pane/strings.ts';
import { useTask } from '../pane/use-task.ts';
import { Identities } from './identities.tsx';
import { openPage } from './open-page.ts';
import { previewAddress } from './preview-address.ts';

/** What the service answered. */
interface Answers {
  me: Me;
  grid: Grid;
  period: PeriodReport;
}

/** The page. */
export function Home({ api, describeApi }: { api: Client; describeApi: () => Promise<Blob> }) {
  const { answers, sentence } = useAnswers(api);
  return (
    <>
      <header class="hero">
        <div class="column">
          <p class="mark">
            <img src="/addin/assets/icon.svg" alt="" width="40" height="40" />
            <span class="demo-sign">{say('home.demo-sign')}</span>
          </p>
          <h1>{say('home.title')}</h1>
          <p class="lead">{say('home.lead')}</p>
          <p>{say('home.lead-demo')}</p>
          {answers ? <Doors me={answers.me} /> : null}
          <p role="status">{answers ? standing(answers) : sentence}</p>
        </div>
      </header>
      <main class="column">
        {answers ? <Identities me={answers.me} members={answers.grid.definition.members} /> : null}
        <section aria-labelledby="real">
          <h2 id="real">{say('home.real-title')}</h2>
          <p>{say('home.real')}</p>
        </section>
        <section aria-labelledby="take">
          <h2 id="take">{say('home.take-title')}</h2>
          <ul class="take">
            {answers ? (
              <li>
                <Download label={say('home.download')} take={() => workbookOf(api, answers.grid)} />
              </li>
            ) : null}
            <li>
              <Download label={say('home.api')} take={async () => ({ name: 'openapi.json', bytes: await describeApi() })} />
            </li>
            <li>
              <a href="/manifest.xml">{say('home.manifest')}</a>
            </li>
          </ul>
        </section>
      </main>
    </>
  );
}

function useAnswers(api: Client): { answers: Answers | undefined; sentence: string } {
  const [answers, setAnswers] = useState<Answers>();
  const [sentence, setSentence] = useState(say('home.loading'));
  useEffect(() => {
    read(api).then(setAnswers, (error: unknown) => {
      const notDemo = error instanceof ApiProblem && error.code === 'unauthenticated';
      setSentence(notDemo ? say('home.not-demo') : say('home.failed', { reason: failureOf(error).sentence }));
    });
  }, [api]);
  return { answers, sentence };
}

async function read(api: Client): Promise<Answers> {
  const [me, grids] = await Promise.all([api.call('me', {}), api.call('listGrids', {})]);
  const grid = await api.call('readGrid', { params: { grid: grids[0]?.grid ?? '' } });
  const period = await api.call('readPeriod', { params: { grid: grid.grid, period: grid.period } });
  return { me, grid, period };
}

function standing({ grid, period }: Answers): string {
  const { received, expected } = period;
  return say('home.period', { today: dateInWords(grid.today), period: grid.period, dueOn: dateInWords(period.dueOn), received, expected });
}

/** The two ways in that a newcomer wants: a focal point with one row, and the Secretariat with all of them. */
function Doors({ me }: { me: Me }) {
  const task = useTask<void>();
  const identities = me.identities ?? [];
  const albania = identities.find(({ member }) => member === 'albania') ?? identities.find(({ member }) => member !== undefined);
  const secretariat = identities.find(({ role }) => role === 'secretariat');
  const doors = [
    { identity: albania, why: say('home.open-as-why.member') },
    { identity: secretariat, why: say('home.open-as-why.secretariat') },
  ];
  return (
    <>
      <p class="doors">
        {doors.map(({ identity, why }) =>
          identity ? (
            <a key={identity.token} class="door" href={previewAddress(identity.token)}>
              <strong>{say('home.open-as', { name: identity.name })}</strong>
              <span>{why}</span>
            </a>
          ) : null,
        )}
        {secretariat ? (
          <a
            class="door"
            href="/overview"
            onClick={(event) => {
              // The overview is the Secretariat's: nobody has to find it in a list of identities again.
              event.preventDefault();
              void task.run(() => openPage('/overview', secretariat.token));
            }}
          >
            <strong>{say('home.overview')}</strong>
            <span>{say('home.overview-why')}</span>
          </a>
        ) : null}
      </p>
      <FailureNote failure={task.failure} />
    </>
  );
}

async function workbookOf(api: Client, { grid, period }: Grid): Promise<{ name: string; bytes: Blob }> {
  const bytes = await api.call('downloadWorkbook', { params: { grid } });
  return { name: bytes.name || `${grid}-${period}.xlsx`, bytes };
}

/** A download needs the bearer token, which a link can't carry: it is fetched, then saved. */
function Download({ label, take }: { label: string; take: () => Promise<{ name: string; bytes: Blob }> }) {
  const task = useTask<string>();
  const save = async () => {
    const file = await take();
    saveFile(file);
    return file.name;
  };
  return (
    <>
      <button type="button" class="button" aria-busy={task.busy ? 'true' : undefined} onClick={() => void task.run(save)}>
        {task.busy ? say('home.downloading') : label}
      </button>
      <span role="status">{task.result === undefined ? '' : ` ${say('home.downloaded', { name: task.result })}`}</span>
      {task.failure ? <p role="alert">{task.failure.sentence}</p> : null}
    </>
  );
}
