/**
 * Checks a receipt with nothing but the file and the service's public key: that the key signed the ledger's position, that the entry gives that hash, that the
 * entry's content is what was sealed, and that the file says of it what it says. Content that was erased is absent; the rest is checked all the same.
 */
import { Receipt } from '#contract/answer.ts';
import type { Entry, SubmissionContent } from '../domain/entry.ts';
import { contentFits, fingerprint, follows } from './chain.ts';
import { positionText, readNote, SIGNER, type VerifierKey } from './signed-note.ts';

/** One thing that is wrong with a receipt; `cli.receipt-<code>` says it. */
export type ReceiptFault =
  | { code: 'unreadable' | 'other-key' | 'note-changed' | 'other-position' | 'hash-changed' | 'content-changed' | 'seal-changed' }
  | { code: 'field-changed'; field: string };

/** What became of checking: the receipt that was read, what was erased of its entry, and what is wrong; nothing wrong means genuine. */
export interface ReceiptFindings {
  receipt: Receipt | undefined;
  erased: string[];
  faults: ReceiptFault[];
}

/** The text that the seal of a receipt signs. */
export function sealText(unsealed: object): string {
  return `${SIGNER}/receipt\n${Buffer.from(fingerprint(unsealed), 'hex').toString('base64')}\n`;
}

/** Checks the text of a receipt file. */
export function verifyReceipt(text: string, key: VerifierKey): ReceiptFindings {
  const receipt = readReceipt(text);
  if (!receipt) return { receipt: undefined, erased: [], faults: [{ code: 'unreadable' }] };
  const entry = receipt.entry as unknown as Entry;
  const note = readNote(receipt.checkpoint, key);
  const faults: ReceiptFault[] = [];
  if (note === 'other-key') faults.push({ code: 'other-key' });
  else if (note === 'changed') faults.push({ code: 'note-changed' });
  else if (note.text !== positionText({ grid: receipt.grid, cursor: entry.cursor, hash: entry.hash })) faults.push({ code: 'other-position' });
  if (!follows({ ...entry, content: {}, salts: {} } as Entry, { cursor: entry.cursor - 1, hash: receipt.previousHash })) faults.push({ code: 'hash-changed' });
  if (!contentFits(entry)) faults.push({ code: 'content-changed' });
  faults.push(...fieldFaults(receipt, entry));
  if (note !== 'other-key' && !sealFits(text, { receipt, key })) faults.push({ code: 'seal-changed' });
  const erased = Object.keys(entry.commitments).filter((part) => !Object.hasOwn(entry.content, part));
  return { receipt, erased, faults };
}

function readReceipt(text: string): Receipt | undefined {
  try {
    const { data } = Receipt.safeParse(JSON.parse(text));
    return data && isEntry(data.entry) ? data : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isEntry(entry: Record<string, unknown>): boolean {
  const keyed = [entry['content'], entry['salts'], entry['commitments']].every((part) => typeof part === 'object' && part !== null && !Array.isArray(part));
  return keyed && Number.isInteger(entry['cursor']) && typeof entry['hash'] === 'string' && /^[0-9a-f]{64}$/.test(entry['hash']);
}

/** The fields beside the entry that do not say what it says; of what was erased nothing can be said. */
function fieldFaults(receipt: Receipt, entry: Entry): ReceiptFault[] {
  const content = entry.content as Partial<SubmissionContent>;
  const same = (a: unknown, b: unknown): boolean => fingerprint(a) === fingerprint(b);
  const fields = ['number', 'member', 'period', 'statement', 'rowVersions'] as const;
  const wrong: string[] = fields.filter((field) => content[field] !== undefined && !same(receipt[field], content[field]));
  if (receipt.submittedAt !== entry.at) wrong.push('submittedAt');
  if (entry.kind !== 'submission.made') wrong.push('entry');
  return wrong.map((field) => ({ code: 'field-changed', field }));
}

/** Over the file as it was read, with whatever the schema does not know. */
function sealFits(text: string, { receipt, key }: { receipt: Receipt; key: VerifierKey }): boolean {
  const { seal: _seal, ...unsealed } = JSON.parse(text) as Receipt;
  const note = readNote(receipt.seal, key);
  return typeof note === 'object' && note.text === sealText(unsealed);
}
