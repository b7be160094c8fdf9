// What the simulated Excel answers when it refuses a call. The codes and sentences are those of Microsoft's page
// learn.microsoft.com/office/dev/add-ins/testing/application-specific-api-error-handling.

const SENTENCES = {
  AccessDenied: 'You cannot perform the requested operation.',
  ApiNotFound: 'The API you are trying to use could not be found.',
  GeneralException: 'There was an internal error while processing the request.',
  InsertDeleteConflict: 'The insert or delete operation attempted resulted in a conflict.',
  InvalidArgument: 'The argument is invalid or missing or has an incorrect format.',
  InvalidOperation: 'The operation attempted is invalid on the object.',
  InvalidOperationInCellEditMode:
    'Excel is in cell-editing mode. Please exit the edit mode by pressing ENTER or TAB or selecting another cell, and then try again.',
  InvalidReference: 'This reference is not valid for the current operation.',
  ItemAlreadyExists: 'The resource being created already exists.',
  ItemNotFound: "The requested resource doesn't exist.",
} as const;

/** A code that the simulated Excel refuses a call with. */
export type HostErrorCode = keyof typeof SENTENCES;

/** A call that Excel refuses: it ends the batch, and what ran before it in the batch stays done. */
export class HostError extends Error {
  readonly code: HostErrorCode;

  constructor(code: HostErrorCode, message: string = SENTENCES[code]) {
    super(message);
    this.code = code;
  }
}

/** A member of Office.js that this host does not simulate: always an error that names it, never silence. */
export const notSimulated = (member: string): HostError =>
  new HostError('ApiNotFound', `${SENTENCES.ApiNotFound} The simulated Excel does not have ${member}.`);
