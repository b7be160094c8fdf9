/** Fields of the Secretariat's forms, each with its label. */
import { useId } from 'preact/hooks';

/** A text of some lines. */
export function TextField({ label, value, onInput }: { label: string; value: string; onInput: (value: string) => void }) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <textarea id={id} rows={3} maxLength={2_000} value={value} onInput={(event) => onInput(event.currentTarget.value)} />
    </div>
  );
}

/** A day. */
export function DateField({ label, value, min, onInput }: { label: string; value: string; min?: string; onInput: (value: string) => void }) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input id={id} type="date" value={value} {...(min === undefined ? {} : { min })} onInput={(event) => onInput(event.currentTarget.value)} />
    </div>
  );
}

/** One of a few. */
export function ChoiceField(props: { label: string; value: string; choices: readonly { value: string; name: string }[]; onChange: (value: string) => void }) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <select id={id} value={props.value} onChange={(event) => props.onChange(event.currentTarget.value)}>
        {props.choices.map(({ value, name }) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}
