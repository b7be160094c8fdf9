/**
 * The pages of the product: task pane, preview, home, manifest, icons. Built files only, from one folder, each kind with its own content security policy.
 * The preview and Microsoft's client for it are served in demo mode alone.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Express, type Response } from 'express';

/** Hosts that may show the pane in a frame (Office on the web); see https://learn.microsoft.com/office/dev/add-ins/concepts/privacy-and-security. */
const OFFICE_FRAMES = [
  'https://*.officeapps.live.com',
  'https://*.sharepoint.com',
  'https://onedrive.live.com',
  'https://*.cloud.microsoft',
  'https://*.office.com',
  'https://*.microsoft365.com',
];

const POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'";
const PANE_POLICY = `${POLICY}; script-src 'self' https://appsforoffice.microsoft.com; style-src-attr 'unsafe-inline'; frame-ancestors 'self' ${OFFICE_FRAMES.join(' ')}`;
const PAGE_POLICY = `${POLICY}; script-src 'self'; frame-ancestors 'none'`;

const MANIFEST_HOST = 'https://localhost:3000';
const OFFICE_CLIENT = 'excel-web-16.00.js';

export interface PageFiles {
  /** Built pages and scripts. */
  pages: string;
  manifest: string;
  /** Microsoft's client; absent where development packages are not installed. */
  office: string;
}

/** Registers the pages. */
export function registerPages(app: Express, { files, demo, publicUrl }: { files: PageFiles; demo: boolean; publicUrl: () => string }): void {
  const page = (name: string, policy: string) => (_request: unknown, response: Response) => {
    response.setHeader('Content-Security-Policy', policy).setHeader('Cache-Control', 'no-cache').type('html');
    response.end(readFileSync(join(files.pages, name)));
  };
  app.get('/addin/taskpane.html', page('taskpane.html', PANE_POLICY));
  app.get('/manifest.xml', (_request, response) => {
    response.type('application/xml').setHeader('Cache-Control', 'no-cache');
    response.end(readFileSync(files.manifest, 'utf8').replaceAll(MANIFEST_HOST, publicUrl()));
  });
  if (demo) {
    app.get('/', page('home.html', PAGE_POLICY));
    app.get('/preview', page('preview.html', PAGE_POLICY));
    app.get(`/preview/office/${OFFICE_CLIENT}`, (_request, response, next) => {
      const file = join(files.office, OFFICE_CLIENT);
      if (!existsSync(file)) return next();
      response.type('text/javascript').setHeader('Cache-Control', 'max-age=86400');
      response.sendFile(file);
    });
  }
  app.use(
    '/addin',
    express.static(files.pages, {
      index: false,
      fallthrough: true,
      redirect: false,
      setHeaders: (response) => response.setHeader('Cache-Control', 'no-cache'),
    }),
  );
}
