// What comes of a person's gesture: it is done, or Excel refuses with a sentence. The sentences are Excel's own where a page of Microsoft's
// shows them; the others are in its manner (assumption A17).

import { HostError } from '../errors.ts';

/** Done, or refused with the sentence that Excel shows. */
export type Outcome = { readonly ok: true; readonly refused?: never } | { readonly ok: false; readonly refused: string };

/** Excel's sentences. */
export const SENTENCE = {
  protected:
    "The cell or chart you're trying to change is on a protected sheet. To make a change, unprotect the sheet. You might be requested to enter a password.",
  validation: "This value doesn't match the data validation restrictions defined for this cell.",
  tooLong: 'A cell holds at most 32,767 characters and 253 line feeds.',
  notAllowed: 'This operation is not allowed. The operation is attempting to shift cells in a table on your worksheet.',
  notVisible: 'This sheet is not shown.',
  lastSheet: 'A workbook must contain at least one visible worksheet.',
  badSheetName: 'You typed an invalid name for a sheet or chart. The name is in use, is blank, is longer than 31 characters or contains one of : \\ / ? * [ ]',
  password: 'The password you supplied is not correct.',
  alreadyProtected: 'The sheet is protected already.',
  cannotSelect: 'This cell cannot be selected on the protected sheet.',
  nothingToUndo: 'There is nothing to undo.',
  nothingToPaste: 'There is nothing to paste.',
} as const;

const DONE: Outcome = { ok: true };

/** Excel says no. */
export const refused = (sentence: string): Outcome => ({ ok: false, refused: sentence });

/** A refusal on its way up; `gesture` turns it into an outcome. */
export class Refusal extends Error {}

/** Refuses unless the condition holds. */
export function need(condition: boolean, sentence: string): asserts condition {
  if (!condition) throw new Refusal(sentence);
}

const BY_CODE: Partial<Record<HostError['code'], string>> = {
  AccessDenied: SENTENCE.protected,
  InsertDeleteConflict: SENTENCE.notAllowed,
  InvalidOperation: SENTENCE.notAllowed,
};

/** Runs a gesture and turns what Excel refuses into an outcome; anything unforeseen flies on. */
export function gesture(work: () => void): Outcome {
  try {
    work();
    return DONE;
  } catch (error) {
    if (error instanceof Refusal) return refused(error.message);
    if (error instanceof HostError) return refused(BY_CODE[error.code] ?? error.message);
    throw error;
  }
}
