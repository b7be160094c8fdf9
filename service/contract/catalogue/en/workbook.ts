/** Words in the consolidated workbook and in the sheet that the add-in draws, and of taking a file. */
export const WORKBOOK = {
  'workbook.title': '{title} – {period}',
  'workbook.as-of': 'As of {date}',
  'workbook.status': 'Status {period}',
  'workbook.page': 'Page {page} of {pages}',
  'workbook.subject': 'Consolidated grid of {count} members, {period}, {marking}',
  'import.reason-xlsx': 'Imported from an Excel file',
  'import.reason-docx': 'Imported from a Word file',
  'unreadable.not-a-zip': 'it is neither a .docx nor an .xlsx file',
  'unreadable.old-format': 'it was saved in the old .doc or .xls format',
  'unreadable.encrypted-or-old': 'it is protected by a password or a sensitivity label, or saved in the old .doc or .xls format',
  'unreadable.encrypted': 'it is protected by a password or a sensitivity label; remove the protection first',
  'unreadable.too-large-unpacked': 'it holds far more than a grid',
  'unreadable.too-many-entries': 'it consists of too many parts, such as pictures',
  'unreadable.malformed': 'it is damaged',
  'unreadable.too-slow': 'reading it took too long',
  'unreadable.no-table': 'no table in it has the headings of the grid',
} as const;
