/** What each command does, and what it says. A command resolves to whether all is well; what stops it is thrown. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '#contract/catalogue/say.ts';
import { openKeptSigner, SIGNING_KEY_FILE } from '../adapters/signing-key.ts';
import { backupFolder, type FolderCopy, restoreFolder } from '../adapters/sqlite/backup-folder.ts';
import { systemClock } from '../adapters/system.ts';
import { backup } from '../application/backup.ts';
import type { Log } from '../application/ports.ts';
import { restore } from '../application/restore.ts';
import { exportLedger, importLedger } from '../application/transfer-ledger.ts';
import { verifyEveryLedger } from '../application/verify-ledger.ts';
import type { Config } from '../config.ts';
import { openToRead, openToWrite } from './open-store.ts';
import { runPublicKey, runVerifyReceipt } from './receipt-commands.ts';
import { openNewFile, readLines } from './text-lines.ts';

/** What a command works with. `place` is the FOLDER or FILE that it was given, '' for none. */
export interface CommandDeps {
  config: Config;
  log: Log;
  place: string;
  /** The verifier key of `--key`. */
  key: string | undefined;
  tell(sentence: string): void;
}

export interface Command {
  argument: 'FOLDER' | 'FILE' | undefined;
  /** Works on a data folder alone. */
  sqliteOnly: boolean;
  /** Takes `--key VKEY`. */
  takesKey?: true;
  run(deps: CommandDeps): Promise<boolean>;
}

/** The commands by name. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['backup', { argument: 'FOLDER', sqliteOnly: true, run: runBackup }],
  ['restore', { argument: 'FOLDER', sqliteOnly: true, run: runRestore }],
  ['verify', { argument: undefined, sqliteOnly: false, run: runVerify }],
  ['export-ledger', { argument: 'FILE', sqliteOnly: false, run: runExport }],
  ['import-ledger', { argument: 'FILE', sqliteOnly: false, run: runImport }],
  ['public-key', { argument: undefined, sqliteOnly: false, run: runPublicKey }],
  ['verify-receipt', { argument: 'FILE', sqliteOnly: false, takesKey: true, run: runVerifyReceipt }],
]);

/** Mails that were written as files belong to a data folder as its signing key does. */
const BESIDE = [SIGNING_KEY_FILE, 'outbox'] as const;

async function runBackup({ config, log, place: folder, tell }: CommandDeps): Promise<boolean> {
  const { grids } = await backup({ place: backupFolder(foldersOf({ config, log, folder })), signer: keptSigner(config), clock: systemClock });
  for (const { grid, cursor, hash } of grids) tell(say('cli.ledger-good', { grid, cursor, hash }));
  tell(say('cli.backup-done', { count: grids.length, folder }));
  return true;
}

async function runRestore({ config, log, place: folder, tell }: CommandDeps): Promise<boolean> {
  const folders = foldersOf({ config, log, folder });
  const signer = openKeptSigner({ seed: config.signingKey, folder });
  const { grids } = await restore({ place: backupFolder(folders), target: restoreFolder(folders), signer });
  for (const { grid, cursor, hash } of grids) tell(say('cli.ledger-good', { grid, cursor, hash }));
  tell(say('cli.restore-done', { folder: config.dataDir }));
  return true;
}

async function runVerify({ config, log, tell }: CommandDeps): Promise<boolean> {
  const store = await openToRead(config, log);
  try {
    const signer = keptSigner(config);
    const positions = await verifyEveryLedger(store.ledger);
    for (const found of positions) {
      if (found.firstBad !== undefined) {
        tell(say('cli.ledger-bad', { grid: found.grid, cursor: found.firstBad }));
        continue;
      }
      tell(say('cli.ledger-good', { grid: found.grid, cursor: found.cursor, hash: found.hash }));
      if (signer) tell(signer.sign(found));
    }
    if (positions.length === 0) tell(say('cli.no-grids'));
    if (!signer) tell(say('cli.no-key'));
    return positions.every(({ firstBad }) => firstBad === undefined);
  } finally {
    await store.close();
  }
}

async function runExport({ config, log, place: file, tell }: CommandDeps): Promise<boolean> {
  const store = await openToRead(config, log);
  try {
    const output = await openNewFile(file);
    try {
      const { entries, people, letters } = await exportLedger({ store, clock: systemClock }, output.write);
      await output.close();
      tell(say('cli.export-done', { file, entries, people, letters }));
    } catch (error) {
      await output.close().catch(() => undefined);
      rmSync(file, { force: true });
      throw error;
    }
    return true;
  } finally {
    await store.close();
  }
}

async function runImport({ config, log, place: file, tell }: CommandDeps): Promise<boolean> {
  const openStore = () => openToWrite(config, log);
  const { entries, people, letters } = await importLedger({ openStore, clock: systemClock }, () => readLines(file));
  tell(say('cli.import-done', { file, entries, people, letters }));
  return true;
}

const keptSigner = ({ signingKey, dataDir }: Config) => openKeptSigner({ seed: signingKey, folder: dataDir });

function foldersOf({ config, log, folder }: { config: Config; log: Log; folder: string }): FolderCopy {
  // A folder named by a path that ends in a slash is the same folder.
  return { dataFolder: join(config.dataDir), backupFolder: join(folder), beside: BESIDE, log };
}
