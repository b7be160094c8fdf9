/** The demo's first page: what this is, and whom a newcomer can be. */
import { h, render } from 'preact';
import { createClient } from '../api/client.ts';
import { demoTokens } from '../api/sign-in.ts';
import { browserTiming } from '../sync/timing.ts';
import { Home } from './view.tsx';

const root = document.getElementById('home');
// Whoever looks in reads as the observer: the first page changes nothing.
const api = createClient({ baseUrl: '/api/v1', tokens: demoTokens({ initial: 'demo:observer' }), timing: browserTiming, place: 'page' });
if (root) render(h(Home, { api }), root);
