/** The demo's first page: what this is, and whom a newcomer can be. */
import { h, render } from 'preact';
import { createClient } from '../api/client.ts';
import { demoTokens } from '../api/sign-in.ts';
import { browserTiming } from '../sync/timing.ts';
import { Home } from './view.tsx';

// Whoever looks in reads as the observer: the first page changes nothing.
const OBSERVER = 'demo:observer';
const root = document.getElementById('home');
const api = createClient({ baseUrl: '/api/v1', tokens: demoTokens({ initial: OBSERVER }), timing: browserTiming, place: 'page' });
if (root) render(h(Home, { api, describeApi }), root);

/** The description of the API; it needs a token like everything else. */
async function describeApi(): Promise<Blob> {
  const response = await fetch('/api/v1/openapi.json', { headers: { Authorization: `Bearer ${OBSERVER}` } });
  if (!response.ok) throw new TypeError(`/api/v1/openapi.json: ${response.status}`);
  return response.blob();
}
