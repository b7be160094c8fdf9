/** Which browser the tests take. */
import { describe, expect, it } from 'vitest';
import { browserTitle, findBrowser } from '../../support/browser.ts';

describe('the browser of the tests', () => {
  it('[P63] a browser that was named and is not there is an error, never another browser', () => {
    expect(() => findBrowser({ PLAYWRIGHT_CHROMIUM: '/no/such/chromium' })).toThrow('/no/such/chromium');
  });

  it('[P63] without a browser the title of the suite says why it is skipped', () => {
    expect(browserTitle({ from: 'nowhere', reason: 'no Chromium here' })).toBe('SKIPPED, no Chromium here');
  });
});
