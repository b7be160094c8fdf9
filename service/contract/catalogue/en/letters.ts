/**
 * Words of the notices to members and of the Secretariat's summary. They hold nothing that people wrote: neither cells nor comments nor reasons.
 * {dueOn}, {closesOn} and {on} are dates in words, {at} an instant in words, {member} the member's short name, {title} the grid's title.
 */
export const LETTERS = {
  'notice.subject.receipt': '{title} {period}: receipt for the submission of {member}',
  'notice.subject.acknowledge': '{title} {period}: please acknowledge the submission made for {member}',
  'notice.subject.returned': '{title} {period}: the update of {member} was returned',
  'notice.subject.granted': '{title} {period}: the request of {member} was granted',
  'notice.subject.refused': '{title} {period}: the request of {member} was not granted',
  'notice.subject.moved': '{title} {period}: the due date was moved to {dueOn}',
  'notice.receipt': 'The submission of {member} for {period} has been received. It has the number {number} and was made on {at}.',
  'notice.receipt-acknowledged': 'The Secretariat made it on behalf of {member}, and {member} has acknowledged it.',
  'notice.receipt-proof': 'It stands in the ledger of the grid at position {cursor}. Keep this message: with the checkpoint below it proves what was received.',
  'notice.said-updated': 'It says: the row of {member} is up to date.',
  'notice.said-nothing': 'It says: nothing to report.',
  'notice.acknowledge': 'The Secretariat has made a submission for {member} for {period} on your behalf, number {number}, on {at}.',
  'notice.acknowledge-todo':
    'It counts once you acknowledge it: open your row by the link below, look at it and press “Acknowledge”. If it is not right, submit yourself.',
  'notice.returned': 'The Secretariat has looked at the update of {member} for {period} (submission {number}) and returned it with a comment.',
  'notice.returned-todo': 'Read the comment beside your row, in the pane of the workbook or in the web form; then bring your row up to date and submit again.',
  'notice.granted-extension': '{member} has been given more time: the update for {period} is now due on {dueOn}, and answers are taken until {closesOn}.',
  'notice.granted-excuse': '{member} has been excused for {period}: no update is expected, and no more reminders come for it.',
  'notice.refused-extension': 'The request of {member} for more time was not granted: the update for {period} is due on {dueOn}.',
  'notice.refused-excuse': 'The request of {member} to be excused was not granted: the update for {period} is due on {dueOn}.',
  'notice.answered-comment': 'The Secretariat has written a comment to it; read it in the pane of the workbook or in the web form.',
  'notice.moved': 'The Secretariat has moved the due date of {period} for everyone: updates are due on {dueOn}, and answers are taken until {closesOn}.',
  'notice.sent-by': 'Sent automatically for {organisation}. Notice {notice}.',
  'summary-mail.subject': '{title}: what is due on {on}',
  'summary-mail.lead': 'This is what is due in “{title}” on {on}.',
  'summary-mail.escalated': {
    one: '{count} update is still missing and is brought to your attention',
    other: '{count} updates are still missing and are brought to your attention',
  },
  'summary-mail.requests': { one: '{count} request waits for your answer', other: '{count} requests wait for your answer' },
  'summary-mail.to-review': { one: '{count} submission waits for your review', other: '{count} submissions wait for your review' },
  'summary-mail.to-acknowledge': {
    one: '{count} submission on behalf waits for its member',
    other: '{count} submissions on behalf wait for their members',
  },
  'summary-mail.undelivered': { one: '{count} reminder could not be delivered', other: '{count} reminders could not be delivered' },
  'summary-mail.reminded': { one: '{count} reminder was decided', other: '{count} reminders were decided' },
  'summary-mail.line': '{member}, {period}',
  'summary-mail.request-extension': ': more time',
  'summary-mail.request-excuse': ': to be excused',
  'summary-mail.failure': ': {code}',
  'summary-mail.stages': ': {stages}',
  'summary-mail.sent-by': 'Sent automatically for {organisation}, once a day on which something is due. Summary {summary}.',
} as const;
