/**
 * Words that are typed beside the row and not sent yet, a comment or the reason of a request: kept in this browser like the row's draft. The page's own form sends them; the
 * page that then comes says so in its address, and what was sent is dropped.
 */
import type { DraftPlace, DraftStorage } from './draft.ts';
import { keepWords, readWords } from './draft.ts';

type Field = HTMLInputElement | HTMLTextAreaElement;

/** By what the page's address says was done. */
const SENT: Readonly<Record<string, readonly string[]>> = {
  commented: ['comment'],
  requested: ['requestOn', 'requestReason'],
  'excuse-requested': ['requestOn', 'requestReason'],
};
const KEPT = ['comment', 'requestOn', 'requestReason'];

/** Puts kept words back into the fields of a form, and keeps what is typed into them from now on. What the page already holds stays. */
export function keepTypedWords(form: HTMLFormElement, { storage, place, search }: { storage: DraftStorage; place: DraftPlace; search: string }): void {
  const sent = SENT[new URLSearchParams(search).get('said') ?? ''] ?? [];
  const before = Object.entries(readWords(storage, place)).filter(([name]) => !sent.includes(name));
  for (const [name, text] of before) {
    const field = fieldNamed(form, name);
    if (field && field.value === '') field.value = text;
  }
  const keep = (): void => keepWords(storage, place, Object.fromEntries(KEPT.flatMap((name) => wordsIn(form, name))));
  keep();
  for (const name of KEPT) fieldNamed(form, name)?.addEventListener('input', keep);
}

function wordsIn(form: HTMLFormElement, name: string): [string, string][] {
  const text = fieldNamed(form, name)?.value ?? '';
  return text === '' ? [] : [[name, text]];
}

const fieldNamed = (form: HTMLFormElement, name: string): Field | null => form.querySelector<Field>(`[name="${name}"]`);
