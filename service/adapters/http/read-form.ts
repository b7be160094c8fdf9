/** Reads what a form of a page sends. */
import type { IncomingMessage } from 'node:http';
import { AppError } from '../../application/app-error.ts';
import { expectType, readBytes } from './read-body.ts';

const MOST_BYTES = 10_000;

/** The fields of a small form; of equal names the first. Rejects with unsupported-media-type, too-large or invalid-input. */
export async function readForm(request: IncomingMessage): Promise<(name: string) => string> {
  expectType(request, { accepted: ['application/x-www-form-urlencoded'], named: 'application/x-www-form-urlencoded' });
  const bytes = await readBytes(request, MOST_BYTES);
  const fields = new URLSearchParams(utf8(bytes));
  return (name) => fields.get(name) ?? '';
}

function utf8(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new AppError('invalid-input', { cause });
  }
}
