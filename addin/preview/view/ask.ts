/** A question in a dialog: yes, or cancel. */
import { say } from '../../pane/strings.ts';

/** Asks; resolves with whether the answer was yes. */
export function ask(dialog: HTMLDialogElement, { title, text, yes }: { title: string; text: string; yes: string }): Promise<boolean> {
  const heading = document.createElement('h2');
  heading.textContent = title;
  heading.id = 'question-title';
  const paragraph = document.createElement('p');
  paragraph.textContent = text;
  dialog.setAttribute('aria-labelledby', heading.id);
  const buttons = document.createElement('div');
  buttons.className = 'buttons';
  return new Promise((resolve) => {
    const answer = (name: string, value: boolean): HTMLButtonElement => {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = value ? 'button button-danger' : 'button';
      button.textContent = name;
      button.onclick = () => {
        dialog.close();
        resolve(value);
      };
      return button;
    };
    buttons.append(answer(yes, true), answer(say('preview.cancel'), false));
    dialog.oncancel = () => resolve(false);
    dialog.replaceChildren(heading, paragraph, buttons);
    dialog.showModal();
  });
}
