/** The sentence for what stops a start or a command. Whatever has none is a fault, which is logged whole. */
import { say } from '#contract/catalogue/say.ts';
import { BadDefinition, DefinedTwice } from './adapters/grid-files.ts';
import { MongoSettingBad } from './adapters/mongo/setting-bad.ts';
import { isDamage } from './adapters/sqlite/failure.ts';
import { FolderNotWritable, StoreLocked, StoreUnusable } from './adapters/sqlite/refusals.ts';
import { DefinitionRefused } from './application/grids.ts';
import { StoreUnavailable } from './application/ports.ts';
import type { Config } from './config.ts';

/** The sentence, or nothing for a fault. */
export function refusalSentence(error: unknown, { port, host, dataDir }: Config): string | undefined {
  if (error instanceof DefinedTwice) return say('start.grid-twice', { grid: error.grid, file: error.file, other: error.other });
  if (error instanceof BadDefinition) return say('start.grid-bad', { file: error.file, path: error.path, reason: error.reason });
  if (error instanceof DefinitionRefused) {
    const { path, code, key } = error.fault;
    return say('start.grid-changed', { grid: error.grid, path, reason: say(`start.grid-changed-${code}`, { key }) });
  }
  if (error instanceof StoreLocked) return say('start.folder-locked', { folder: error.folder });
  if (error instanceof FolderNotWritable) return say('start.folder-not-writable', { folder: error.folder, reason: error.reason });
  if (error instanceof MongoSettingBad) return say('start.mongo-bad', { reason: error.reason });
  if (error instanceof StoreUnusable) return say('start.store-unusable', { folder: error.folder, reason: say(`start.store-${error.reason}`) });
  if (error instanceof StoreUnavailable && isDamage(error.cause)) return say('start.store-unusable', { folder: dataDir, reason: say('start.store-damaged') });
  const { code = '', syscall } = error as NodeJS.ErrnoException;
  if (syscall === 'listen' && code === 'EADDRINUSE') return say('start.port-in-use', { port, host });
  if (syscall === 'listen') return say('start.port-refused', { port, host, reason: code });
  return code.startsWith('ERR_OSSL') ? say('start.tls-bad', { reason: code }) : undefined;
}
