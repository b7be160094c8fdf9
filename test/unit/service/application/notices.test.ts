/** Notices to members and the Secretariat's summary: to whom, once, not late, and never with what people wrote. */
import { afterEach, describe, expect, test } from 'vitest';
import { type DirectoryPerson, MailFailure, StoreUnavailable } from '../../../../service/application/ports.ts';
import type { RunOptions } from '../../../../service/application/send-reminders.ts';
import { acknowledgement, answer, moved, request, review, submission, withdrawal } from '../../../support/ladder-drafts.ts';
import { openReminderWorld, type ReminderWorld } from '../../../support/reminder-world.ts';

const DUE: RunOptions = { by: 'system', when: 'due' };

let world: ReminderWorld;
afterEach(() => world?.close());

const person = (id: string, more: Partial<DirectoryPerson> = {}): DirectoryPerson => ({
  ...{ person: id, member: 'albania', role: 'focal-point' as const, name: id, email: `${id}@example.org`, language: 'en' },
  ...more,
});
const secretariat = (id: string, more: Partial<DirectoryPerson> = {}): DirectoryPerson => ({
  ...{ person: id, role: 'secretariat' as const, name: id, email: `${id}@example.org`, language: 'en' },
  ...more,
});
const ON = '2026-11-25';
const open = (people: DirectoryPerson[], date = ON) => openReminderWorld({ date, people });
const of = (folder: string) => world.delivered.filter(({ name }) => name.startsWith(`${folder}/`));
const notices = () => of('notice');
/** Kind and reader of each notice; several are on their way at once, so they are put in order. */
const told = () =>
  notices()
    .map(({ name, to }) => [name.split('.')[2], to.name])
    .sort();
/** The last notice of a kind. */
const notice = (kind: string) => notices().findLast(({ name }) => name.split('.')[2] === kind);

describe('notices', () => {
  const people = [person('p-1'), person('p-2', { role: 'lead' }), person('p-3', { role: 'deputy' }), person('p-4', { member: 'serbia' })];

  test('[O52] a submission gives a receipt to who submitted, with number, instant, what was said, position and checkpoint', async () => {
    world = await open(people);
    await world.commit(submission(1, { on: ON, by: 'p-2' }));
    expect(await world.sender.run('wbcti', DUE)).toEqual({ dryRun: false, decided: [], sent: 0, failed: 0 });
    expect(told()).toEqual([['receipt', 'p-2']]);
    const [{ subject, text, html } = { subject: '', text: '', html: '' }] = notices();
    const { cursor } = world.grids.get('wbcti')!.state().submissions.get('2026-Q4/albania')![0]!;
    expect(subject).toBe('WBCTi Support Group 2026-Q4: receipt for the submission of Albania');
    for (const part of ['number 1', '25 November 2026 at 10:00 (Europe/Ljubljana)', 'nothing to report', `position ${cursor}.`, '— grid signature']) {
      expect(text).toContain(part);
      expect(html).toContain(part);
    }
  });

  test('[O52] where the directory does not know who submitted, the member’s focal points and leads get it', async () => {
    world = await open(people);
    await world.commit(submission(1, { on: ON }));
    await world.sender.run('wbcti', DUE);
    expect(told()).toEqual([
      ['receipt', 'p-1'],
      ['receipt', 'p-2'],
    ]);
  });

  test('[O52] a submission on behalf asks the member to acknowledge it, instead of a reminder; acknowledged, there is a receipt', async () => {
    world = await open([person('p-1')], '2026-12-17');
    await world.commit(submission(1, { on: ON, onBehalf: true }));
    expect(await world.sender.run('wbcti', DUE)).toMatchObject({ sent: 0 });
    expect(told()).toEqual([['acknowledge', 'p-1']]);
    expect(notices()[0]?.text).toContain('It counts once you acknowledge it');
    await world.commit(acknowledgement(1, { on: ON }));
    await world.sender.run('wbcti', DUE);
    expect(told()).toEqual([
      ['acknowledge', 'p-1'],
      ['receipt', 'p-1'],
    ]);
    expect(notices()[1]?.text).toContain('has acknowledged it');
  });

  test('[O52] returned, granted, refused, excused, moved: each says so and where to read more', async () => {
    world = await open([person('p-1'), person('p-4', { member: 'serbia' })]);
    await world.commit(submission(1, { on: ON }), review(1, { on: ON }), review(1, { on: ON, verdict: 'accepted' }), review(1, { on: ON }));
    await world.commit(
      request(1, { on: ON, member: 'serbia', dueOn: '2027-01-20' }),
      answer(1, { on: ON, member: 'serbia', granted: true, dueOn: '2027-01-20' }),
    );
    await world.sender.run('wbcti', DUE);
    expect(told()).toEqual([
      ['answered', 'p-4'],
      ['receipt', 'p-1'],
      ['returned', 'p-1'],
    ]);
    expect(notice('returned')?.text).toContain('The Secretariat writes:\n- see row');
    expect(notice('answered')?.text).toContain('due on Wednesday, 20 January 2027, and answers are taken until Friday, 19 February 2027');
    await world.commit(
      request(2, { on: ON, member: 'serbia', kind: 'excuse' }),
      answer(2, { on: ON, member: 'serbia', kind: 'excuse', granted: false, comment: 'no' }),
    );
    await world.sender.run('wbcti', DUE);
    expect(notice('answered')?.subject).toContain('the request of Serbia was not granted');
    expect(notice('answered')?.text).toContain('written a comment');
    await world.commit(moved({ on: ON, dueOn: '2027-01-10', closesOn: '2027-02-09' }));
    await world.sender.run('wbcti', DUE);
    expect(told().filter(([kind]) => kind === 'moved')).toEqual([
      ['moved', 'p-1'],
      ['moved', 'p-4'],
    ]);
    expect(notice('moved')?.subject).toBe('WBCTi Support Group 2026-Q4: the due date was moved to Sunday, 10 January 2027');
  });

  test('[O53] each is written once, whatever the number of runs and senders', async () => {
    world = await open(people);
    await world.commit(submission(1, { on: ON }));
    await Promise.all(Array.from({ length: 4 }, (_, n) => world.anotherSender(`sender-${n}`).run('wbcti', DUE)));
    await world.sender.run('wbcti', { by: 'demo:secretariat', when: 'now' });
    expect(notices()).toHaveLength(2);
  });

  test('[O53] a process that dies between deciding and making the letters loses none; one in doubt comes again with the same Message-ID', async () => {
    world = await open([person('p-1')]);
    await world.commit(submission(1, { on: ON }));
    const dying = { ...world.store.outbox, put: () => Promise.reject(new StoreUnavailable(new Error('killed'))) };
    await expect(world.anotherSender('dying', dying).run('wbcti', DUE)).rejects.toThrow();
    const deaf = { ...world.store.outbox, settle: () => Promise.reject(new StoreUnavailable(new Error('killed'))) };
    await expect(world.anotherSender('deaf', deaf).run('wbcti', DUE)).rejects.toThrow();
    world.passMinutes(2);
    await world.sender.run('wbcti', DUE);
    expect(notices().map(({ messageId }) => messageId)).toEqual(Array(2).fill(expect.stringMatching(/^wbcti\.notice\.receipt\.\d+\.p-1@example\.org$/)));
    expect(new Set(notices().map(({ messageId }) => messageId)).size).toBe(1);
  });

  test('[O53] nothing older than a week is told, and nothing that was overtaken before it was', async () => {
    world = await open([person('p-1')]);
    await world.commit(submission(1, { on: ON }), withdrawal(1, { on: ON }), submission(2, { on: ON, onBehalf: true }), acknowledgement(2, { on: ON }));
    world.beforeTaking(() => {
      throw new MailFailure('unreachable', { again: true });
    });
    await world.sender.run('wbcti', DUE);
    await world.commit(submission(3, { on: ON, onBehalf: true }));
    await world.sender.run('wbcti', DUE);
    await world.commit(withdrawal(3, { on: ON }));
    world.beforeTaking(() => undefined);
    world.passMinutes(5);
    await world.sender.run('wbcti', DUE);
    expect(told()).toEqual([['receipt', 'p-1']]);
    await world.commit(submission(4, { on: ON }));
    world.passMinutes(7 * 24 * 60);
    await world.sender.run('wbcti', DUE);
    expect(told()).toHaveLength(1);
  });

  test('[O53] what the state keeps of it follows a week’s work, not the ledger’s length', async () => {
    world = await open([]);
    for (let n = 0; n < 12; n += 1) {
      await world.commit(...Array.from({ length: 30 }, (_, each) => submission(n * 30 + each + 1, { on: ON })));
      world.passMinutes(3 * 24 * 60);
    }
    expect(world.grids.get('wbcti')!.state().news.size).toBeLessThanOrEqual(130);
  });
});

describe('the summary', () => {
  const people = [person('p-1'), person('p-2', { member: 'serbia' }), secretariat('s-1'), secretariat('s-2', { email: 'S-1@example.org' }), secretariat('s-3')];
  const summaries = () =>
    of('summary')
      .map(({ name, to }) => [name.slice('summary/wbcti.summary.'.length), to.name])
      .sort();

  test('[O50] on a day on which something is due each person of the Secretariat gets one, whatever comes later that day; else none', async () => {
    world = await open(people, '2026-12-16');
    await world.sender.run('wbcti', DUE);
    expect(summaries()).toEqual([]);
    world.moveTo('2026-12-17');
    expect(await world.sender.run('wbcti', DUE)).toMatchObject({ sent: 2, failed: 0 });
    await world.commit(submission(1, { on: ON }));
    await Promise.all([world.sender.run('wbcti', DUE), world.anotherSender('two').run('wbcti', DUE)]);
    expect(summaries()).toEqual([
      ['2026-12-17.s-1', 's-1'],
      ['2026-12-17.s-3', 's-3'],
    ]);
    expect(world.grids.get('wbcti')!.state().lastSummaryOn).toBe('2026-12-17');
  });

  test('[O50] nobody of the Secretariat can be written to: none is decided, and the next day’s speaks of it', async () => {
    world = await open([person('p-1'), secretariat('s-1', { away: { from: '2026-12-17', to: '2026-12-17' } })], '2026-12-17');
    await world.sender.run('wbcti', DUE);
    expect(world.grids.get('wbcti')!.state().lastSummaryOn).toBe('');
    world.moveTo('2026-12-18');
    await world.sender.run('wbcti', DUE);
    expect(summaries()).toEqual([['2026-12-18.s-1', 's-1']]);
    expect(of('summary')[0]?.text).toContain('Albania, 2026-Q4: ');
    world.moveTo('2026-12-19');
    await world.sender.run('wbcti', DUE);
    expect(summaries().at(-1)).toEqual(['2026-12-19.s-1', 's-1']);
    expect(of('summary').at(-1)?.text).not.toContain('Albania');
  });

  test('[O50] after an outage there is that of today alone; one that could not be sent is not sent on a later day', async () => {
    world = await open([person('p-1'), secretariat('s-1')], '2026-12-17');
    world.beforeTaking((mail) => {
      if (mail.name.startsWith('summary/')) throw new MailFailure('unreachable', { again: true });
    });
    await world.sender.run('wbcti', DUE);
    world.beforeTaking(() => undefined);
    world.moveTo('2027-01-08');
    await world.sender.run('wbcti', DUE);
    await world.sender.run('wbcti', { by: 'demo:secretariat', when: 'now' });
    expect(summaries()).toEqual([['2027-01-08.s-1', 's-1']]);
  });

  test('[O51] it names what was reached, what escalated, what waits for the Secretariat and for members, and what could not be delivered', async () => {
    world = await open([person('p-1'), person('p-2', { member: 'kosovo' }), secretariat('s-1')], '2027-01-14');
    await world.commit(
      submission(1, { on: ON, member: 'italy' }),
      submission(2, { on: ON, member: 'giz', onBehalf: true }),
      request(1, { on: ON, member: 'osce', dueOn: '2027-02-01' }),
    );
    world.beforeTaking((mail) => {
      if (mail.to.name === 'p-2') throw new MailFailure('rejected', { again: false });
    });
    await world.sender.run('wbcti', DUE);
    const text = of('summary')[0]?.text ?? '';
    const section = (heading: string): string => text.split('\n\n').find((passage) => passage.includes(heading)) ?? '';
    expect(section('brought to your attention')).toContain('- Albania, 2026-Q4\n');
    expect(section('request waits')).toContain('- OSCE, 2026-Q4: more time');
    expect(section('waits for your review')).toContain('- Italy, 2026-Q4');
    expect(section('on behalf waits')).toContain('- GIZ, 2026-Q4');
    expect(section('could not be delivered')).toContain('- Kosovo*, 2026-Q4: rejected');
    expect(section('could not be delivered')).toContain('- France, 2026-Q4: nobody-to-write-to');
    expect(section('were decided')).toContain('- Albania, 2026-Q4: ');
    expect(text).toContain('This designation is without prejudice');
  });

  test('[O51] an escalation reaches the Secretariat there and by no letter of its own', async () => {
    world = await open([person('p-1'), person('p-2', { member: 'serbia' }), secretariat('s-1')], '2027-01-14');
    expect(await world.sender.run('wbcti', DUE)).toMatchObject({ sent: 2 });
    expect(world.delivered.filter(({ to }) => to.name === 's-1').map(({ name }) => name)).toEqual(['summary/wbcti.summary.2027-01-14.s-1']);
  });
});

describe('what people wrote', () => {
  const returned = async (line: string, more: { marking?: 'TLP:AMBER+STRICT'; comment: string; remark: string }): Promise<string> => {
    world = await open([person('p-1')], '2026-12-17');
    const saved = { at: '', by: 'p-1', route: 'addin' as const, kind: 'row.saved' as const, sheet: 'support-group', row: 'albania', version: 2 };
    const cells = { tasks: [{ itemId: '2.1', text: line }], decisionMaking: [], accomplished: [], inProcess: [] };
    await world.commit({ ...saved, content: { cells } }, submission(1, { on: ON }));
    const marking = more.marking && { row: 'albania', from: 'TLP:AMBER' as const, to: more.marking };
    if (marking) await world.commit({ at: '', by: 'p-1', route: 'addin', kind: 'marking.changed', content: marking });
    const remarks = [{ row: 'albania', itemId: '2.1', text: more.remark }];
    const content = { period: '2026-Q4', member: 'albania', submission: 1, verdict: 'returned' as const, comment: more.comment, remarks };
    await world.commit({ at: '', by: 'demo:secretariat', route: 'addin', kind: 'review.given', content });
    await world.sender.run('wbcti', DUE);
    return world.delivered.find(({ name }) => name.includes('returned'))?.text ?? '';
  };

  test('[O67] the mail about a returned update brings the Secretariat’s comment and remarks, without the lines that they are about', async () => {
    const text = await returned('Action plan on returning fighters', { comment: 'Two things are missing.\nPlease:', remark: 'Since <when>?' });
    expect(text).toContain('The Secretariat writes:\n- Two things are missing.\n- Please:\n- On a line of “Tasks”: Since <when>?');
    expect(text).not.toMatch(/Action|fighters/);
  });

  test.each([
    ['repeats a line of the row', 'Law on arms', { comment: 'What of the LAW  on “arms”?', remark: 'see there' }],
    ['repeats a part of a line', 'Action plan on returning fighters', { comment: 'Good.', remark: 'Which plan on returning fighters is it?' }],
    ['is about a row that few may read', 'Law on arms', { marking: 'TLP:AMBER+STRICT' as const, comment: 'Two things are missing.', remark: 'Since when?' }],
  ])('[O67] a comment that %s is in no mail: it says where to read it', async (_, line, more) => {
    const text = await returned(line, more);
    expect(text).toContain('Read the comment beside your row');
    expect(text).not.toMatch(/writes:|missing|Good|arms|fighters|when/i);
  });

  test('[O54] is in no mail of any kind: neither cells nor comments nor reasons', async () => {
    const secret = (place: string): string => `PLANTED-${place}`;
    world = await open(
      [person('p-1'), person('p-2', { member: 'serbia' }), person('p-3', { member: 'kosovo' }), person('p-4', { member: 'giz' }), secretariat('s-1')],
      '2026-12-17',
    );
    const cells = { tasks: [{ itemId: '2.1', text: secret('cell') }], decisionMaking: secret('cell'), accomplished: [], inProcess: [] };
    await world.commit(
      { at: '', by: 'p-1', route: 'addin', kind: 'row.saved', sheet: 'support-group', row: 'albania', version: 2, content: { cells, reason: secret('edit') } },
      submission(1, { on: ON }),
      // It repeats a line of the row.
      review(1, { on: ON, comment: `${secret('cell')}: ${secret('review')}` }),
      {
        at: '',
        by: 'p-1',
        route: 'addin',
        kind: 'comment.added',
        content: { number: 1, row: 'albania', member: 'albania', text: secret('comment'), from: 'member' },
      },
      submission(2, { on: ON, member: 'giz', onBehalf: true, reason: secret('on-behalf') }),
      request(1, { on: ON, member: 'serbia', dueOn: '2027-01-20', reason: secret('request') }),
      answer(1, { on: ON, member: 'serbia', granted: true, dueOn: '2027-01-20', comment: secret('answer') }),
      request(2, { on: ON, member: 'osce', kind: 'excuse', reason: secret('excuse') }),
      { at: '', by: 'demo:secretariat', route: 'addin', kind: 'reminders.paused', content: { member: 'italy', until: '2027-01-01', reason: secret('pause') } },
      {
        at: '',
        by: 'demo:secretariat',
        route: 'addin',
        kind: 'reminder.skipped',
        content: { id: 'wbcti.2026-Q4.rcc.before-due', period: '2026-Q4', member: 'rcc', stages: ['before-due'], dueOn: '2026-12-31', reason: secret('skip') },
      },
    );
    await world.sender.run('wbcti', DUE);
    await world.commit(moved({ on: ON, dueOn: '2027-01-10', closesOn: '2027-02-09', reason: secret('move') }), acknowledgement(2, { on: ON, member: 'giz' }));
    await world.sender.run('wbcti', DUE);
    world.moveTo('2027-01-25');
    await world.sender.run('wbcti', DUE);
    const kinds = new Set(
      world.delivered.map(({ name }) => (name.startsWith('notice/') ? name.split('.')[2] : name.split('/').length === 2 ? 'summary' : 'reminder')),
    );
    expect([...kinds].sort()).toEqual(['acknowledge', 'answered', 'moved', 'receipt', 'reminder', 'returned', 'summary']);
    expect(JSON.stringify(world.delivered)).not.toContain('PLANTED');
    expect(JSON.stringify(world.log.lines)).not.toContain('PLANTED');
  });
});
