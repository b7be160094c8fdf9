/** The frame of pages that the service writes itself: plain HTML that works without scripts, in the look of pane and home. */
import type { Response } from 'express';
import { say } from '#contract/catalogue/say.ts';
import { type Html, html } from './html.ts';

/** No script, nothing from elsewhere, forms only to us, in nobody's frame. */
const POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** One page. `policy` replaces the content security policy where a page has a script. */
export interface Page {
  title: string;
  body: Html;
  language?: string;
  status?: number;
  head?: Html;
  policy?: string;
}

/** Sends a page that nobody but its reader may keep. */
export function sendPage(response: Response, { title, body, language = 'en', status = 200, head, policy = POLICY }: Page): void {
  response.status(status).type('html');
  response.setHeader('Content-Security-Policy', policy).setHeader('Cache-Control', 'no-store');
  // Helmet's no-referrer would make browsers send `Origin: null` with our own forms.
  response.setHeader('Referrer-Policy', 'same-origin');
  response.end(
    html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – ${say('sign-in.product', {}, language)}</title>
<link rel="icon" href="/addin/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/addin/theme.css">
<link rel="stylesheet" href="/addin/sign-in.css">
${head}</head>
<body>
<header class="page-head"><p>${say('sign-in.product', {}, language)}</p></header>
<main class="page">
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`.toString(),
  );
}
