/**
 * Words of the mail. A reminder holds no content of cells: only the grid, the member, the period, dates and what to do.
 * {dueOn} and {closesOn} are dates in words, {member} is the member's short name, {title} the grid's title.
 */
export const MAIL = {
  'mail.subject.upcoming': '{title} {period}: the update of {member} is due on {dueOn}',
  'mail.subject.overdue': '{title} {period}: the update of {member} was due on {dueOn}',
  'mail.subject.escalation': '{title} {period}: the update of {member} is still missing',
  'mail.subject.several': { one: '{title} {period}: an update is waited for', other: '{title} {period}: {count} updates are waited for' },
  'mail.greeting': 'Dear {name},',
  'mail.lead.upcoming': {
    one: 'The update of {member} for {period} is due tomorrow, {dueOn}. No answer has reached us yet.',
    other: 'The update of {member} for {period} is due on {dueOn}, in {count} days. No answer has reached us yet.',
  },
  'mail.lead.several': 'Several updates are waited for',
  'mail.lead.today': 'The update of {member} for {period} is due today, {dueOn}. No answer has reached us yet.',
  'mail.lead.overdue': {
    one: 'The update of {member} for {period} was due on {dueOn}, one day ago. No answer has reached us yet.',
    other: 'The update of {member} for {period} was due on {dueOn}, {count} days ago. No answer has reached us yet.',
  },
  'mail.lead.escalation': {
    one: 'The update of {member} for {period} was due on {dueOn}, one day ago. Earlier reminders brought no answer, so this one also goes to the deputy and the head of your team.',
    other:
      'The update of {member} for {period} was due on {dueOn}, {count} days ago. Earlier reminders brought no answer, so this one also goes to the deputy and the head of your team.',
  },
  'mail.steps.heading': 'What to do',
  'mail.steps.changed':
    'If something has changed: open your row by the link below, or the workbook with the add-in, bring it up to date and press “Submit for {period}”.',
  'mail.steps.unchanged': 'If nothing has changed: press “Nothing to report”. That takes a minute and counts as an answer.',
  'mail.steps.otherwise': 'If neither works for you: write to the Secretariat “nothing to report”, or what has changed.',
  'mail.open-row': 'Open your row: {url}',
  'mail.open-overview': 'Open the overview: {url}',
  'mail.open-until': 'Answers for {period} are taken until {closesOn}. This reminder stops as soon as one has come in.',
  'mail.why.focal-point': 'You get this message because you are a focal point of {member}.',
  'mail.why.lead': 'You get this message because you lead the focal points of {member}.',
  'mail.why.deputy': 'You get this message because you stand in for the focal point of {member}.',
  'mail.why.head': 'You get this message because you head the team of {member}.',
  'mail.sent-by': 'Sent automatically for {organisation}. Reminder {reminder}.',
  'mail.checkpoint': 'Checkpoint of the grid, for the record (keep this message: later it can show that nothing was rewritten):',
} as const;
