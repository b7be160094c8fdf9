/**
 * Which member a table row is about, by what stands in its member and number cells. A name that says it exactly beats the number, since lists get
 * renumbered; a name that is only similar counts unless the number says otherwise; a name that nobody has is nobody's, whatever its number.
 */
import type { Member } from '#contract/grid.ts';
import { comparable } from './comparable.ts';

export interface MemberMatch {
  member: Member;
  matchedBy: 'name' | 'number' | 'name-and-number';
}

/** Finds the member for a row's member and number cells ('' where the table has no such column). */
export type MemberFinder = (cells: { name: string; number: string }) => MemberMatch | undefined;

/** Prepares the names of the members for looking them up. */
export function memberFinder(members: readonly Member[]): MemberFinder {
  const names = members.map((member) => ({ member, full: comparable(member.name), short: shortForms(member) }));
  return ({ name, number }) => {
    const [, ownNumber = '', bareName = name] = /^\s*(\d{1,5})\s*[.)]\s*(.*)$/s.exec(name) ?? [];
    const numbered = memberOfNumber(members, number.trim() === '' ? ownNumber : number);
    const text = comparable(bareName);
    if (text === '') return numbered && { member: numbered, matchedBy: 'number' };
    const beginning = comparable(beforeSeparator(bareName));
    const exact = only(names.filter(({ full, short }) => full === text || short.has(text) || short.has(beginning)));
    if (exact) return { member: exact.member, matchedBy: exact.member === numbered ? 'name-and-number' : 'name' };
    const similar = similarNames(names, text);
    const agreed = similar.find(({ member }) => member === numbered);
    if (agreed) return { member: agreed.member, matchedBy: 'name-and-number' };
    const single = only(similar);
    return single && !numbered ? { member: single.member, matchedBy: 'name' } : undefined;
  };
}

interface MemberNames {
  member: Member;
  full: string;
  short: ReadonlySet<string>;
}

/** Begins like the member; or is the beginning of its name; or names it somewhere: the first of these that somebody fits decides. */
function similarNames(names: readonly MemberNames[], text: string): MemberNames[] {
  const tiers: ((names: MemberNames) => boolean)[] = [
    ({ short }) => [...short].some((form) => text.startsWith(`${form} `)),
    ({ full }) => text.length >= SHORTEST_BEGINNING && full.startsWith(`${text} `),
    ({ short }) => text.length <= LONGEST_NAME && [...short].some((form) => ` ${text} `.includes(` ${form} `)),
  ];
  return tiers.map((fits) => names.filter(fits)).find((found) => found.length > 0) ?? [];
}

/** Shorter beginnings, such as “EU”, are no name. */
const SHORTEST_BEGINNING = 8;

/** What is longer is a sentence that mentions somebody. */
const LONGEST_NAME = 100;

/** The short name, and the name up to its first separator: `Albania`, `RCC`, `DG NEAR`. */
function shortForms(member: Member): Set<string> {
  return new Set([comparable(member.shortName), comparable(beforeSeparator(member.name))].filter((form) => form !== ''));
}

const beforeSeparator = (name: string): string => name.split(/[:–—/\n]| - /)[0] ?? '';

function memberOfNumber(members: readonly Member[], text: string): Member | undefined {
  const digits = /^\D{0,4}(\d{1,5})\D{0,2}$/.exec(text.trim())?.[1];
  return digits === undefined ? undefined : members.find(({ no }) => no === Number(digits));
}

const only = <T>(found: readonly T[]): T | undefined => (found.length === 1 ? found[0] : undefined);
