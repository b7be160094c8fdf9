/** What the letters of a grid have in common: who sends them and where they lead, names and instants in words, footnotes, the checkpoint at the end. */
import { say } from '#contract/catalogue/say.ts';
import type { GridDefinition } from '#contract/grid.ts';
import { sayInstant } from '#contract/status-words.ts';
import { membersIn } from '../domain/period-dates.ts';
import type { DefinedState } from '../domain/state.ts';
import type { Addressed } from './letter-schedule.ts';
import { letterFile, letterName } from './letter-subject.ts';
import { asHtml, asText, type Passage } from './mail-template.ts';
import type { Mail } from './mailer.ts';
import type { OutboxLetter } from './ports.ts';

/** What all letters of a service have in common. */
export interface Letterhead {
  /** Where the grid is opened: `PUBLIC_URL`. */
  publicUrl: string;
  /** The part of the Message-ID after the @. */
  mailDomain: string;
  /** The newest checkpoint (signed note) of a grid; '' leaves it out, as a preview does. */
  checkpoint(grid: string): string;
}

/** Where a member's row is opened in a grid; who is not signed in signs in on the way. */
export const rowUrl = ({ publicUrl }: Pick<Letterhead, 'publicUrl'>, grid: string): string => pageOf(publicUrl, { page: 'form', grid });

/** Where the Secretariat sees how a grid stands. */
export const overviewUrl = ({ publicUrl }: Pick<Letterhead, 'publicUrl'>, grid: string): string => pageOf(publicUrl, { page: 'overview', grid });

const pageOf = (publicUrl: string, { page, grid }: { page: string; grid: string }): string =>
  `${publicUrl.replace(/\/$/, '')}/${page}?grid=${encodeURIComponent(grid)}`;

/** The mail of a letter. */
export function mailOf(
  { letter, person, subject, passages, language }: { letter: OutboxLetter; person: Addressed; subject: string; passages: readonly Passage[]; language: string },
  { mailDomain }: Pick<Letterhead, 'mailDomain'>,
): Mail {
  return {
    messageId: `${letterName(letter.letter)}@${mailDomain}`,
    to: { name: person.name, address: person.email },
    subject,
    text: asText(passages),
    html: asHtml(passages, language),
    name: letterFile(letter),
  };
}

/** The grid's footnotes, where a name carries a wording that points to them (`Kosovo*`). */
export function footnotesFor(definition: GridDefinition, names: readonly string[]): string[] {
  const points = (name: string): boolean => definition.wordingRules.some(({ word, suffix }) => name.includes(word + suffix));
  return names.some(points) ? definition.footnotes : [];
}

/** The newest checkpoint as the last passage of a letter. */
export function checkpointPassage(definition: GridDefinition, { letterhead, language }: { letterhead: Letterhead; language: string }): Passage[] {
  const kept = letterhead.checkpoint(definition.grid).trimEnd();
  return kept === '' ? [] : [{ lead: say('mail.checkpoint', {}, language), kept }];
}

/** The short name of a member as it was in a period. */
export function nameIn(state: DefinedState, { period, member }: { period: string; member: string }): string {
  const known = membersIn(state, period).find((each) => each.member === member) ?? state.definition.members.find((each) => each.member === member);
  return known?.shortName ?? member;
}

/** Writes an instant in words, in a grid's time zone: `17 December 2026 at 10:00 (Europe/Ljubljana)`. */
export function sayInstantThere(instant: string, place: { timeZone: string; language: string }): string {
  return `${sayInstant(instant, place)} (${place.timeZone})`;
}
