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

/** The lines of the header: each state that some of the person's words are in, with their number, then what needs a decision or a correction. */
export function statusLines(view: EngineView): StatusLine[] {
  const pending = pendingLines(view);
  return [...(pending.length > 0 ? pending : [restingLine(view)]), ...attentionLines(view)];
}

/** What is typed and not saved: under way, about to be sent, waiting for the service or for a reason. */
function pendingLines(view: EngineView): StatusLine[] {
  const { state } = view.connection;
  if (state === 'starting') return [];
  const needed = changes(view, 'reason-needed');
  const reason: StatusLine[] = needed > 0 ? [{ tone: 'attention', sentence: say('pane.status.reason-needed', { count: needed }) }] : [];
  if (state !== 'online') {
    const count = changes(view) - needed;
    const key = state === 'offline' ? 'pane.status.offline-waiting' : 'pane.status.signed-out-waiting';
    const away: StatusLine = count > 0 ? { tone: 'waiting', sentence: say(key, { count }) } : restingLine(view);
    return needed + count > 0 ? [away, ...reason] : [];
  }
  const lines = [
    { count: changes(view, 'sending'), key: 'pane.status.sending' as const },
    { count: changes(view, 'waiting'), key: 'pane.status.waiting' as const },
  ];
  return [...lines.filter(({ count }) => count > 0).map(({ count, key }): StatusLine => ({ tone: 'working', sentence: say(key, { count }) })), ...reason];
}

/** With nothing on its way: where the connection stands, and what was saved last. */
function restingLine(view: EngineView): StatusLine {
  const { connection, lastSaved } = view;
  if (connection.state === 'signed-out') return { tone: 'waiting', sentence: say('pane.status.signed-out') };
  if (connection.state === 'offline') return { tone: 'waiting', sentence: say('pane.status.offline') };
  if (connection.state === 'starting') return { tone: 'working', sentence: say('pane.status.connecting') };
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
