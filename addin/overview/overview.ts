/** The overview page: the session's token, the client, the live view of the service, and the page drawn from it. */
import { h, render } from 'preact';
import { createClient } from '../api/client.ts';
import { pageTokens } from '../api/page-tokens.ts';
import { browserTiming } from '../sync/timing.ts';
import { watch } from './live.ts';
import { OverviewPage } from './overview-page.tsx';

const root = document.getElementById('overview');
const meta = (name: string): string => document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';
const language = document.documentElement.lang || 'en';
const tokens = pageTokens({ csrfToken: meta('csrf-token'), nowMs: browserTiming.nowMs });
const api = createClient({ baseUrl: '/api/v1', tokens, timing: browserTiming, language, place: 'page' });
if (root) render(h(OverviewPage, { api, live: watch({ api, timing: browserTiming, wanted: meta('grid') }) }), root);
