/** A backup: a copy of everything that the embedded store keeps, made while it is written to, whose ledgers have been verified in the copy. */
import { type CheckpointSigner, type Clock, RecordDamaged, type Store } from './ports.ts';
import { LedgerBad } from './transfer-ledger.ts';
import { verifyEveryLedger } from './verify-ledger.ts';

export const BACKUP_FORMAT = 'support-group-grid/backup';
export const BACKUP_VERSION = 1;

/** `backup.json`: written last, so that a backup without it is not finished. */
export interface BackupManifest {
  format: typeof BACKUP_FORMAT;
  formatVersion: number;
  madeAt: string;
  /** `checkpoint` is there if a signing key was. */
  grids: { grid: string; cursor: number; hash: string; checkpoint?: string }[];
}

/** The folder of a backup. */
export interface BackupPlace {
  isEmpty(): Promise<boolean>;
  /** Copies the store and the files beside it as they stand at one instant, lasting. */
  take(): Promise<void>;
  /** The copied store, to read. */
  open(): Store;
  /** The text of the manifest; undefined if there is none. */
  manifest(): Promise<string | undefined>;
  finish(manifest: string): Promise<void>;
  /** Takes away what `take` made. */
  remove(): Promise<void>;
}

/** Why there is no backup or why it is not restored; each reason has its sentence. */
export class BackupRefused extends Error {
  readonly reason: 'not-empty' | 'unfinished' | 'unreadable' | 'newer' | 'damaged' | 'damaged-record';
  /** The grid, or the record, that is damaged. */
  readonly grid: string;
  constructor(reason: BackupRefused['reason'], grid = '') {
    super(`the backup is refused: ${reason}`);
    this.name = 'BackupRefused';
    this.reason = reason;
    this.grid = grid;
  }
}

/** Makes a backup in an empty place; throws BackupRefused, LedgerBad or RecordDamaged, and leaves nothing then. */
export async function backup({ place, signer, clock }: { place: BackupPlace; signer: CheckpointSigner | undefined; clock: Clock }): Promise<BackupManifest> {
  if (!(await place.isEmpty())) throw new BackupRefused('not-empty');
  const madeAt = new Date(clock.nowMs()).toISOString();
  try {
    await place.take();
    const grids = (await copiedPositions(place)).map((position) => ({ ...position, ...(signer ? { checkpoint: signer.sign(position) } : {}) }));
    const manifest: BackupManifest = { format: BACKUP_FORMAT, formatVersion: BACKUP_VERSION, madeAt, grids };
    await place.finish(`${JSON.stringify(manifest, undefined, 2)}\n`);
    return manifest;
  } catch (error) {
    await place.remove();
    throw error;
  }
}

/** Where each ledger of the copy ends; throws LedgerBad, or RecordDamaged for what lies beside them. */
export async function copiedPositions(place: Pick<BackupPlace, 'open'>): Promise<{ grid: string; cursor: number; hash: string }[]> {
  const store = place.open();
  try {
    const [damaged] = await store.findDamage();
    if (damaged !== undefined) throw new RecordDamaged(damaged);
    return (await verifyEveryLedger(store.ledger)).map((found) => {
      if (found.firstBad !== undefined) throw new LedgerBad({ grid: found.grid, cursor: found.firstBad });
      return { grid: found.grid, cursor: found.cursor, hash: found.hash };
    });
  } finally {
    await store.close();
  }
}
