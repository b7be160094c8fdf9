/**
 * What the header says about the person's words: typed, under way, waiting, saved, in conflict, refused. One honest line first, then what
 * needs the person. Pure: view in, sentences out.
 */
import type { EngineView } from '../sync/view.ts';
import { rowName } from './names.ts';
import { say } from './strings.ts';

/** How a line looks. The words say it too; colour is never alone. */
export type Tone = 'good' | 'working' | 'waiting' | 'attention';

export interface StatusLine {
  tone: Tone;
  sentence: string;
}

/** The lines of the header: the state of saving, then what needs a decision or a correction. */
export function statusLines(view: EngineView): StatusLine[] {
  return [savingLine(view), ...attentionLines(view)];
}

function savingLine(view: EngineView): StatusLine {
  const { connection, pending, lastSaved } = view;
  const count = changes(view);
  if (connection.state === 'signed-out')
    return { tone: 'waiting', sentence: count > 0 ? say('pane.status.signed-out-waiting', { count }) : say('pane.status.signed-out') };
  if (connection.state === 'offline')
    return { tone: 'waiting', sentence: count > 0 ? say('pane.status.offline-waiting', { count }) : say('pane.status.offline') };
  if (connection.state === 'starting') return { tone: 'working', sentence: say('pane.status.connecting') };
  const sending = changes(view, 'sending');
  if (sending > 0) return { tone: 'working', sentence: say('pane.status.sending', { count: sending }) };
  const waiting = changes(view, 'waiting');
  if (waiting > 0) return { tone: 'working', sentence: say('pane.status.waiting', { count: waiting }) };
  if (pending.length > 0) return { tone: 'attention', sentence: say('pane.status.reason-needed', { count }) };
  if (lastSaved) return { tone: 'good', sentence: savedSentence(view, lastSaved) };
  const everything = view.workbook === 'grid' && attentionLines(view).length === 0;
  return { tone: 'good', sentence: say(everything ? 'pane.status.up-to-date' : 'pane.status.connected') };
}

function attentionLines({ conflicts, problems }: EngineView): StatusLine[] {
  const errors = problems.filter((problem) => problem.kind === 'error').length;
  const refused = problems.filter((problem) => problem.kind === 'refused').length;
  const lines = [
    { count: conflicts.length, key: 'pane.status.conflicts' as const },
    { count: errors, key: 'pane.status.errors' as const },
    { count: refused, key: 'pane.status.refused' as const },
  ];
  return lines.filter(({ count }) => count > 0).map(({ count, key }) => ({ tone: 'attention', sentence: say(key, { count }) }));
}

function savedSentence(view: EngineView, { row, before, version }: { row: string; before: number; version: number }): string {
  const mine = view.grid?.rows.find((each) => each.row === row)?.member === view.me?.member;
  return mine ? say('pane.status.saved', { before, version }) : say('pane.status.saved-row', { before, version, row: rowName(view, row) });
}

/** The number of cells whose typing is not saved yet, in one state or in all. */
export function changes(view: EngineView, state?: 'waiting' | 'sending' | 'reason-needed'): number {
  return view.pending.filter((edit) => !state || edit.state === state).reduce((sum, edit) => sum + edit.columns.length, 0);
}
