/** The few pieces that every view is made of: a section, a button that shows that it works, the sentence of a failure, a question. */
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import type { Failure } from './failure.ts';
import { say } from './strings.ts';
import { useFocusHome } from './use-focus-home.ts';

/** A part of the pane with its heading, which can take the focus. */
export function Section({ title, tone, children }: { title: string; tone?: 'attention' | undefined; children: ComponentChildren }) {
  const id = useId();
  return (
    <section class={tone ? `card card-${tone}` : 'card'} aria-labelledby={id}>
      <h2 id={id} tabIndex={-1}>
        {title}
      </h2>
      {children}
    </section>
  );
}

/** A button that keeps its focus while its work is under way: it is marked as disabled, not taken out of the order. */
export function Button(props: {
  children: ComponentChildren;
  onClick: () => void;
  look?: 'primary' | 'plain' | 'danger' | 'link';
  busy?: boolean;
  disabled?: boolean;
  describedBy?: string;
  label?: string;
}) {
  const blocked = props.busy === true || props.disabled === true;
  return (
    <button
      type="button"
      class={`button button-${props.look ?? 'plain'}`}
      aria-disabled={blocked ? 'true' : undefined}
      aria-busy={props.busy ? 'true' : undefined}
      aria-describedby={props.describedBy}
      aria-label={props.label}
      onClick={() => {
        if (!blocked) props.onClick();
      }}
    >
      {props.children}
    </button>
  );
}

/** Says why something failed; read out at once. */
export function FailureNote({ failure }: { failure: Failure | undefined }) {
  return failure ? (
    <p class="note note-error" role="alert">
      {failure.sentence}
    </p>
  ) : null;
}

/** Something that is asked, in the place where it arose: Office does not allow window.confirm. Takes the focus while it is there; Escape is "no". */
export function QuestionFrame(props: { title: string; children: ComponentChildren; onCancel: () => void }) {
  const id = useId();
  const question = useRef<HTMLFieldSetElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  useFocusHome(question);
  return (
    <fieldset
      class="question"
      ref={question}
      aria-labelledby={id}
      onKeyDown={(event) => {
        if (event.key === 'Escape') props.onCancel();
      }}
    >
      <h3 id={id} tabIndex={-1} ref={heading}>
        {props.title}
      </h3>
      {props.children}
    </fieldset>
  );
}

/** A question with its answers. */
export function Question(props: {
  title: string;
  children: ComponentChildren;
  answers: ComponentChildren;
  /** What can be read besides, below the answers. */
  more?: ComponentChildren;
  onCancel: () => void;
}) {
  return (
    <QuestionFrame title={props.title} onCancel={props.onCancel}>
      {props.children}
      <div class="buttons">
        {props.answers}
        <Button onClick={props.onCancel}>{say('pane.cancel')}</Button>
      </div>
      {props.more}
    </QuestionFrame>
  );
}
