/** The form's view in a component, drawn anew whenever it changes. */
import { useEffect, useState } from 'preact/hooks';
import type { Form, FormView } from './view.ts';

/** The view as it stands. */
export function useFormView(form: Form): FormView {
  const [view, setView] = useState(form.view());
  useEffect(() => {
    setView(form.view());
    return form.subscribe(() => setView(form.view()));
  }, [form]);
  return view;
}
