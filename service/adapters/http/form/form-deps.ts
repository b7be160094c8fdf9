/** What the pages of the web form work with. */
import type { Request, Response } from 'express';
import type { Grids } from '../../../application/grids.ts';
import type { ConflictKeeper } from '../../../application/note-conflicts.ts';
import type { CheckpointSigner, Directory, Ledger, Log } from '../../../application/ports.ts';
import type { PageSession, PageSessions } from '../page-session.ts';
import type { FormFields } from './form-fields.ts';

export interface FormDeps {
  pages: PageSessions;
  grids: Grids;
  ledger: Ledger;
  directory: Directory;
  signer: CheckpointSigner;
  conflictNotes: ConflictKeeper;
  log: Log;
}

/** A request of somebody who is signed in, about one row. */
export interface FormVisit {
  request: Request;
  response: Response;
  session: PageSession;
  grid: string;
  /** '' where none is named and the person has none. */
  member: string;
}

/** A form that was posted, checked to be ours. */
export interface FormPost extends FormVisit {
  fields: FormFields;
}
