// What this host does and no page of Microsoft's was found to say. Everything else it does cites its page where it is done. The preview
// and the README show this list; whoever can try a rule in real Excel strikes it or changes the host. Code refers to these by number.

/** A rule of the simulated Excel that stands without a source. */
export interface Assumption {
  /** "A4": the number that the code cites. */
  readonly id: string;
  readonly rule: string;
  readonly why: string;
}

/** All rules without a source. */
export const ASSUMPTIONS: readonly Assumption[] = [
  {
    id: 'A1',
    rule: 'Text written by Office.js or typed into a cell of number format "@" stays text, whatever it begins with; a number written there becomes text.',
    why: 'Documented for typing only; for values set by the API nothing was found.',
  },
  {
    id: 'A2',
    rule: 'A leading apostrophe is taken off and marks the cell as text, in Office.js values as in typing, in "@" cells too; formulas and values are read back without it.',
    why: 'office-js issue 6687 reports that formulas come without the apostrophe; the rest follows from typing.',
  },
  {
    id: 'A3',
    rule: 'Numbers are read in en-US form (1,234.5, 50%, 1e3), dates as 2026-10-01 and 10/1/2026; currencies, fractions, times and other dates stay text.',
    why: 'Excel reads many more forms, depending on the language; the add-in writes text cells only.',
  },
  {
    id: 'A4',
    rule: 'Formulas are kept, not calculated: a literal gives its value, anything else #NAME?; references in formulas do not move with cells; "-text" becomes "=-text".',
    why: 'A calculating spreadsheet is another product. The add-in must notice a formula, not its value.',
  },
  {
    id: 'A5',
    rule: 'A value with more than 32,767 characters or 253 line feeds is refused with InvalidArgument, and nothing of its block is written.',
    why: 'The limits are documented, what the API answers is not.',
  },
  {
    id: 'A6',
    rule: 'The text of a number is its General form with 11 digits; of number formats only 0, 0.00, 0% and simple dates are applied.',
    why: 'Only what the grid uses.',
  },
  {
    id: 'A7',
    rule: 'Rules whose operands are formulas, and custom rules, are kept and let everything pass.',
    why: 'As A4.',
  },
  {
    id: 'A8',
    rule: 'protect() on a protected sheet and unprotect() on one that is not fail with AccessDenied, as does a wrong password; the lock of cells cannot be changed on a protected sheet.',
    why: 'The reference says only that protect() fails; office-js issue 6784 reports AccessDenied for both since June 2026. The stricter behaviour is simulated.',
  },
  {
    id: 'A9',
    rule: 'Validation rules cannot be changed on a protected sheet (AccessDenied).',
    why: "Excel's ribbon disables Data Validation there; for the API nothing was found.",
  },
  {
    id: 'A10',
    rule: 'A sort moves the content and the format of cells with their lock; borders and validation rules stay at their place.',
    why: 'Widely observed; no page found.',
  },
  {
    id: 'A11',
    rule: 'On a protected sheet tables are not made, resized, restyled, converted, deleted, or grown by typing or inserted rows.',
    why: 'Support pages say it of resizing and expanding; for the API nothing was found.',
  },
  {
    id: 'A12',
    rule: 'Header cells of a table that are emptied become "Column<n>", repeated ones get a number, and deleting the header row or the last row of a table is refused.',
    why: 'Observed behaviour of the first two; the third avoids a state that Excel does not have.',
  },
  {
    id: 'A13',
    rule: 'Automatic heights and widths count letters of half the font size; a row without a set height always has its automatic one.',
    why: 'There is no font here to measure.',
  },
  {
    id: 'A14',
    rule: "A step of undo is one gesture or one context.sync(); settings and document properties are no part of it; a co-author's changes are no step and stay when others are taken back; sheet tabs' gestures clear the stack; undo announces one RangeEdited per sheet.",
    why: 'The page on undo says what has no undo and that each sync is a record; the rest is not described.',
  },
  {
    id: 'A15',
    rule: 'A copied sheet is called "Name (2)" and stands last; its tables and names are copied under free names, names with the sheet as scope.',
    why: "The sheet's name is Excel's; how Excel names the tables is not described.",
  },
  {
    id: 'A16',
    rule: 'A RangeAreas object keeps its addresses when cells move between two syncs.',
    why: 'Not simulated further, since nothing keeps one that long.',
  },
  {
    id: 'A17',
    rule: 'The sentences for protected cells, broken rules, sheet names and shifting tables are quoted from Excel; others are in its manner.',
    why: 'Messages are not listed on any page.',
  },
  {
    id: 'A18',
    rule: 'Text pasted from another program is read like typed text, leaves formats and rules, and is not checked against the rules.',
    why: 'The page on validation speaks of cells that are copied in Excel.',
  },
  {
    id: 'A19',
    rule: 'Inserted rows and columns take format, rule and size from those before them; below a header of a table from the row after.',
    why: 'The default of Insert Options; for tables observed.',
  },
  {
    id: 'A20',
    rule: 'Events come after the answer of the request that caused them, one message each, in the order of the changes; making a table a plain range announces a deleted table.',
    why: 'Order and grouping are not described.',
  },
];
