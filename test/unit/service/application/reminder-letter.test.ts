/** The words of a reminder. */
import { describe, expect, test } from 'vitest';
import { GridDefinition } from '#contract/grid.ts';
import { letterName } from '../../../../service/application/letter-subject.ts';
import { reminderMail } from '../../../../service/application/reminder-letter.ts';
import wbcti from '../../../../service/grids/wbcti.json' with { type: 'json' };

const definition = GridDefinition.parse(wbcti);
const checkpoint = 'grid/wbcti\n42\nq8Zc\n\n— grid AbC\n';
const letterhead = { publicUrl: 'https://grid.example.org/', mailDomain: 'example.org', checkpoint: () => checkpoint };
const STAGES = ['before-due', 'due-soon', 'overdue-1', 'overdue-2', 'escalation'];

function write({ stages = 1, today = '2026-12-17', member = 'albania', name = 'Elira Doda', role = 'focal-point' as const, language = 'en' } = {}) {
  const reminder = { id: `wbcti.2026-Q4.${member}.${STAGES[stages - 1]}`, period: '2026-Q4', member, stages: STAGES.slice(0, stages), dueOn: '2026-12-31' };
  const person = { person: 'p-1', member, role, name, email: 'elira@example.org', language };
  const letter = { letter: reminder.id, grid: 'wbcti', reminder: reminder.id, person: 'p-1' };
  const shortName = definition.members.find((each) => each.member === member)!.shortName;
  return reminderMail({ letter, reminders: [{ reminder, shortName, closesOn: '2027-01-30', role }], person, definition, today }, letterhead);
}

describe('what it says', () => {
  test.each([
    [1, '2026-12-17', 'is due on Thursday, 31 December 2026, in 14 days.', 'is due on Thursday'],
    [2, '2026-12-30', 'is due tomorrow, Thursday, 31 December 2026.', 'is due on Thursday'],
    [2, '2026-12-31', 'is due today, Thursday, 31 December 2026.', 'is due on Thursday'],
    [3, '2027-01-01', 'was due on Thursday, 31 December 2026, one day ago.', 'was due on Thursday'],
    [4, '2027-01-09', 'was due on Thursday, 31 December 2026, 9 days ago.', 'was due on Thursday'],
    [5, '2027-01-14', 'was due on Thursday, 31 December 2026, 14 days ago. Earlier reminders brought no answer', 'is still missing'],
  ])('[O26] with %i stages on %s: “%s”', (stages, today, lead, subject) => {
    const mail = write({ stages, today });
    expect(mail.text).toContain(lead);
    expect(mail.subject).toContain('WBCTi Support Group 2026-Q4: the update of Albania');
    expect(mail.subject).toContain(subject);
  });

  test('[O26] a combined reminder that is overdue speaks of nothing that lay before', () => {
    expect(write({ stages: 4, today: '2027-01-09' }).text).not.toMatch(/ is due |tomorrow|in \d+ days/);
  });

  test('[O27] it says what to do, until when, why it came, who sends it, where to go, and carries the newest checkpoint', () => {
    const { text, html, messageId, to } = write();
    for (const part of [
      'Dear Elira Doda,',
      'press “Submit for 2026-Q4”',
      'press “Nothing to report”',
      'until Saturday, 30 January 2027',
      'because you are a focal point of Albania',
      definition.organisation,
      'Reminder wbcti.2026-Q4.albania.before-due.',
    ]) {
      expect(text).toContain(part);
      expect(html).toContain(part);
    }
    expect(text).toContain('Open your row: https://grid.example.org/form?grid=wbcti\n');
    expect(html).toContain('<a href="https://grid.example.org/form?grid=wbcti">https://grid.example.org/form?grid=wbcti</a>');
    expect(text).toContain(checkpoint);
    expect(messageId).toBe('wbcti.2026-Q4.albania.before-due@example.org');
    expect(to).toEqual({ name: 'Elira Doda', address: 'elira@example.org' });
    expect(text).not.toMatch(/\{[a-zA-Z]+\}/);
  });

  test('[O28] a name that needs its footnote brings it along; others do not', () => {
    const footnote = definition.footnotes[0]!;
    expect(write({ member: 'kosovo' }).text).toContain(`Kosovo* for 2026-Q4`);
    expect(write({ member: 'kosovo' }).text).toContain(footnote);
    expect(write().text).not.toContain(footnote);
  });

  test('[O29] to a reader whose language the catalogue has not, sentence and date are English', () => {
    expect(write({ language: 'sq' }).text).toBe(write().text);
    expect(write({ language: 'sq' }).html).toContain('lang="en"');
  });
});

describe('hostile names', () => {
  test('[O30] markup in a name stays text', () => {
    const { html } = write({ name: '<img src=x onerror=alert(1)> & "Doda"' });
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt; &amp; &quot;Doda&quot;');
  });

  test.each([
    ['wbcti.2026-Q4.giz.due-soon', 'wbcti.2026-Q4.giz.due-soon'],
    ['wbcti.2026-Q4.giz.due-soon.demo:giz', 'wbcti.2026-Q4.giz.due-soon.demo=3Agiz'],
    ['wbcti.2026-Q4.giz.due-soon.p..1.', 'wbcti.2026-Q4.giz.due-soon.p=2E.1=2E'],
  ])('[O31] the letter %s is %s in a Message-ID and a file name', (letter, name) => {
    expect(letterName(letter)).toBe(name);
  });
});
