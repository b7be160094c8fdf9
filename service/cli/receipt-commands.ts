/** The commands about receipts: printing the public key, and checking a receipt without network or store. */
import { readFileSync } from 'node:fs';
import { say } from '#contract/catalogue/say.ts';
import { openKeptSigner } from '../adapters/signing-key.ts';
import { readVerifierKey } from '../application/signed-note.ts';
import { type ReceiptFault, verifyReceipt } from '../application/verify-receipt.ts';
import type { Config } from '../config.ts';
import type { CommandDeps } from './commands.ts';

/** Prints the public key of this service as a verifier key, and nothing else. */
export async function runPublicKey({ config, tell }: CommandDeps): Promise<boolean> {
  const key = ownKey(config);
  tell(key ?? say('cli.no-key'));
  return key !== undefined;
}

/** Says that a receipt is genuine, or each thing that is wrong with it. */
export async function runVerifyReceipt({ config, place: file, key: named, tell }: CommandDeps): Promise<boolean> {
  const text = named ?? ownKey(config);
  const key = text === undefined ? undefined : readVerifierKey(text);
  if (!key) {
    tell(say(text === undefined ? 'cli.receipt-no-key' : 'cli.receipt-bad-key'));
    return false;
  }
  const { receipt, erased, faults } = verifyReceipt(readFileSync(file, 'utf8'), key);
  for (const fault of faults) tell(faultSentence(fault, file));
  if (!receipt || faults.length > 0) return false;
  const { memberName, period, number, statement, grid, submittedAt: at } = receipt;
  tell(say('cli.receipt-good', { memberName, period, number, statement, grid, at, cursor: Number(receipt.entry['cursor']) }));
  if (erased.length > 0) tell(say('cli.receipt-erased', { parts: erased.join(', ') }));
  return true;
}

function faultSentence(fault: ReceiptFault, file: string): string {
  return fault.code === 'field-changed' ? say('cli.receipt-field-changed', { field: fault.field }) : say(`cli.receipt-${fault.code}`, { file });
}

const ownKey = ({ signingKey, dataDir }: Config): string | undefined => openKeptSigner({ seed: signingKey, folder: dataDir })?.publicKey;
