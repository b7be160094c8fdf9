/** The form for one person. A new one gets an opaque id, since ids stand in the ledger for ever and names must not. */

import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { type Person, type PersonDetails, Role } from '#contract/person.ts';
import type { Engine, EngineView } from '../sync/view.ts';
import { Button, FailureNote } from './parts.tsx';
import { say } from './strings.ts';
import { useFocusHome } from './use-focus-home.ts';
import { useTask } from './use-task.ts';

interface Fields {
  name: string;
  email: string;
  role: Role;
  member: string;
  language: string;
  awayFrom: string;
  awayTo: string;
}

/** Adds a person, or edits the given one. */
export function PersonForm(props: { engine: Engine; view: EngineView; person: Person | undefined; onSaved: (name: string) => void; onCancel: () => void }) {
  const { person } = props;
  const id = useId();
  const task = useTask<void>();
  const first = useRef<HTMLInputElement>(null);
  const [fields, setFields] = useState<Fields>(() => fieldsOf(person));
  const set = (change: Partial<Fields>) => setFields((old) => ({ ...old, ...change }));
  const form = useRef<HTMLFieldSetElement>(null);
  useEffect(() => first.current?.focus(), []);
  useFocusHome(form);
  const save = () =>
    task.run(async () => {
      const saved = await props.engine.putPerson(person?.person ?? newPersonId(), detailsOf(fields));
      props.onSaved(saved.name);
    });
  return (
    <fieldset class="question" ref={form} aria-label={person ? say('pane.people.form-edit', { name: person.name }) : say('pane.people.form-add')}>
      <div class="field">
        <label for={`${id}-name`}>{say('pane.people.name')}</label>
        <input
          id={`${id}-name`}
          ref={first}
          type="text"
          autocomplete="off"
          maxLength={120}
          value={fields.name}
          onInput={(event) => set({ name: event.currentTarget.value })}
        />
      </div>
      <div class="field">
        <label for={`${id}-email`}>{say('pane.people.email')}</label>
        <input
          id={`${id}-email`}
          type="email"
          autocomplete="off"
          maxLength={254}
          value={fields.email}
          onInput={(event) => set({ email: event.currentTarget.value })}
        />
      </div>
      <div class="field">
        <label for={`${id}-role`}>{say('pane.people.role')}</label>
        <select id={`${id}-role`} value={fields.role} onChange={(event) => set({ role: Role.parse(event.currentTarget.value) })}>
          {Role.options.map((role) => (
            <option key={role} value={role}>
              {say(`pane.role.${role}`)}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for={`${id}-member`}>{say('pane.people.member')}</label>
        <select id={`${id}-member`} value={fields.member} onChange={(event) => set({ member: event.currentTarget.value })}>
          <option value="">{say('pane.people.no-member')}</option>
          {props.view.grid?.definition.members.map((member) => (
            <option key={member.member} value={member.member}>
              {member.shortName}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for={`${id}-language`}>{say('pane.people.language')}</label>
        <input
          id={`${id}-language`}
          type="text"
          autocomplete="off"
          maxLength={20}
          value={fields.language}
          onInput={(event) => set({ language: event.currentTarget.value })}
        />
      </div>
      <div class="field">
        <label for={`${id}-away-from`}>{say('pane.people.away-from')}</label>
        <input id={`${id}-away-from`} type="date" value={fields.awayFrom} onInput={(event) => set({ awayFrom: event.currentTarget.value })} />
      </div>
      <div class="field">
        <label for={`${id}-away-to`}>{say('pane.people.away-to')}</label>
        <input id={`${id}-away-to`} type="date" value={fields.awayTo} onInput={(event) => set({ awayTo: event.currentTarget.value })} />
      </div>
      <FailureNote failure={task.failure} />
      <div class="buttons">
        <Button look="primary" busy={task.busy} disabled={fields.name.trim() === ''} onClick={() => void save()}>
          {say('pane.people.save')}
        </Button>
        <Button onClick={props.onCancel}>{say('pane.cancel')}</Button>
      </div>
    </fieldset>
  );
}

const newPersonId = (): string => `p-${crypto.randomUUID().slice(0, 8)}`;

function fieldsOf(person: Person | undefined): Fields {
  return {
    name: person?.name ?? '',
    email: person?.email ?? '',
    role: person?.role ?? 'focal-point',
    member: person?.member ?? '',
    language: person?.language ?? 'en',
    awayFrom: person?.away?.from ?? '',
    awayTo: person?.away?.to ?? '',
  };
}

function detailsOf({ name, email, role, member, language, awayFrom, awayTo }: Fields): PersonDetails {
  return {
    name: name.trim(),
    role,
    language: language.trim() || 'en',
    ...(email.trim() === '' ? {} : { email: email.trim() }),
    ...(member === '' ? {} : { member }),
    ...(awayFrom === '' && awayTo === '' ? {} : { away: { from: awayFrom || awayTo, to: awayTo || awayFrom } }),
  };
}
