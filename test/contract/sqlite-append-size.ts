/** How many entries the writer of sqlite-writer.ts appends after a cursor: 1, 31 or 61, so that the test knows where appends end. */
export const appendSize = (cursor: number): number => 1 + 30 * (cursor % 3);
