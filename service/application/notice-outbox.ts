/**
 * The notices to members: derived from the state on each run, so none is lost when a process dies between deciding and writing, and each is written once, since its
 * id follows from the entry that it tells of.
 */

import { submissionsOf } from '../domain/cycle.ts';
import { isToBeTold, type News, newsToTell } from '../domain/news.ts';
import { expectedMembers } from '../domain/period-dates.ts';
import type { DefinedState } from '../domain/state.ts';
import { gridOf } from './grids.ts';
import { groupBy } from './group-by.ts';
import { type Addressed, ANSWERING, addressOf, hasEnded, isAway, recipientsOf } from './letter-schedule.ts';
import type { Composed } from './letter-sender.ts';
import { cursorOfNotice, noticeId } from './letter-subject.ts';
import type { Letterhead } from './letter-words.ts';
import { noticeMail } from './notice-letter.ts';
import type { DirectoryPerson, LetterState, OutboxLetter } from './ports.ts';
import type { OutboxDeps } from './reminder-outbox.ts';

/** Makes the letters of all news that are to be told, and returns those that have not ended. */
export async function makeNoticeLetters(deps: OutboxDeps, grid: string): Promise<LetterState[]> {
  const open = gridOf(deps.grids, grid);
  const news = newsToTell(open.state(), deps.clock.nowMs());
  if (news.length === 0) return [];
  const people = await deps.directory.list(grid);
  const planned = planNotices(open.state(), { news, people, today: open.today() });
  const known = new Set((await deps.outbox.list(grid)).map(({ letter }) => letter));
  for (const letter of planned) if (!known.has(letter.letter)) await deps.outbox.put(letter);
  const told = new Set(news.map((each) => noticeId(grid, each)));
  return (await deps.outbox.list(grid)).filter((letter) => told.has(letter.reminder) && !hasEnded(letter));
}

/** The letters of news: one for each address. */
export function planNotices(
  state: DefinedState,
  { news, people, today }: { news: readonly News[]; people: readonly DirectoryPerson[]; today: string },
): OutboxLetter[] {
  return news.flatMap((each) => {
    const reminder = noticeId(state.grid, each);
    const groups = groupBy(whomToTell(state, { news: each, people, today }), addressOf).values();
    return [...groups].flatMap(([person]) => (person ? [{ letter: `${reminder}.${person.person}`, grid: state.grid, reminder, person: person.person }] : []));
  });
}

/** What is to be done with the letter of a notice. */
export function composeNotice(
  letter: OutboxLetter,
  { state, nowMs, today, person }: { state: DefinedState; nowMs: number; today: string; person: DirectoryPerson | undefined },
  letterhead: Letterhead,
): Composed {
  const news = state.news.get(cursorOfNotice(letter.reminder));
  if (!news || !isToBeTold(state, news, nowMs)) return { suppressed: 'overtaken' };
  if (person?.email === undefined) return { nobody: true };
  if (isAway(person, today)) return { left: 'away' };
  return { mail: noticeMail({ letter, news, person: { ...person, email: person.email }, state }, letterhead) };
}

/** Who submitted gets the receipt, if the directory knows how to reach that person; else, as for all other news, the member's focal points and leads. */
function whomToTell(state: DefinedState, { news, people, today }: { news: News; people: readonly DirectoryPerson[]; today: string }): Addressed[] {
  const { kind, period, member, number } = news;
  if (member === undefined) {
    const members = expectedMembers(state, period).map((expected) => expected.member);
    return members.flatMap((each) => recipientsOf(people, { member: each, roles: ANSWERING, today }));
  }
  const submission = submissionsOf(state, { period, member }).find((made) => made.number === number);
  const by = kind === 'receipt' && !submission?.onBehalf ? people.find(({ person }) => person === submission?.by) : undefined;
  if (by?.email !== undefined && by.member === member) return [{ ...by, email: by.email }];
  return recipientsOf(people, { member, roles: ANSWERING, today });
}
