/** The head of the pane: who I am, in the demo whom else I could be, and where my words are. */
import { useEffect, useId } from 'preact/hooks';
import type { Engine, EngineView } from '../sync/view.ts';
import { statusLines } from './connection.ts';
import { ownName } from './names.ts';
import { Button, FailureNote } from './parts.tsx';
import { say } from './strings.ts';
import { useTask } from './use-task.ts';

/** Shows identity and connection. */
export function Header({ engine, view }: { engine: Engine; view: EngineView }) {
  const sync = useTask<void>();
  const signIn = useTask<void>();
  const signOut = useTask<void>();
  const { state } = view.connection;
  const signedOut = state === 'signed-out';
  // What failed while the service was away, or for the person before, is over.
  useEffect(() => {
    if (state === 'online') for (const task of [sync, signIn, signOut]) if (task.failure) task.clear();
  }, [state, view.me?.person]);
  return (
    <header class="head">
      <div class="head-who">
        <h1 class="hidden">{say('pane.title')}</h1>
        <p class="who">{ownName(view) || say(state === 'starting' ? 'pane.starting' : 'pane.title')}</p>
        {signedOut ? null : (
          <Button look="link" busy={sync.busy} onClick={() => void sync.run(() => engine.syncNow())}>
            {say('pane.sync')}
          </Button>
        )}
        {!signedOut && view.me && view.me.auth !== 'demo' ? (
          <Button look="link" busy={signOut.busy} onClick={() => void signOut.run(() => engine.signOut())}>
            {say('pane.sign-out')}
          </Button>
        ) : null}
      </div>
      <IdentitySwitch engine={engine} view={view} />
      <div role="status">
        <ul class="status">
          {statusLines(view).map(({ tone, sentence }) => (
            <li key={sentence} class={`status-line status-${tone}`}>
              {sentence}
            </li>
          ))}
        </ul>
      </div>
      {signedOut ? (
        <div>
          <p class="hint">{say('pane.sign-in-why')}</p>
          <Button look="primary" busy={signIn.busy} onClick={() => void signIn.run(() => engine.signIn())}>
            {say('pane.sign-in')}
          </Button>
        </div>
      ) : null}
      <FailureNote failure={sync.failure ?? signIn.failure ?? signOut.failure} />
    </header>
  );
}

/** The demo's list of identities. The workbook stays the same, as when one person hands the file to another. */
function IdentitySwitch({ engine, view }: { engine: Engine; view: EngineView }) {
  const id = useId();
  const change = useTask<void>();
  const identities = view.me?.identities;
  if (!identities || identities.length === 0) return null;
  return (
    <div class="field field-row">
      <label for={id}>{say('pane.identity')}</label>
      <select id={id} value={view.me?.person} onChange={(event) => void change.run(() => engine.signIn(event.currentTarget.value))}>
        {identities.map((identity) => (
          <option key={identity.token} value={identity.token}>
            {identity.name}
          </option>
        ))}
      </select>
      <FailureNote failure={change.failure} />
    </div>
  );
}
