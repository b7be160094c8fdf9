/** The addresses of the web form's pages. */

interface OfMember {
  grid: string;
  member: string;
}

/** The page of a row, with a word on what was just done. */
export function rowPath({ grid, member }: OfMember, said: Readonly<Record<string, string | number>> = {}): string {
  return `/form?${query({ grid, member, ...said })}`;
}

/** The history of a row; `before` leads to the versions older than that one. */
export function historyPath({ grid, member }: OfMember, { before }: { before?: number } = {}): string {
  return `/form/history?${query({ grid, member, ...(before === undefined ? {} : { before }) })}`;
}

/** A submission of a member and period. */
interface OfSubmission extends OfMember {
  period: string;
  number: number;
}

/** The page of a receipt. */
export const receiptPath = (of: OfSubmission): string => `/form/receipt?${receiptQuery(of)}`;

/** The receipt as a file. */
export const receiptFilePath = (of: OfSubmission): string => `/form/receipt.json?${receiptQuery(of)}`;

const receiptQuery = ({ grid, member, period, number }: OfSubmission): string => query({ grid, member, period, number });

function query(fields: Readonly<Record<string, string | number>>): string {
  return new URLSearchParams(Object.entries(fields).map(([name, value]): [string, string] => [name, String(value)])).toString();
}
