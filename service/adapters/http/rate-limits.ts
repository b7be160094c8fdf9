/** Limits of how often somebody may ask for a code or type one: express-rate-limit, counting in the store, so that several processes count together. */
import { createHash } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, type Options, rateLimit, type Store } from 'express-rate-limit';
import { AppError } from '../../application/app-error.ts';
import { holderOf } from '../../application/directory-people.ts';
import type { Clock } from '../../application/ports.ts';
import type { SignIns } from '../../application/sign-ins.ts';

/** The windows are a quarter of an hour. */
const WINDOW_MS = 15 * 60_000;
const MOST_ASKED_PER_ADDRESS = 5;
/** Behind one address of the network there may be a whole ministry. */
const MOST_ASKED_PER_CLIENT = 30;
const MOST_TYPED_PER_CLIENT = 60;

/** Middlewares that let a request pass or refuse it as `rate-limited`. */
export interface RateLimits {
  /** For asking: by the address that was typed and by the client. */
  asking(emailOf: (request: Request) => string): RequestHandler[];
  /** For typing a code: by the client. Tries are bounded per code besides. */
  typing: RequestHandler;
}

/** Opens the limits. */
export function openRateLimits({ signIns, clock }: { signIns: SignIns; clock: Clock }): RateLimits {
  const limit = ({ name, most, keyOf }: { name: string; most: number; keyOf: (request: Request) => string }): RequestHandler =>
    rateLimit({
      windowMs: WINDOW_MS,
      limit: most,
      keyGenerator: keyOf,
      store: storeOver({ signIns, clock, prefix: `${name}:`, most }),
      standardHeaders: false,
      legacyHeaders: false,
      // What it would check are its own in-memory store and proxy settings, which the service's settings fix.
      validate: false,
      handler: (request, _response, next) => {
        const { resetTime } = (request as Request & { rateLimit: { resetTime: Date } }).rateLimit;
        const seconds = Math.max(1, Math.ceil((resetTime.getTime() - clock.nowMs()) / 1_000));
        next(new AppError('rate-limited', { params: { seconds }, retryAfterSeconds: seconds }));
      },
    });
  return {
    asking: (emailOf) => [
      limit({ name: 'ask-client', most: MOST_ASKED_PER_CLIENT, keyOf: clientOf }),
      limit({ name: 'ask-address', most: MOST_ASKED_PER_ADDRESS, keyOf: (request) => holderOf(emailOf(request)) }),
    ],
    typing: limit({ name: 'type-client', most: MOST_TYPED_PER_CLIENT, keyOf: clientOf }),
  };
}

/** An address of the network, of IPv6 its subnet, as a hash: the store keeps no addresses. */
function clientOf(request: Request): string {
  return createHash('sha256')
    .update(ipKeyGenerator(request.ip ?? 'unknown'))
    .digest('base64url');
}

function storeOver({ signIns, clock, prefix, most }: { signIns: SignIns; clock: Clock; prefix: string; most: number }): Store {
  let windowMs = WINDOW_MS;
  return {
    prefix,
    init(options: Options) {
      windowMs = options.windowMs;
    },
    async increment(key) {
      const { hits, resetAtMs } = await signIns.hit(prefix + key, { most, windowMs, nowMs: clock.nowMs() });
      return { totalHits: hits, resetTime: new Date(resetAtMs) };
    },
    // Only for settings that count failures or successes alone, which are not used.
    decrement: () => undefined,
    resetKey: (key) => signIns.resetHits(prefix + key),
  };
}
