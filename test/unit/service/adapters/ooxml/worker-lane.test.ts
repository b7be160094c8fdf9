import { afterEach, describe, expect, it, vi } from 'vitest';
import { openLane, type WorkerLane } from '../../../../../service/adapters/ooxml/worker-lane.ts';

type Task = 'echo' | 'loop' | 'exit' | 'throw' | 'eat' | 'env' | ArrayBuffer | SharedArrayBuffer;

/** A thread that does what it is told, also what ends it. */
const SCRIPT = `
  import { parentPort } from 'node:worker_threads';
  parentPort.on('message', (task) => {
    if (task === 'loop') for (;;);
    if (task instanceof SharedArrayBuffer) for (const count = new Int32Array(task); ; ) Atomics.add(count, 0, 1);
    if (task === 'exit') process.exit(3);
    if (task === 'throw') throw new Error('thrown');
    if (task === 'eat') { const eaten = []; for (;;) eaten.push(new Array(1000).fill({})); }
    parentPort.postMessage(task === 'env' ? Object.keys(process.env) : task);
  });
`;
const file = new URL(`data:text/javascript,${encodeURIComponent(SCRIPT)}`);

describe('a worker lane', () => {
  let lane: WorkerLane<Task, unknown>;
  const open = (options: { timeLimitMs?: number; heapMegabytes?: number; maxWaiting?: number } = {}) => {
    lane = openLane({ file, timeLimitMs: 5_000, heapMegabytes: 64, maxWaiting: 10, ...options });
  };
  const run = (task: Task) => lane.run(task, []);
  afterEach(() => lane.close());

  it('[X39] answers in order, one after the other', async () => {
    open();
    const order: unknown[] = [];
    await Promise.all((['echo', 'env', 'echo'] as const).map(async (task) => order.push(await run(task))));
    expect(order).toEqual(['echo', [], 'echo']);
    expect(await run('echo')).toBe('echo');
  });

  it('[X39] ends a task that takes too long, and does the waiting one', async () => {
    open({ timeLimitMs: 2_500 });
    // The thread is up, so that the slow task has surely begun when its time is over.
    await run('echo');
    const shared = new SharedArrayBuffer(4);
    const slow = run(shared);
    const next = run('echo');
    await expect(slow).rejects.toMatchObject({ reason: 'too-slow' });
    expect(await next).toBe('echo');
    // The thread is gone and counts no more.
    await vi.waitFor(async () => {
      const before = Atomics.load(new Int32Array(shared), 0);
      for (let turn = 0; turn < 3_000; turn += 1) await run('echo');
      expect(before).toBeGreaterThan(0);
      expect(Atomics.load(new Int32Array(shared), 0)).toBe(before);
    }, 30_000);
  });

  it('[X39] ends a task that eats the heap, and does the waiting one', async () => {
    open({ heapMegabytes: 16, timeLimitMs: 15_000 });
    const hungry = run('eat');
    const next = run('echo');
    await expect(hungry).rejects.toMatchObject({ reason: 'out-of-memory' });
    expect(await next).toBe('echo');
  });

  it.each(['exit', 'throw'] as const)('[X39] replaces a thread that dies of “%s”', async (death) => {
    open();
    const last = run(death);
    const next = run('echo');
    await expect(last).rejects.toMatchObject({ reason: 'died' });
    expect(await next).toBe('echo');
  });

  it('[X39] shows the thread no environment, takes what is transferred and refuses what does not fit', async () => {
    open({ maxWaiting: 1 });
    const bytes = new ArrayBuffer(8);
    const answers = Promise.all([run('env'), lane.run(bytes, [bytes])]);
    await expect(run('echo')).rejects.toMatchObject({ reason: 'busy' });
    expect(await answers).toEqual([[], new ArrayBuffer(8)]);
    expect(bytes.byteLength).toBe(0);
  });

  it('[X39] fails what is under way, what waits and what comes when it is closed, twice if need be', async () => {
    open();
    const tasks = [run('loop'), run('echo')];
    const outcomes = Promise.allSettled(tasks);
    await lane.close();
    await lane.close();
    expect((await outcomes).map((outcome) => outcome.status === 'rejected' && outcome.reason.reason)).toEqual(['closed', 'closed']);
    await expect(run('echo')).rejects.toMatchObject({ reason: 'closed' });
  });
});
