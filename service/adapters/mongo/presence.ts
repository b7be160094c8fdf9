/**
 * Whether MongoDB is there, as far as this process knows, so that people get their 503 at once and not after a time-out of the driver.
 *
 * A slow answer alone is no reason to give up: a write may wait for a slow disk. So a call that takes long raises a doubt, and the doubt is settled by a ping,
 * which waits for nothing. Only when the ping gets no answer either is the server away: then calls under way are given up, further ones fail at once, and
 * the ping is repeated until it is answered.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { type Log, StoreUnavailable } from '../../application/ports.ts';
import { NoAnswer, translated } from './failure.ts';

/** How long is waited. */
export interface MongoWaits {
  /** The longest that any call may take. */
  answerMs: number;
  /** A call without an answer for so long raises a doubt, and again after the same time. */
  doubtAfterMs: number;
  pingMs: number;
}

/** As people are to wait; tests that are about something else wait longer on a machine that does much else. */
export const MONGO_WAITS: MongoWaits = { answerMs: 4_500, doubtAfterMs: 500, pingMs: 1_000 };
const ASK_AGAIN_MS = 200;

/** What a presence is made of. `onLongSilence` is called when nobody has answered for `longSilenceMs`. */
export interface PresenceParts {
  ping: () => Promise<unknown>;
  log: Log;
  waits?: MongoWaits;
  longSilenceMs: number;
  onLongSilence: () => void;
}

/** Whether the server of one connection is there. */
export class Presence {
  readonly #parts: PresenceParts;
  readonly #waits: MongoWaits;
  #state: 'there' | 'doubtful' | 'away' = 'there';
  /** Gives up each call under way. */
  readonly #underWay = new Set<() => void>();
  #asking = false;
  #closed = false;
  #silence: NodeJS.Timeout | undefined;

  constructor(parts: PresenceParts) {
    this.#parts = parts;
    this.#waits = parts.waits ?? MONGO_WAITS;
  }

  /** Reports whether the server is known to be away: there is no use in calling it. */
  get isAway(): boolean {
    return this.#state === 'away';
  }

  /** Notes that the server has answered. */
  heard(): void {
    this.forgive();
    if (this.#state !== 'there') this.#parts.log.info({}, 'MongoDB answers again');
    this.#state = 'there';
  }

  /** Notes a call that got no answer, and finds out whether the server is away or the call had bad luck. */
  missed(error: unknown): void {
    if (this.#closed) return;
    if (this.#state === 'there') {
      this.#parts.log.warn({ err: error }, 'MongoDB does not answer');
      this.#state = 'doubtful';
    }
    this.#silence ??= setTimeout(this.#parts.onLongSilence, this.#parts.longSilenceMs).unref();
    void this.#ask();
  }

  /** Counts the silence from now on. */
  forgive(): void {
    clearTimeout(this.#silence);
    this.#silence = undefined;
  }

  /** The answer; rejects with NoAnswer when it takes too long, or as soon as the server is found to be away. */
  async within<T>(answer: Promise<T>): Promise<T> {
    const doubts = setInterval(() => void this.#doubt(), this.#waits.doubtAfterMs);
    let giveUp = (): void => undefined;
    const tooLate = new Promise<never>((_, reject) => {
      giveUp = () => reject(new NoAnswer(this.#waits.answerMs));
      this.#underWay.add(giveUp);
    });
    const timer = setTimeout(giveUp, this.#waits.answerMs);
    try {
      return await Promise.race([answer, tooLate]);
    } finally {
      clearInterval(doubts);
      clearTimeout(timer);
      this.#underWay.delete(giveUp);
    }
  }

  /** Asks no more. */
  close(): void {
    this.#closed = true;
    this.forgive();
  }

  async #doubt(): Promise<void> {
    if (this.#asking || this.#closed || this.#state !== 'there') return;
    this.#asking = true;
    const answers = await this.#pings();
    this.#asking = false;
    if (answers) return;
    this.#leave();
    this.missed(new NoAnswer(this.#waits.doubtAfterMs + this.#waits.pingMs));
  }

  /** Pings until there is an answer. */
  async #ask(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    while (!this.#closed && this.#state !== 'there') {
      if (await this.#pings()) this.heard();
      else {
        this.#leave();
        await pause(ASK_AGAIN_MS, undefined, { ref: false });
      }
    }
    this.#asking = false;
  }

  #leave(): void {
    if (this.#closed) return;
    if (this.#state === 'there') this.#parts.log.warn({}, 'MongoDB does not answer');
    this.#state = 'away';
    this.#silence ??= setTimeout(this.#parts.onLongSilence, this.#parts.longSilenceMs).unref();
    for (const giveUp of this.#underWay) giveUp();
  }

  /** Reports whether a ping was answered in time; a refusal is an answer too. */
  async #pings(): Promise<boolean> {
    const ended = new AbortController();
    const answered = this.#parts.ping().then(
      () => true,
      (error: unknown) => !(translated(error) instanceof StoreUnavailable),
    );
    const tooLate = pause(this.#waits.pingMs, false, { ref: false, signal: ended.signal }).catch(() => false);
    try {
      return await Promise.race([answered, tooLate]);
    } finally {
      ended.abort();
    }
  }
}
