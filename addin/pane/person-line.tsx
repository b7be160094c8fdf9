/** One person of the directory, with the ways to edit and to remove it. */

import { useState } from 'preact/hooks';
import type { Person } from '#contract/person.ts';
import type { Engine, EngineView } from '../sync/view.ts';
import { memberName } from './names.ts';
import { Button, FailureNote, Question } from './parts.tsx';
import { say, shortDateInWords } from './strings.ts';
import { useTask } from './use-task.ts';

/** A line of the list of people. */
export function PersonLine(props: { engine: Engine; view: EngineView; person: Person; mayWrite: boolean; onEdit: () => void; onRemoved: () => void }) {
  const { person } = props;
  const { name } = person;
  const [asking, setAsking] = useState(false);
  const task = useTask<void>();
  const remove = () =>
    task.run(async () => {
      await props.engine.removePerson(person.person);
      props.onRemoved();
    });
  const member = person.member ? memberName(props.view, person.member) : say('pane.people.no-member');
  return (
    <li class="person">
      <p>
        <strong>{name}</strong>
        <br />
        {say('pane.who', { name: member, role: say(`pane.role.${person.role}`) })}
        <br />
        <span class={person.email ? 'email' : 'attention'}>{person.email ?? say('pane.people.no-email')}</span> · {person.language}
        {person.away ? (
          <>
            <br />
            {say('pane.people.away', { from: shortDateInWords(person.away.from), to: shortDateInWords(person.away.to) })}
          </>
        ) : null}
      </p>
      {props.mayWrite && !asking ? (
        <div class="buttons">
          <Button look="link" label={say('pane.people.edit', { name })} onClick={props.onEdit}>
            {say('pane.people.edit-short')}
          </Button>
          <Button look="link" label={say('pane.people.remove', { name })} onClick={() => setAsking(true)}>
            {say('pane.people.remove-short')}
          </Button>
        </div>
      ) : null}
      {asking ? (
        <Question
          title={say('pane.people.remove-title', { name })}
          answers={
            <Button look="danger" busy={task.busy} onClick={() => void remove()}>
              {say('pane.people.remove-yes')}
            </Button>
          }
          onCancel={() => setAsking(false)}
        >
          <p>{say('pane.people.remove-why')}</p>
        </Question>
      ) : null}
      <FailureNote failure={task.failure} />
    </li>
  );
}
