/** Puts a backup back into an empty data folder: verified before anything is written, and again where it is written. */
import { BACKUP_FORMAT, BACKUP_VERSION, type BackupManifest, type BackupPlace, BackupRefused, copiedPositions } from './backup.ts';
import { type CheckpointSigner, RecordDamaged, type Store } from './ports.ts';
import { LedgerBad } from './transfer-ledger.ts';

/** The data folder that is filled. */
export interface RestoreTarget {
  isEmpty(): Promise<boolean>;
  /** Holds the folder, copies the backup, lasting, and verifies the copy; leaves nothing if that fails. Throws if another process holds the folder. */
  fill(verify: () => Promise<void>): Promise<void>;
  open(): Store;
}

/** Restores; throws BackupRefused (`not-empty` means the data folder). `signer` has the backup's own key, if it holds one. */
export async function restore({
  place,
  target,
  signer,
}: {
  place: Pick<BackupPlace, 'open' | 'manifest'>;
  target: RestoreTarget;
  signer: CheckpointSigner | undefined;
}): Promise<BackupManifest> {
  const manifest = readManifest(await place.manifest());
  await compare(place, { manifest, signer });
  if (!(await target.isEmpty())) throw new BackupRefused('not-empty');
  await target.fill(() => compare(target, { manifest, signer }));
  return manifest;
}

function readManifest(text: string | undefined): BackupManifest {
  if (text === undefined) throw new BackupRefused('unfinished');
  const manifest = parsed(text) as Partial<BackupManifest> | undefined;
  if (manifest?.format !== BACKUP_FORMAT || typeof manifest.formatVersion !== 'number') throw new BackupRefused('unreadable');
  if (manifest.formatVersion > BACKUP_VERSION) throw new BackupRefused('newer');
  if (!Array.isArray(manifest.grids) || !manifest.grids.every((one) => typeof one === 'object' && one !== null)) throw new BackupRefused('unreadable');
  return manifest as BackupManifest;
}

/** Every ledger ends where the manifest says, and its checkpoint is the key's. */
async function compare(
  place: Pick<BackupPlace, 'open'>,
  { manifest, signer }: { manifest: BackupManifest; signer: CheckpointSigner | undefined },
): Promise<void> {
  const positions = await copiedPositions(place).catch((error: unknown) => {
    if (error instanceof LedgerBad) throw new BackupRefused('damaged', error.grid);
    throw error instanceof RecordDamaged ? new BackupRefused('damaged-record', `${error.record.kind} ${error.record.id}`) : error;
  });
  const said = new Map(manifest.grids.map((one) => [one.grid, one]));
  for (const position of positions) {
    const one = said.get(position.grid);
    const isSame = one?.cursor === position.cursor && one.hash === position.hash;
    const isSigned = signer === undefined || one?.checkpoint === undefined || one.checkpoint === signer.sign(position);
    if (!isSame || !isSigned) throw new BackupRefused('damaged', position.grid);
    said.delete(position.grid);
  }
  for (const grid of said.keys()) throw new BackupRefused('damaged', grid);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
