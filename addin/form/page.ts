/**
 * The page around the script's lists: the service wrote it, and its form still sends. The text areas stay in it, hidden, with what is stored, so that a form that is sent
 * changes nothing that the script has not saved itself.
 */
import { textOfLines } from '#contract/text.ts';
import { personName } from '../pane/names.ts';
import { instantInWords, say, statusInWords } from '../pane/strings.ts';
import type { DraftPlace } from './draft.ts';
import { engineViewOf } from './row-actions.ts';
import type { Form, FormView } from './view.ts';

export interface FormPage {
  /** The page's own form, which sends answers, comments and requests. */
  form: HTMLFormElement;
  root: HTMLElement;
  historyRoot: HTMLElement;
  place: DraftPlace;
  /** Names of the people of the grid by id. */
  names: ReadonlyMap<string, string>;
  csrfToken(): string;
  /** Takes over a new form token from the service, if the same person is signed in. */
  renew(): Promise<boolean>;
  jumpTo(column: string | undefined): void;
  /** Lets the script's lists take the place of the text areas, and its saving that of the button. */
  steer(form: Form, options: Omit<Steering, 'element' | 'form'>): void;
}

/** The page, if it is one that the script has something to do on. */
export function openPage(page: Document): FormPage | undefined {
  const root = page.getElementById('form-live');
  const element = page.getElementById('row-form');
  const { grid, member, person } = root?.dataset ?? {};
  if (!root || !(element instanceof HTMLFormElement) || grid === undefined || member === undefined || person === undefined) return undefined;
  const historyRoot = page.createElement('div');
  element.after(historyRoot);
  return {
    form: element,
    root,
    historyRoot,
    place: { grid, member, person },
    names: new Map(Object.entries(JSON.parse(root.dataset['names'] ?? '{}') as Record<string, string>)),
    csrfToken: () => root.dataset['csrf'] ?? '',
    async renew() {
      // The page's own address may be one that was only sent to.
      const response = await fetch(`/form?${new URLSearchParams({ grid, member })}`, { cache: 'no-store' });
      const fresh = new DOMParser().parseFromString(await response.text(), 'text/html').getElementById('form-live');
      const csrf = fresh?.dataset['csrf'];
      if (csrf === undefined || fresh?.dataset['person'] !== person || fresh.dataset['member'] !== member) return false;
      root.dataset['csrf'] = csrf;
      for (const field of page.querySelectorAll<HTMLInputElement>('input[name="csrf"]')) field.value = csrf;
      return true;
    },
    jumpTo(column) {
      const list = column === undefined ? root : root.querySelector<HTMLElement>(`[data-list="${CSS.escape(column)}"] h3`);
      list?.focus();
      list?.scrollIntoView({ block: 'start' });
    },
    steer: (form, options) => steer(page, { element, form, ...options }),
  };
}

const SAVE = '/form/save';
const SUBMIT = '/form/submit';

interface Steering {
  element: HTMLFormElement;
  form: Form;
  onSignOut: () => void;
}

function steer(page: Document, { element, form, onSignOut }: Steering): void {
  const note = page.createElement('p');
  note.className = 'note note-attention';
  note.setAttribute('role', 'alert');
  const reason = page.querySelector<HTMLInputElement>('#reason');
  let passing = false;
  let sending = false;
  let taken = false;

  function follow(): void {
    const view = form.view();
    if (!view.row) return;
    if (!taken) {
      taken = true;
      for (const field of element.querySelectorAll<HTMLElement>('.cell-field, #warnings')) field.hidden = true;
      if (reason && view.reason !== '') reason.value = view.reason;
    }
    showStored(element, view);
  }

  async function send(button: HTMLButtonElement): Promise<void> {
    // A second press while the first is on its way: it would meet the saving under way and call that a failure.
    if (sending) return;
    note.remove();
    sending = true;
    const obstacle = await obstacleTo(form, button).finally(() => {
      sending = false;
    });
    if (obstacle !== undefined) {
      note.textContent = obstacle;
      button.closest('.buttons')?.before(note);
      return;
    }
    showStored(element, form.view());
    passing = true;
    element.requestSubmit(button);
    passing = false;
  }

  form.subscribe(follow);
  follow();
  reason?.addEventListener('input', () => form.setReason(reason.value));
  element.addEventListener('submit', (event) => {
    // Before the lists are there, and when the script has done its part, the page's own form does the rest.
    if (passing || !taken) return;
    const button = event.submitter;
    if (!(button instanceof HTMLButtonElement)) return;
    // The property `formAction` of a button without the attribute is the page's own address.
    const action = button.getAttribute('formaction') ?? SAVE;
    if (action === SAVE) {
      event.preventDefault();
      void form.save();
    } else if (action.startsWith(SUBMIT) && !isSettled(form)) {
      event.preventDefault();
      void send(button);
    } else showStored(element, form.view());
  });
  page.getElementById('sign-out')?.addEventListener('submit', onSignOut);
}

/**
 * Reports whether nothing is unsaved or to be decided. Then the answer goes its own way: sending it by the script within this event would do nothing at all, for a form
 * whose submission is under way takes no second one.
 */
function isSettled(form: Form): boolean {
  const { changed, conflicts } = form.view();
  return !changed && conflicts.length === 0;
}

/** Why the answer can't be sent at this moment: nothing is submitted that is not saved. */
async function obstacleTo(form: Form, button: HTMLButtonElement): Promise<string | undefined> {
  const { changed, conflicts } = form.view();
  if (button.value === 'nothing-to-report' && changed) return say('form.nothing-but-changed');
  if (conflicts.length > 0) return say('form.submit-undecided');
  if (!changed) return undefined;
  const outcome = await form.save();
  if (outcome === 'stored') return undefined;
  return outcome === 'conflict' ? say('form.submit-undecided') : (form.view().failure?.sentence ?? say('form.not-saved'));
}

/** The page's own fields and its state say what is stored. */
function showStored(element: HTMLFormElement, view: FormView): void {
  const { row, grid, columns } = view;
  if (!row || !grid) return;
  const base = element.querySelector<HTMLInputElement>('input[name="base"]');
  if (base) base.value = String(row.version);
  for (const { key } of columns) {
    const cell = row.cells[key] ?? [];
    const area = element.querySelector<HTMLTextAreaElement>(`[name="cell.${CSS.escape(key)}"]`);
    if (area) area.value = typeof cell === 'string' ? cell : textOfLines(cell.map(({ text }) => text));
  }
  const state = document.querySelector('.row-state');
  if (state) {
    state.textContent = statusInWords(row.status, grid.today);
    state.className = `row-state row-state-${row.status.overdue ? 'overdue' : row.status.state}`;
  }
  const saved = document.querySelector('.row-version');
  const by = personName(engineViewOf(view), row.updatedBy);
  if (saved && row.version > 1)
    saved.textContent = say('form.version', { version: row.version, at: instantInWords(row.updatedAt, grid.definition.timeZone), by });
}
