/**
 * The engine: keeps sheet and service together. It owns the state, lets rounds (round.ts) run one after the other, and decides when: Excel's hints and the
 * service's bell only ask for a round; timers look for what neither announced.
 */
import { ApiProblem, type Client } from '../api/client.ts';
import type { TokenSource } from '../api/sign-in.ts';
import { type Hint, type SheetPort, SheetTrouble } from '../excel/sheet.ts';
import { createActions } from './actions.ts';
import { announce, announceReturn } from './announce.ts';
import { listenerOf } from './listen.ts';
import { follow, type Pull } from './pull.ts';
import { IDLE_MS, type RoundOutcome, type RoundPorts, type RoundWish, runRound } from './round.ts';
import { type EngineState, emptyState, type Link, viewOf } from './state.ts';
import { createTimers, type Timers } from './timers.ts';
import { backOffMs, type Timing } from './timing.ts';
import type { Engine } from './view.ts';

export interface EngineOptions {
  sheet: SheetPort;
  api: Client;
  tokens: TokenSource;
  timing: Timing;
  language: string;
  /** Which grid, where the workbook does not say; the service's first by default. */
  grid?: string;
  /** Takes what should not have happened. */
  report?: (error: unknown) => void;
}

/** The engine with its beginning and end. */
export interface RunningEngine extends Engine {
  /** Looks at the workbook, reaches for the service, and goes on by itself. Resolves after the first round, also when the service is away. */
  start(): Promise<void>;
  /** Ends stream, timers and event handlers, after the round under way. */
  stop(): Promise<void>;
  /** The pane came to the front: looks at the sheet. */
  wake(): void;
}

/** What actions work with. */
export interface EngineCore {
  state: EngineState;
  ports: RoundPorts;
  tokens: TokenSource;
  /** Runs something when no round is under way. */
  serially<T>(work: () => Promise<T>): Promise<T>;
  /** Runs a round now. */
  round(wish?: RoundWish): Promise<void>;
  /** Asks for a round soon. */
  soon(): void;
  /** Tries the service at once; resolves when it is known whether it answers. */
  reach(): Promise<Link>;
  restart(): void;
}

const DEBOUNCE_MS = 400;
const LOOK_EVERY_MS = 30_000;

/** Makes an engine for one workbook and one service. */
export function createEngine({ sheet, api, tokens, timing, language, grid, report = () => undefined }: EngineOptions): RunningEngine {
  const state = emptyState();
  const listeners = new Set<() => void>();
  let view = viewOf(state);
  let tail: Promise<unknown> = Promise.resolve();
  let running = false;
  let troubles = 0;
  let pull: Pull | undefined;
  let unwatch: (() => Promise<void>) | undefined;
  let linkWaiters: ((link: Link) => void)[] = [];

  function publish(): void {
    announceReturn(state, ports);
    view = viewOf(state);
    for (const listener of listeners) listener();
  }

  const ports: RoundPorts = { sheet, api, timing, language, publish };

  function serially<T>(work: () => Promise<T>): Promise<T> {
    const result = tail.then(work, work);
    tail = result.catch(() => undefined);
    return result;
  }

  const timers = createTimers(timing, background);
  const timer: Timers['set'] = (...args) => {
    if (running) timers.set(...args);
  };

  function background(): void {
    if (running) round().catch((error: unknown) => trouble(error));
  }

  async function round(wish: RoundWish = {}): Promise<void> {
    const outcome = await serially(() => runRound(state, ports, wish)).catch((error: unknown) => {
      // The session has ended, which the follower finds out and says.
      if (isSignedOut(error)) core.restart();
      throw error;
    });
    troubles = 0;
    plan(outcome);
  }

  function plan({ again, deferred }: RoundOutcome): void {
    if (again) timer('soon', 0, { replace: true });
    if (deferred) timer('idle', state.activeAtMs + IDLE_MS - timing.nowMs(), { replace: true });
    if (state.sendFailures > 0) timer('send', state.sendAtMs - timing.nowMs(), { replace: true });
    timer('every', LOOK_EVERY_MS, { replace: true });
  }

  function trouble(error: unknown): void {
    if (isSignedOut(error)) return;
    if (!(error instanceof SheetTrouble)) report(error);
    if (error instanceof SheetTrouble && error.code === 'locked') state.broken = true;
    // Somebody typing in a cell is no trouble: the write comes after.
    else if (!(error instanceof SheetTrouble && error.code === 'editing')) {
      announce(state, ports, 'sync.trouble', { reason: error instanceof Error ? error.message : String(error) });
      publish();
    }
    timer('soon', error instanceof SheetTrouble && error.code === 'editing' ? DEBOUNCE_MS : backOffMs(troubles++, timing), { replace: true });
    timer('every', LOOK_EVERY_MS, { replace: true });
  }

  function onHint(hint: Hint): void {
    state.activeAtMs = timing.nowMs();
    if (hint === 'edited') state.undoable = true;
    if (hint !== 'selected') timer('soon', hint === 'edited' ? DEBOUNCE_MS : 0, { replace: false });
  }

  function setLink(link: Link): void {
    const back = state.link.state === 'down' && link.state === 'up';
    state.link = link;
    if (back) state.sendAtMs = 0;
    for (const waiter of linkWaiters) waiter(link);
    linkWaiters = [];
    publish();
    if (link.state === 'up') timer('soon', 0, { replace: true });
  }

  const listener = listenerOf(state, { ports, grid, report, setLink, soon: () => timer('soon', 0, { replace: true }) });

  const core: EngineCore = {
    state,
    ports,
    tokens,
    serially,
    round,
    soon: () => timer('soon', 0, { replace: true }),
    reach() {
      // Nothing follows the service while nobody is signed in: that it is so is all there is to know.
      if (state.link.state === 'up' || state.link.state === 'signed-out') return Promise.resolve(state.link);
      const known = new Promise<Link>((resolve) => linkWaiters.push(resolve));
      pull?.hurry();
      return known;
    },
    restart() {
      pull?.stop();
      pull = follow({ api, timing, listener });
    },
  };

  return {
    ...createActions(core),
    view: () => view,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async start() {
      running = true;
      unwatch = await sheet.watch(onHint);
      await round();
      const reached = new Promise<Link>((resolve) => linkWaiters.push(resolve));
      core.restart();
      await reached;
      // Whoever types in a cell at this moment holds up the write, and not the start.
      await round().catch(trouble);
    },
    async stop() {
      running = false;
      pull?.stop();
      timers.clear();
      await tail;
      await unwatch?.();
    },
    wake: background,
  };
}

const isSignedOut = (error: unknown): boolean => error instanceof ApiProblem && error.code === 'unauthenticated';
