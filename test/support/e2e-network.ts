/** Connections of one person that a test holds back: edits alone, or everything of the API while the pages stay at hand, as they do in an Excel that is open. */
import type { BrowserContext, Route } from 'playwright-core';

/** What the browser writes to the console about a connection that failed. */
export const FAILED_CONNECTION = /Failed to load resource|net::ERR_/;

/** Holds back what a person types: nothing is sent until `release`. */
export async function holdEdits(context: BrowserContext): Promise<{ release(): Promise<void> }> {
  const pattern = '**/api/v1/grids/*/edits';
  const refuse = (route: Route): Promise<void> => route.abort('connectionfailed');
  await context.route(pattern, refuse);
  return { release: () => context.unroute(pattern, refuse) };
}

/** Lets edits reach the service and loses its answers until `release`. `lost` tells how many so far. */
export async function loseAnswers(context: BrowserContext): Promise<{ lost(): number; release(): Promise<void> }> {
  const pattern = '**/api/v1/grids/*/edits';
  let lost = 0;
  const lose = async (route: Route): Promise<void> => {
    await route.fetch();
    lost++;
    await route.abort('connectionreset');
  };
  await context.route(pattern, lose);
  return { lost: () => lost, release: () => context.unroute(pattern, lose) };
}

/** Keeps the pages and scripts that a person has loaded, and serves them from there when the service does not answer. */
export async function keepPages(context: BrowserContext): Promise<void> {
  const kept = new Map<string, { status: number; headers: Record<string, string>; body: Buffer }>();
  await context.route(
    (url) => !url.pathname.startsWith('/api/'),
    async (route) => {
      const url = route.request().url();
      try {
        const response = await route.fetch();
        kept.set(url, { status: response.status(), headers: response.headers(), body: await response.body() });
        await route.fulfill({ response });
      } catch (error) {
        const page = kept.get(url);
        if (!page) throw error;
        await route.fulfill(page);
      }
    },
  );
}
