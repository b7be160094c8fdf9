/** Answering for the period: what was typed is saved first, then the row is submitted. Lines to look at need “submit anyway”. */
import { say } from '#contract/catalogue/say.ts';
import { Statement } from '#contract/period.ts';
import { AppError } from '../../../application/app-error.ts';
import { problemOf } from '../../../application/problem-of.ts';
import { readFormRow } from '../../../application/read-form.ts';
import { submit } from '../../../application/submit.ts';
import { leadTo } from '../sign-in-pages.ts';
import type { FormDeps, FormPost } from './form-deps.ts';
import { receiptPath } from './form-paths.ts';
import { sendRowPage } from './row-page.ts';
import { changesOf, readTyped, saveTyped } from './save-row.ts';
import { pagePeriod } from './typed-row.ts';

/** `POST /form/submit`. */
export async function postSubmit(deps: FormDeps, post: FormPost): Promise<void> {
  const { session, fields, request, response } = post;
  const { language, principal } = session;
  const statement = Statement.safeParse(fields.get('statement') || request.query['statement']).data;
  if (!statement) throw new AppError('invalid-input');
  const typed = readTyped(deps, post);
  const row = readFormRow(deps.grids, principal, post);
  const period = pagePeriod(fields, row);
  const again = (status: number, text: string, more: { heldBack?: Statement } = {}): Promise<void> =>
    sendRowPage(deps, post, { status, typed, notes: [{ tone: 'attention', text }], ...more });

  if (statement === 'nothing-to-report' && Object.keys(await changesOf(deps, post, typed)).length > 0) {
    return again(422, say('form.nothing-but-changed', {}, language));
  }
  const saved = await saveTyped(deps, post, typed);
  if (saved.outcome === 'answered') return;
  typed.base = saved.version;
  try {
    const taken = await submit(deps, principal, {
      grid: row.grid,
      period,
      request: {
        member: row.member.member,
        statement,
        ...(fields.get('despite') === 'yes' ? { despiteWarnings: true } : {}),
        ...(row.needsReason && typed.reason !== '' ? { reason: typed.reason } : {}),
      },
      route: 'form',
    });
    leadTo(response, receiptPath({ ...post, period, number: taken.number }));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const problem = problemOf({ code: error.code, params: error.params });
    if (problem.status >= 500) throw error;
    return again(problem.status, say(error.code, error.params, language), error.code === 'has-errors' ? { heldBack: statement } : {});
  }
}
