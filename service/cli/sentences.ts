/** The sentences for what stops a command. Whatever has none is a fault, which is logged whole. */
import { say } from '#contract/catalogue/say.ts';
import { BackupRefused } from '../application/backup.ts';
import { RecordDamaged, StoreUnavailable } from '../application/ports.ts';
import { TransferRefused } from '../application/transfer-file.ts';
import { ImportStopped, LedgerBad, StoreNotEmpty } from '../application/transfer-ledger.ts';
import type { Config } from '../config.ts';
import { refusalSentence } from '../refusal-sentence.ts';

interface Asked {
  config: Config;
  name: string;
  place: string;
}

/** One sentence; two where a command stopped in the middle; none for a fault. */
export function commandSentence(error: unknown, asked: Asked): string[] {
  if (error instanceof ImportStopped) return [say('cli.import-stopped'), ...commandSentence(error.cause, asked)];
  const sentence = ownSentence(error, asked) ?? refusalSentence(error, asked.config) ?? storeOrFileSentence(error, asked);
  return sentence === undefined ? [] : [sentence];
}

function ownSentence(error: unknown, { config, name, place }: Asked): string | undefined {
  if (error instanceof LedgerBad) return say('cli.ledger-bad', { grid: error.grid, cursor: error.cursor });
  if (error instanceof RecordDamaged) return say('cli.record-bad', { ...error.record });
  if (error instanceof StoreNotEmpty) return say('cli.import-not-empty', { grid: error.grid });
  if (error instanceof TransferRefused) return say(`cli.transfer-${error.reason}`, { file: place, ...error.params });
  if (!(error instanceof BackupRefused)) return undefined;
  if (error.reason === 'not-empty' && name === 'restore') return say('cli.restore-not-empty', { folder: config.dataDir });
  return say(`cli.backup-${error.reason}`, { folder: place, grid: error.grid });
}

function storeOrFileSentence(error: unknown, { place }: Asked): string | undefined {
  if (error instanceof StoreUnavailable) return say('cli.store-unavailable');
  const { code, syscall, path } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return undefined;
  return code === 'EEXIST' ? say('cli.file-exists', { file: path ?? place }) : say('cli.file-failed', { file: path ?? place, reason: code });
}
