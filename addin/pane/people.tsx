/** People of the directory. The Secretariat adds, edits, removes and imports; a member reads its own. */

import { useId, useState } from 'preact/hooks';
import type { Person } from '#contract/person.ts';
import type { Engine, EngineView } from '../sync/view.ts';
import { memberName } from './names.ts';
import { Button, FailureNote, Section } from './parts.tsx';
import { PeopleCsv } from './people-csv.tsx';
import { PersonForm } from './person-form.tsx';
import { PersonLine } from './person-line.tsx';
import { say } from './strings.ts';
import { useLoaded } from './use-loaded.ts';

/** The tab of the people. */
export function People({ engine, view, mayWrite }: { engine: Engine; view: EngineView; mayWrite: boolean }) {
  const list = useLoaded(view.me?.person ?? '', () => engine.people());
  const [editing, setEditing] = useState<Person | 'new' | undefined>();
  const [said, setSaid] = useState('');
  const title = !mayWrite && view.me?.member ? say('pane.people.mine', { member: memberName(view, view.me.member) }) : say('pane.people.title');
  const done = (sentence: string) => {
    setEditing(undefined);
    setSaid(sentence);
    list.again();
  };
  return (
    <>
      <Section title={title}>
        {mayWrite ? null : <p class="hint">{say('pane.people.mine-why')}</p>}
        {mayWrite && editing === undefined ? (
          <Button look="primary" onClick={() => setEditing('new')}>
            {say('pane.people.add')}
          </Button>
        ) : null}
        {editing === undefined ? null : (
          <PersonForm
            key={editing === 'new' ? 'new' : editing.person}
            engine={engine}
            view={view}
            person={editing === 'new' ? undefined : editing}
            onSaved={(name) => done(say('pane.people.saved', { name }))}
            onCancel={() => setEditing(undefined)}
          />
        )}
        <p role="status">{said}</p>
        <FailureNote failure={list.failure} />
        {list.value ? (
          <PeopleList
            engine={engine}
            view={view}
            people={list.value}
            mayWrite={mayWrite}
            onEdit={setEditing}
            onRemoved={(name) => done(say('pane.people.removed', { name }))}
          />
        ) : null}
      </Section>
      {mayWrite ? <PeopleCsv engine={engine} onApplied={list.again} /> : null}
    </>
  );
}

function PeopleList(props: {
  engine: Engine;
  view: EngineView;
  people: Person[];
  mayWrite: boolean;
  onEdit: (person: Person) => void;
  onRemoved: (name: string) => void;
}) {
  const { view, people } = props;
  const id = useId();
  const [member, setMember] = useState('');
  const members = view.grid?.definition.members.filter((each) => people.some((person) => person.member === each.member)) ?? [];
  const shown = people.filter((person) => member === '' || person.member === member);
  if (people.length === 0) return <p class="hint">{say('pane.people.none')}</p>;
  return (
    <>
      {props.mayWrite && members.length > 1 ? (
        <div class="field field-row">
          <label for={id}>{say('pane.people.filter')}</label>
          <select id={id} value={member} onChange={(event) => setMember(event.currentTarget.value)}>
            <option value="">{say('pane.people.filter-all')}</option>
            {members.map((each) => (
              <option key={each.member} value={each.member}>
                {each.shortName}
              </option>
            ))}
          </select>
        </div>
      ) : null}
      <ul class="list">
        {shown.map((person) => (
          <PersonLine
            key={person.person}
            engine={props.engine}
            view={view}
            person={person}
            mayWrite={props.mayWrite}
            onEdit={() => props.onEdit(person)}
            onRemoved={() => props.onRemoved(person.name)}
          />
        ))}
      </ul>
    </>
  );
}
