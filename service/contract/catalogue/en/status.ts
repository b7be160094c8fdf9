/** Words of a row's status. {dueOn} and {submittedOn} are dates in words. */
export const STATUS = {
  'status.missing': 'Not submitted – due {dueOn}',
  'status.edited': 'Edited, not submitted – due {dueOn}',
  'status.overdue': { one: 'OVERDUE by {count} day – was due {dueOn}', other: 'OVERDUE by {count} days – was due {dueOn}' },
  'status.overdue-edited': { one: 'Edited, not submitted – OVERDUE by {count} day', other: 'Edited, not submitted – OVERDUE by {count} days' },
  'status.submitted': 'Submitted on {submittedOn}',
  'status.submitted-late': { one: 'Submitted on {submittedOn}, {count} day late', other: 'Submitted on {submittedOn}, {count} days late' },
  'status.submitted-nothing': 'Nothing to report – confirmed on {submittedOn}',
  'status.submitted-nothing-late': {
    one: 'Nothing to report – confirmed on {submittedOn}, {count} day late',
    other: 'Nothing to report – confirmed on {submittedOn}, {count} days late',
  },
  'status.submitted-changed': 'Submitted on {submittedOn}, changed since',
  'status.returned': 'Returned with a comment',
  'status.accepted': 'Accepted',
  'status.excused': 'Excused',
} as const;
