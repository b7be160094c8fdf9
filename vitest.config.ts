import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';

/** Files that start processes, browsers or servers of their own: the long ones. */
const WHOLE = ['test/e2e/**/*.test.ts', 'test/fault/**/*.test.ts', 'test/contract/mongo-*.test.ts', 'test/property/clients.test.ts'];

export default defineConfig({
  test: {
    // Much of the time is waiting for servers and browsers, so four files at once suit two cores.
    maxWorkers: 4,
    // Upper bounds on waiting for something that is to happen, on a machine that may do much else.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    sequence: { sequencer: LongestFirst },
    // Loading the service and the add-in anew for each of two hundred files took a fifth of all the time, and a browser for each file besides. So the files of a
    // worker share its modules, and its browser (test/support/browser.ts); what a file opens it closes.
    isolate: false,
    projects: [
      { extends: true, test: { name: 'whole', include: WHOLE } },
      { extends: true, test: { name: 'parts', include: ['test/**/*.test.ts', 'test/**/*.test.tsx'], exclude: ['test/bench/**', ...WHOLE] } },
    ],
  },
});
