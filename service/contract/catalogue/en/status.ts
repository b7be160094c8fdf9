/** Words of a row's status. {dueOn} and {submittedOn} are dates in words. */
export const STATUS = {
  'status.missing': 'Not submitted – due {dueOn}',
  'status.edited': 'Edited, not submitted – due {dueOn}',
  'status.overdue': { one: 'OVERDUE by {count} day – was due {dueOn}', other: 'OVERDUE by {count} days – was due {dueOn}' },
  'status.overdue-edited': { one: 'Edited, not submitted – OVERDUE by {count} day', other: 'Edited, not submitted – OVERDUE by {count} days' },
  'status.to-acknowledge': 'Submitted by the Secretariat, to be acknowledged by the member – due {dueOn}',
  'status.to-acknowledge-overdue': {
    one: 'Submitted by the Secretariat, to be acknowledged by the member – OVERDUE by {count} day',
    other: 'Submitted by the Secretariat, to be acknowledged by the member – OVERDUE by {count} days',
  },
  'status.submitted': 'Submitted on {submittedOn}',
  'status.submitted-late': { one: 'Submitted on {submittedOn}, {count} day late', other: 'Submitted on {submittedOn}, {count} days late' },
  'status.submitted-nothing': 'Nothing to report – confirmed on {submittedOn}',
  'status.submitted-nothing-late': {
    one: 'Nothing to report – confirmed on {submittedOn}, {count} day late',
    other: 'Nothing to report – confirmed on {submittedOn}, {count} days late',
  },
  'status.submitted-changed': 'Submitted on {submittedOn}, changed since',
  'status.returned': 'Returned with a comment – read it, correct the row, submit again',
  'status.returned-changed': 'Returned with a comment, changed since – submit again',
  'status.accepted': 'Accepted',
  'status.accepted-changed': 'Accepted, changed since',
  'status.excused': 'Excused',
} as const;
