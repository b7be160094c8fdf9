/** Reads what the web form's page sends, whole and exactly: what a person typed is never altered on the way in. */
import type { IncomingMessage } from 'node:http';
import { BODY_LIMITS } from '#contract/routes.ts';
import { AppError } from '../../../application/app-error.ts';
import { expectType, readBytes } from '../read-body.ts';

/** Name and value of each field, in their order. */
export type Field = readonly [name: string, value: string];

/** The fields of a posted form. */
export interface FormFields {
  all: readonly Field[];
  /** The first value of a name, '' without one. */
  get(name: string): string;
}

const MOST_FIELDS = 500;

/** Rejects with unsupported-media-type, too-large or invalid-input. */
export async function readFormFields(request: IncomingMessage): Promise<FormFields> {
  expectType(request, { accepted: ['application/x-www-form-urlencoded'], named: 'application/x-www-form-urlencoded' });
  const bytes = await readBytes(request, BODY_LIMITS.jsonBytes);
  return formFields(parsed(bytes.toString('latin1')));
}

/** Fields with their look-up. */
export function formFields(all: readonly Field[]): FormFields {
  const first = new Map(all.toReversed());
  return { all, get: (name) => first.get(name) ?? '' };
}

// URLSearchParams would put U+FFFD in the place of bytes that are no UTF-8: another text than was sent. decodeURIComponent refuses them.
function parsed(text: string): Field[] {
  if (text === '') return [];
  const pairs = text.split('&');
  if (pairs.length > MOST_FIELDS) throw new AppError('invalid-input');
  return pairs.map((pair) => {
    const at = pair.indexOf('=');
    return at < 0 ? [decoded(pair), ''] : [decoded(pair.slice(0, at)), decoded(pair.slice(at + 1))];
  });
}

function decoded(text: string): string {
  // Whatever is no ASCII comes percent-encoded.
  if (/[^\x20-\x7e]/.test(text)) throw new AppError('invalid-input');
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch (cause) {
    throw new AppError('invalid-input', { cause });
  }
}
