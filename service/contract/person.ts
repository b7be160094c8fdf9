/** People of the directory on the wire, and who is asking. */
import * as z from 'zod/mini';
import { Key, LocalDate, PersonId } from './ids.ts';

export const Role = z.enum(['focal-point', 'deputy', 'head', 'lead', 'secretariat', 'operator', 'observer']);
export type Role = z.infer<typeof Role>;

/** Deliberately plain: one @, no blanks, quotes, control characters or angle brackets. */
export const Email = z.string().check(z.maxLength(254), z.regex(/^[^\s@"<>,;:()[\]\\\p{C}]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/u));

/** A BCP 47 language tag that Intl knows how to read: dates and plurals of a person's mails are made with it. At most 35 characters (RFC 5646, 4.4.1). */
export const Language = z.string().check(z.maxLength(35), z.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/), z.refine(isLanguageTag));

/** Days, the first and the last among them, on which a person is not written to. */
export const Away = z.strictObject({ from: LocalDate, to: LocalDate }).check(z.refine(({ from, to }) => from <= to));
export type Away = z.infer<typeof Away>;

const details = {
  member: z.optional(Key),
  role: Role,
  name: z.string().check(z.maxLength(120), z.regex(/^[^\p{C}]+$/u), z.regex(/\S/)),
  email: z.optional(Email),
  language: z._default(Language, 'en'),
  away: z.optional(Away),
};

/** The body of `PUT /people/{person}`: the whole person; a field left out is taken away. */
export const PersonDetails = z.strictObject(details);
export type PersonDetails = z.infer<typeof PersonDetails>;

export const Person = z.strictObject({ person: PersonId, ...details });
export type Person = z.infer<typeof Person>;

/** What an import of people took and what it refused; `line` counts from 1, the header being line 1. */
export const PeopleImport = z.object({
  applied: z.boolean(),
  accepted: z.int(),
  rejected: z.array(z.object({ line: z.int(), reason: z.string() })),
});
export type PeopleImport = z.infer<typeof PeopleImport>;

/** One of the identities a demo offers. */
export const DemoIdentity = z.object({ token: z.string(), role: Role, member: z.optional(Key), name: z.string() });
export type DemoIdentity = z.infer<typeof DemoIdentity>;

/** `GET /me`: who is asking. `identities` is there in demo mode only. */
export const Me = z.object({
  person: PersonId,
  role: Role,
  member: z.optional(Key),
  auth: z.enum(['demo', 'entra', 'code']),
  identities: z.optional(z.array(DemoIdentity)),
});
export type Me = z.infer<typeof Me>;

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
