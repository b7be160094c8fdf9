/**
 * The web form's script: makes the lists of the page that the service wrote easier to work on. Submitting, withdrawing, comments and all the rest stay that page's own forms,
 * so whatever fails here leaves a page that works.
 */
import { h, render } from 'preact';
import { createClient } from '../api/client.ts';
import { pageTokens } from '../api/page-tokens.ts';
import { API_BASE } from '../config.ts';
import { browserTiming } from '../sync/timing.ts';
import { FormApp } from './app.tsx';
import { dropDrafts } from './draft.ts';
import { openForm } from './form.ts';
import { FormHistory } from './history.tsx';
import { openPage } from './page.ts';
import { rowActions } from './row-actions.ts';
import { renewing, retrying } from './session-token.ts';
import { keepTypedWords } from './words.ts';

const page = openPage(document);
if (page) {
  const { place } = page;
  const language = document.documentElement.lang || 'en';
  const ofPage = {
    nowMs: browserTiming.nowMs,
    get csrfToken() {
      return page.csrfToken();
    },
  };
  const tokens = renewing(pageTokens(ofPage), page.renew);
  const api = retrying(createClient({ baseUrl: API_BASE, tokens, timing: browserTiming, language, place: 'page' }), tokens);
  const form = openForm({ api, tokens, timing: browserTiming, storage: localStorage, place, names: page.names });
  const actions = rowActions({ form, api, grid: place.grid, language, jumpTo: page.jumpTo });
  render(h(FormApp, { form, actions }), page.root);
  render(h(FormHistory, { form, actions }), page.historyRoot);
  keepTypedWords(page.form, { storage: localStorage, place, search: location.search });
  page.steer(form, { onSignOut: () => dropDrafts(localStorage, place.person) });
}
