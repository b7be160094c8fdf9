/** Where a person's words are, as one sentence. */
import { cellError } from '#contract/validation.ts';
import { say } from '../pane/strings.ts';
import { inputOf } from './lists.ts';
import type { FormView } from './view.ts';

/** The sentence and its tone: `good` saved, `waiting` not yet, `attention` something is to be done. */
export function statusOf(view: FormView): { tone: 'good' | 'waiting' | 'attention'; sentence: string } {
  const { link, saving, changed, conflicts, news } = view;
  const errors = view.columns.filter((column) => cellError(column, inputOf(column, view.lists[column.key] ?? []))).length;
  if (saving) return { tone: 'waiting', sentence: say('form.live.saving') };
  if (link === 'signed-out') return { tone: 'attention', sentence: say('form.live.signed-out') };
  if (link === 'down') return { tone: 'attention', sentence: say('form.live.away') };
  if (errors > 0) return { tone: 'attention', sentence: say('form.live.errors', { count: errors }) };
  if (conflicts.length > 0) return { tone: 'attention', sentence: say('pane.status.conflicts', { count: conflicts.length }) };
  if (changed) return { tone: 'waiting', sentence: `${say('form.live.typed')} ${say('form.draft')}` };
  if (news?.said === 'saved') return { tone: 'good', sentence: say('form.saved', { version: news.version }) };
  if (news?.said === 'merged') return { tone: 'good', sentence: say('form.saved-merged', { version: news.version }) };
  if (news?.said === 'unchanged') return { tone: 'good', sentence: say('form.unchanged') };
  return { tone: 'good', sentence: say('form.live.up-to-date') };
}
