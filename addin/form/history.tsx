/** The history of the row below the form, fetched once it is opened. */
import { Disclosure } from '../pane/disclosure.tsx';
import { RowHistory } from '../pane/row-history.tsx';
import { say } from '../pane/strings.ts';
import type { RowActions } from '../sync/view.ts';
import { engineViewOf } from './row-actions.ts';
import { useFormView } from './use-form-view.ts';
import type { Form } from './view.ts';

/** A line that opens into the row's versions. */
export function FormHistory({ form, actions }: { form: Form; actions: RowActions }) {
  const view = useFormView(form);
  const { row } = view;
  if (!row) return null;
  return (
    <section class="card" aria-label={say('form.history')}>
      <Disclosure summary={<strong>{say('form.history')}</strong>}>
        {() => <RowHistory key={row.row} engine={actions} view={engineViewOf(view)} row={{ row: row.row, member: row.member, version: row.version }} />}
      </Disclosure>
    </section>
  );
}
