/** What the driver's errors mean: MongoDB can't answer now, its setting is wrong, or the program is. */
import { MongoCompatibilityError, MongoError, MongoInvalidArgumentError, MongoParseError, MongoServerError } from 'mongodb';
import { StoreUnavailable } from '../../application/ports.ts';

const DUPLICATE_KEY = 11000;
const REFUSING_ACCOUNT: readonly unknown[] = [13, 18, 8000];

/**
 * Answers of a server that can't serve now: interrupted, timed out, no primary, shutting down, out of disk space, write concern not met.
 * https://github.com/mongodb/mongo/blob/r7.0.0/src/mongo/base/error_codes.yml
 */
const TRANSIENT: readonly unknown[] = [
  6, 7, 43, 50, 63, 64, 79, 89, 91, 100, 112, 133, 134, 150, 175, 189, 202, 262, 290, 317, 391, 402, 9001, 10058, 10107, 11600, 11601, 11602, 13388, 13435,
  13436, 14031,
];
const TRANSIENT_LABELS = ['RetryableWriteError', 'TransientTransactionError', 'SystemOverloadedError', 'RetryableError'];

/** Reports whether an insert met an existing `_id`. Both test servers leave out which key it was, so there is one unique key per collection. */
export const isDuplicate = (error: unknown): boolean => error instanceof MongoServerError && error.code === DUPLICATE_KEY;

/** Reports whether the server answered and will answer the same next time: it lacks the feature, the right, or the account. */
export const isRefusal = (error: unknown): boolean => error instanceof MongoServerError && !isTransient(error);

/** Why connecting again can't help, in words; undefined if it can. */
export function lastingReason(error: unknown): string | undefined {
  if (error instanceof MongoServerError && REFUSING_ACCOUNT.includes(error.code)) return 'the server refuses the account';
  if (error instanceof MongoCompatibilityError) return 'the server is too old for the driver';
  return undefined;
}

/** StoreUnavailable where the answer is missing or unknown; anything else as it is. */
export function translated(error: unknown): unknown {
  return isUnavailable(error) ? new StoreUnavailable(error) : error;
}

function isUnavailable(error: unknown): boolean {
  if (error instanceof MongoServerError) return isTransient(error);
  if (error instanceof MongoInvalidArgumentError || error instanceof MongoParseError) return false;
  // Whatever else the driver throws is about connections and clients; a socket's own errors come through bare.
  if (error instanceof MongoError || error instanceof NoAnswer) return true;
  return error instanceof Error && ('syscall' in error || (error as { code?: unknown }).code === 'EPIPE');
}

function isTransient(error: MongoServerError): boolean {
  // A write concern that was not met says nothing about whether the write will stay.
  return error.name === 'MongoWriteConcernError' || TRANSIENT.includes(error.code) || TRANSIENT_LABELS.some((label) => error.hasErrorLabel(label));
}

/** The driver has given no answer within our own limit. */
export class NoAnswer extends Error {
  constructor(waitMs: number) {
    super(`no answer within ${waitMs} ms`);
    this.name = 'NoAnswer';
  }
}
