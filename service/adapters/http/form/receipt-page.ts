/** The receipt of a submission: number, instant, versions and the signed note, on a page and as a file that can be checked without this service. */
import type { Receipt } from '#contract/answer.ts';
import { say } from '#contract/catalogue/say.ts';
import { sayInstant } from '#contract/status-words.ts';
import { AppError } from '../../../application/app-error.ts';
import { readFormRow } from '../../../application/read-form.ts';
import { readMemberFile } from '../../../application/read-member-file.ts';
import { readReceipt } from '../../../application/read-receipt.ts';
import { type Html, html } from '../html.ts';
import type { FormDeps, FormVisit } from './form-deps.ts';
import { sendFormPage } from './form-page.ts';
import { namesFor, rowPath } from './row-page.ts';

interface Receipted {
  grid: string;
  member: string;
  period: string;
  number: number;
}

/** The address of a receipt. */
export function receiptPath({ grid, member, period, number }: Receipted): string {
  return `/form/receipt?${new URLSearchParams({ grid, member, period, number: String(number) })}`;
}

/** `GET /form/receipt`. */
export async function sendReceiptPage(deps: FormDeps, visit: FormVisit): Promise<void> {
  const { session, response, grid, member } = visit;
  const { language, principal } = session;
  const receipt = await receiptOf(deps, visit);
  const row = readFormRow(deps.grids, principal, { grid, member: receipt.member });
  const file = readMemberFile(deps, principal, { grid, period: receipt.period, member: receipt.member });
  const made = file.submissions.find(({ number }) => number === receipt.number);
  const nameOf = await namesFor(deps, visit);
  const name = row.member.shortName;
  const waits = made?.onBehalf === true && made.acknowledgedAt === undefined;
  const headline = made?.withdrawnAt !== undefined ? 'form.receipt-withdrawn' : waits ? 'form.receipt-waits' : 'form.receipt-done';
  const path = receiptPath({ grid, member, period: receipt.period, number: receipt.number }).replace('/form/receipt?', '/form/receipt.json?');
  const body = html`<section class="card">
<p class="note note-${made?.withdrawnAt === undefined && !waits ? 'good' : 'attention'}" role="status">${say(headline, { member: name, period: receipt.period }, language)}</p>
<dl class="receipt">
${line(say('form.receipt-number', {}, language), String(receipt.number))}
${line(say('form.receipt-statement', {}, language), say(`form.statement.${receipt.statement}`, {}, language))}
${line(say('form.receipt-at', {}, language), sayInstant(receipt.submittedAt, { timeZone: row.timeZone, language }))}
${made && line(say('form.receipt-by', {}, language), nameOf(made.by))}
${Object.values(receipt.rowVersions).map((version) => line(say('form.receipt-version', {}, language), String(version)))}
</dl>
<h2>${say('form.receipt-proof', {}, language)}</h2>
<p class="hint">${say('form.receipt-proof-why', {}, language)}</p>
<pre class="checkpoint">${receipt.checkpoint}</pre>
<p class="buttons"><a class="button" href="${path}" download>${say('form.receipt-download', {}, language)}</a> <a class="button" href="${rowPath({ grid, member: receipt.member })}">${say('form.back', {}, language)}</a></p>
</section>`;
  sendFormPage(response, { title: say('form.receipt-title', { period: receipt.period }, language), body, session, language });
}

/** `GET /form/receipt.json`: the file. */
export async function sendReceiptFile(deps: FormDeps, visit: FormVisit): Promise<void> {
  const receipt = await receiptOf(deps, visit);
  const { response, grid } = visit;
  response.status(200).type('application/json').setHeader('Cache-Control', 'no-store');
  response.setHeader('Content-Disposition', `attachment; filename="receipt-${grid}-${receipt.period}-${receipt.number}.json"`);
  response.end(`${JSON.stringify(receipt, undefined, 2)}\n`);
}

function receiptOf(deps: FormDeps, { session, request, grid }: FormVisit): Promise<Receipt> {
  const { period, number } = request.query;
  if (typeof period !== 'string' || typeof number !== 'string') throw new AppError('not-found');
  return readReceipt(deps, session.principal, { grid, period, number });
}

const line = (name: string, value: string): Html => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
