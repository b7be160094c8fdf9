/**
 * Markings (TLP 2.0) in words: what each label means for who may read, and the pane's way to change one.
 * A change of service/domain/audience.ts changes these sentences too.
 */
export const MARKINGS = {
  'marking.means.TLP:CLEAR': 'Every member and observer reads it and may pass it on to anybody.',
  'marking.means.TLP:GREEN': 'Every member and observer reads it and may pass it on to colleagues in the field, but not publish it.',
  'marking.means.TLP:AMBER': 'Every member and observer reads it and may pass it on inside their organisation, to those who need it.',
  'marking.means.TLP:AMBER+STRICT':
    'Only {member} and the Secretariat read it, and it stays inside their organisations. Others see that something is withheld.',
  'marking.means.TLP:RED': 'Only {member} and the Secretariat read it, and nobody passes it on. Others see that something is withheld.',

  'marking.title': 'Markings',
  'marking.why': 'The marking of a row, or of one of its lines, decides who may read it.',
  'marking.member': 'Row of',
  'marking.change': 'Change who may read it',
  'marking.question': 'Who may read it?',
  'marking.what': 'What is marked',
  'marking.whole-row': 'The whole row ({marking})',
  'marking.line': '{text} ({marking})',
  'marking.label': 'Marking',
  'marking.choice': '{marking}: {means}',
  'marking.only-fewer': 'You can let fewer people read. To let more people read, ask the Secretariat.',
  'marking.fewest': 'Nobody but you and the Secretariat reads it already. To let more people read, ask the Secretariat.',
  'marking.row-is-narrower': 'The whole row is marked {marking}; none of its lines is read by more people than that.',
  'marking.line-gone': 'That line is not in the row any more. Choose again.',
  'marking.history-too': 'It holds for older versions as well. What somebody has downloaded or printed can’t be called back.',
  'marking.reason': 'Reason (all who may read the whole row see it)',
  'marking.reason-needed': 'More people will read it: say why.',
  'marking.yes': 'Change the marking',
  'marking.changed-row': 'The row of {member} is marked {marking} now. {means}',
  'marking.changed-line': 'The line is marked {marking} now. {means}',
} as const;
