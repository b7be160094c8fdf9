// @vitest-environment happy-dom
/** The head of the pane: who I am, and an honest word on where my typing is. */
import { describe, expect, it } from 'vitest';
import { statusLines } from '../../../../addin/pane/connection.ts';
import { NotPossible } from '../../../../addin/sync/actions.ts';
import type { EngineView } from '../../../../addin/sync/view.ts';
import { ALBANIA, SECRETARIAT } from '../../../support/fake-engine.ts';
import { testPane } from '../../../support/pane-dom.ts';
import { CONFLICT } from '../../../support/pane-states.ts';

const three = [
  { row: 'albania', columns: ['tasks', 'inProcess'], state: 'waiting' as const },
  { row: 'serbia', columns: ['tasks'], state: 'waiting' as const },
];
const said = (change: Partial<EngineView>) => statusLines({ ...ALBANIA, ...change }).map(({ sentence }) => sentence);

describe('[P30] the head says where my words are', () => {
  it.each<[string, Partial<EngineView>, string]>([
    ['connecting', { connection: { state: 'starting' } }, 'Connecting …'],
    ['typed', { pending: three }, '3 changes typed, about to be sent'],
    ['under way', { pending: [{ row: 'albania', columns: ['tasks'], state: 'sending' }] }, 'Saving 1 change …'],
    ['saved', { lastSaved: { row: 'albania', before: 1, version: 2, atMs: 0 } }, 'Saved: version 1 → 2'],
    ['nothing to do', {}, 'Up to date: everything is saved'],
    ['signed out', { connection: { state: 'signed-out' } }, 'Signed out'],
    ['signed out with typing', { connection: { state: 'signed-out' }, pending: three }, 'Signed out – 3 changes waiting in this workbook'],
    ['without a reason', { pending: [{ row: 'serbia', columns: ['tasks'], state: 'reason-needed' }] }, '1 change waits for your reason'],
  ])('%s', (_, change, sentence) => {
    expect(said(change)[0]).toBe(sentence);
  });

  it('[P31] counts every cell that waits while the service is away, and never calls it saved', () => {
    const lines = said({ connection: { state: 'offline', retryAtMs: 0 }, pending: three, lastSaved: { row: 'albania', before: 1, version: 2, atMs: 0 } });
    expect(lines).toEqual(['3 changes waiting – the service can’t be reached, trying again']);
  });

  it('[P100] each state has its own line with its own count', () => {
    const mixed: EngineView['pending'] = [
      { row: 'albania', columns: ['tasks'], state: 'sending' },
      { row: 'serbia', columns: ['tasks', 'inProcess'], state: 'waiting' },
      { row: 'kosovo', columns: ['tasks'], state: 'reason-needed' },
    ];
    expect(said({ pending: mixed, conflicts: [CONFLICT] })).toEqual([
      'Saving 1 change …',
      '2 changes typed, about to be sent',
      '1 change waits for your reason',
      '1 conflict to decide',
    ]);
    expect(said({ pending: mixed, connection: { state: 'offline', retryAtMs: 0 } })).toEqual([
      '3 changes waiting – the service can’t be reached, trying again',
      '1 change waits for your reason',
    ]);
  });

  it('[P32] conflicts, errors and refusals are named beside the state of saving', () => {
    const problem = { code: 'x', row: 'albania', sentence: '' };
    const lines = said({
      conflicts: [CONFLICT],
      problems: [
        { ...problem, id: '1', kind: 'error' },
        { ...problem, id: '2', kind: 'refused' },
        { ...problem, id: '3', kind: 'warning' },
      ],
    });
    expect(lines).toEqual(['Connected', '1 conflict to decide', '1 cell not saved: it needs a correction', '1 change refused']);
  });
});

describe('who I am', () => {
  it('[P33] a focal point reads its member and role, the Secretariat its role', async () => {
    expect((await testPane(ALBANIA)).root.querySelector('.who')?.textContent).toBe('Albania · focal point');
    expect((await testPane(SECRETARIAT)).root.querySelector('.who')?.textContent).toBe('Secretariat');
  });

  it('[P33] the Secretariat reads whose row it saved', () => {
    const view = { ...SECRETARIAT, lastSaved: { row: 'serbia', before: 1, version: 2, atMs: 0 } };
    expect(statusLines(view)[0]?.sentence).toBe('Saved: version 1 → 2 (Serbia)');
  });

  it('[P34] the demo offers its identities and hands the chosen token on', async () => {
    const pane = await testPane(ALBANIA);
    await pane.fill('Demo: you are', 'demo:secretariat');
    expect(pane.engine.calls).toContainEqual({ action: 'signIn', args: ['demo:secretariat'] });
  });

  it('[P34] outside the demo there is no such list, and a signed-out person can sign in', async () => {
    const pane = await testPane({ ...ALBANIA, me: undefined, connection: { state: 'signed-out' } });
    expect(pane.root.querySelector('select')).toBeNull();
    await pane.press('Sign in');
    expect(pane.engine.calls).toEqual([{ action: 'signIn', args: [] }]);
  });

  it('[P41] a failure of the head is over once the service is back, and with another person', async () => {
    const pane = await testPane(
      { ...ALBANIA, connection: { state: 'offline', retryAtMs: 0 } },
      { syncNow: () => Promise.reject(new NotPossible('sync.gone', 'en')) },
    );
    const failure = () => pane.root.querySelector('header [role=alert]');
    await pane.press('Sync now');
    expect(failure()).not.toBeNull();
    await pane.show({ connection: { state: 'online' } });
    expect(failure()).toBeNull();
    await pane.press('Sync now');
    expect(failure()).not.toBeNull();
    await pane.show({ me: SECRETARIAT.me });
    expect(failure()).toBeNull();
  });

  it('[A111] who is signed in outside the demo can sign out; the demo has nothing to end', async () => {
    const me = { person: 'p-elira', role: 'focal-point' as const, member: 'albania', auth: 'code' as const };
    const pane = await testPane({ ...ALBANIA, me });
    await pane.press('Sign out');
    expect(pane.engine.calls.filter(({ action }) => action !== 'people')).toEqual([{ action: 'signOut', args: [] }]);
    expect((await testPane(ALBANIA)).has('Sign out')).toBe(false);
  });
});
