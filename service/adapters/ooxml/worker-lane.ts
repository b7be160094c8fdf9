/**
 * One long-lived worker thread that does one task after the other within a time and a heap. It is loaded at once, so that the first task does not wait
 * for it; a thread that is too slow is ended and one that dies is replaced for the next task. Tasks beyond `maxWaiting` are refused, not piled up.
 */
import { Worker } from 'node:worker_threads';

export interface LaneOptions {
  file: URL;
  timeLimitMs: number;
  heapMegabytes: number;
  maxWaiting: number;
}

/** Why a task got no answer: `busy` was never begun, `too-slow` and `out-of-memory` are the task's own doing, `died` is a fault, `closed` is the end. */
export class LaneFailure extends Error {
  readonly reason: 'busy' | 'too-slow' | 'out-of-memory' | 'died' | 'closed';
  constructor(reason: LaneFailure['reason'], options: { cause?: unknown } = {}) {
    super(`document worker: ${reason}`, options);
    this.name = 'LaneFailure';
    this.reason = reason;
  }
}

export interface WorkerLane<Task, Answer> {
  /** Rejects with LaneFailure. What is transferred is gone from the caller. */
  run(task: Task, transfer: ArrayBuffer[]): Promise<Answer>;
  /** Ends the thread; waiting tasks fail with `closed`. Calling twice is allowed. */
  close(): Promise<void>;
}

interface Job<Task, Answer> {
  task: Task;
  transfer: ArrayBuffer[];
  resolve(answer: Answer): void;
  reject(failure: LaneFailure): void;
}

/** Starts the thread. */
export function openLane<Task, Answer>(options: LaneOptions): WorkerLane<Task, Answer> {
  const waiting: Job<Task, Answer>[] = [];
  let current: (Job<Task, Answer> & { timer: NodeJS.Timeout }) | undefined;
  let worker: Worker | undefined = start();
  let closed = false;

  function start(): Worker {
    // No environment: what reads foreign files gets to see no setting and no secret.
    const thread = new Worker(options.file, { env: {}, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: options.heapMegabytes } });
    thread.on('message', (answer: Answer) => settle(thread, (job) => job.resolve(answer)));
    thread.on('error', (cause) => lose(thread, new LaneFailure(isOutOfMemory(cause) ? 'out-of-memory' : 'died', { cause })));
    thread.on('exit', (code) => lose(thread, new LaneFailure('died', { cause: new Error(`exit code ${code}`) })));
    thread.unref();
    return thread;
  }

  function settle(thread: Worker, how: (job: Job<Task, Answer>) => void): void {
    if (thread !== worker || !current) return;
    clearTimeout(current.timer);
    const job = current;
    current = undefined;
    how(job);
    next();
  }

  function lose(thread: Worker, failure: LaneFailure): void {
    if (thread !== worker) return;
    worker = undefined;
    const job = current;
    if (!job) return;
    clearTimeout(job.timer);
    current = undefined;
    job.reject(failure);
    next();
  }

  function next(): void {
    const job = current || closed ? undefined : waiting.shift();
    if (!job) return;
    worker ??= start();
    const thread = worker;
    const timer = setTimeout(() => {
      lose(thread, new LaneFailure('too-slow'));
      void thread.terminate();
    }, options.timeLimitMs);
    current = { ...job, timer };
    thread.postMessage(job.task, job.transfer);
  }

  return {
    run(task, transfer) {
      return new Promise((resolve, reject) => {
        if (closed) return reject(new LaneFailure('closed'));
        if (waiting.length >= options.maxWaiting) return reject(new LaneFailure('busy'));
        waiting.push({ task, transfer, resolve, reject });
        next();
      });
    },
    async close() {
      closed = true;
      const thread = worker;
      worker = undefined;
      if (current) clearTimeout(current.timer);
      for (const job of [...(current ? [current] : []), ...waiting.splice(0)]) job.reject(new LaneFailure('closed'));
      current = undefined;
      await thread?.terminate();
    },
  };
}

const isOutOfMemory = (cause: unknown): boolean => cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY';
