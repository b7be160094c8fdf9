/** What addresses of endpoints carry: path parameters and query fields, as the tables of routes name them. */
import * as z from 'zod/mini';

/** A path parameter is at most 256 characters; what it names is looked up, and its unknown-… problem answers. */
export const id = z.string().check(z.minLength(1), z.maxLength(256));

/** No parameters, or no query. */
export const none = z.strictObject({});

export const inGrid = z.strictObject({ grid: id });
export const inPeriod = z.strictObject({ grid: id, period: id });
export const ofRow = z.strictObject({ grid: id, row: id });
export const ofPerson = z.strictObject({ grid: id, person: id });

/** `true` or `false`. */
export const flag = z.enum(['true', 'false']);

/** Digits, at most fifteen. */
export const wholeNumber = z.string().check(z.regex(/^\d{1,15}$/));
