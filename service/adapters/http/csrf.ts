/**
 * Against forged requests: whoever sends a form must have got it from us in the same browser (a token derived from its cookie), and send it from a page of
 * ours (Sec-Fetch-Site, else Origin).
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { AppError } from '../../application/app-error.ts';

const BYTES = 32;

/** A form that is not ours, or of another session; pages have a sentence of their own for it. */
export class ForgedRequest extends AppError {
  constructor() {
    super('forbidden');
  }
}

/** A form's token for the browser that holds this cookie. It looks different each time: a page is compressed, and what repeats in it could be guessed by its length. */
export function csrfTokenFor(cookie: string): string {
  const mask = randomBytes(BYTES);
  return Buffer.concat([mask, xor(mask, keyOf(cookie))]).toString('base64url');
}

/** Reports whether a form's token is one for this cookie. */
export function isCsrfTokenFor(cookie: string, token: string | undefined): boolean {
  const given = unmasked(token);
  return cookie !== '' && given !== undefined && timingSafeEqual(given, keyOf(cookie));
}

/** Reports whether two tokens are for the same cookie. */
export function isSameCsrfToken(one: string | undefined, other: string | undefined): boolean {
  const [a, b] = [unmasked(one), unmasked(other)];
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}

/**
 * Refuses a request that another site's page has sent. Browsers say so by Sec-Fetch-Site; those that don't, by Origin, which must be the address that was
 * asked or the one that is public. Neither is refused too: each browser of the last ten years sends Origin with a form.
 */
export function checkSameOrigin(request: Request, publicUrl: string): void {
  const site = request.headers['sec-fetch-site'];
  const origin = request.headers.origin;
  const isOurs =
    site === undefined
      ? origin !== undefined && [new URL(publicUrl).origin, `${request.protocol}://${request.headers.host}`].includes(origin)
      : site === 'same-origin';
  if (!isOurs) throw new ForgedRequest();
}

const keyOf = (cookie: string): Buffer => createHmac('sha256', cookie).update('csrf').digest();

function unmasked(token: string | undefined): Buffer | undefined {
  const bytes = Buffer.from(token ?? '', 'base64url');
  return bytes.length === 2 * BYTES ? xor(bytes.subarray(0, BYTES), bytes.subarray(BYTES)) : undefined;
}

function xor(one: Buffer, other: Buffer): Buffer {
  return Buffer.from(one.map((byte, at) => byte ^ (other[at] ?? 0)));
}
