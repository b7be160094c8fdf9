/**
 * The words of the notices to members: a receipt, a submission made for them, a returned update, an answer to a request, a moved date. They say that something was
 * decided and where it is to be read. Of what people wrote they hold the comment with which an update was returned (review-in-mail.ts), and nothing else.
 */
import { type Params, type SentenceKey, say, sayDate, spokenLanguage } from '#contract/catalogue/say.ts';
import { answerKey } from '../domain/for-member.ts';
import type { News } from '../domain/news.ts';
import { memberDates, periodDates } from '../domain/period-dates.ts';
import type { DefinedState } from '../domain/state.ts';
import type { Addressed } from './letter-schedule.ts';
import { checkpointPassage, footnotesFor, type Letterhead, mailOf, nameIn, rowUrl, sayInstantThere } from './letter-words.ts';
import type { Passage } from './mail-template.ts';
import type { Mail } from './mailer.ts';
import type { OutboxLetter } from './ports.ts';
import { reviewInMail } from './review-in-mail.ts';

/** What one letter tells of. */
export interface NoticeLetter {
  letter: OutboxLetter;
  news: News;
  person: Addressed;
  state: DefinedState;
}

type NoticeKey = Extract<SentenceKey, `notice.${string}`>;

/** Writes the mail of a notice that is to be told (news.ts). */
export function noticeMail({ letter, news, person, state }: NoticeLetter, letterhead: Letterhead): Mail {
  const { definition } = state;
  const { title, organisation, timeZone } = definition;
  const language = spokenLanguage(person.language);
  const member = news.member ?? person.member ?? '';
  const name = nameIn(state, { period: news.period, member });
  const dates = news.kind === 'moved' ? periodDates(state, news.period) : memberDates(state, { period: news.period, member });
  const { kind, keys, at } = wordingOf(state, news);
  const params = {
    title,
    organisation,
    member: name,
    name: person.name,
    period: news.period,
    number: news.number ?? 0,
    cursor: news.cursor,
    at: sayInstantThere(at, { timeZone, language }),
    dueOn: sayDate(dates.dueOn, language),
    closesOn: sayDate(dates.closesOn, language),
    url: rowUrl(letterhead, definition.grid),
    notice: letter.reminder,
  };
  const words = (key: NoticeKey, more: Params = {}): string => say(key, { ...params, ...more }, language);
  const passages = [
    say('mail.greeting', params, language),
    ...keys.map((key) => words(key)),
    ...reviewPassages(state, news, words),
    { text: say('mail.open-row', params, language), url: params.url },
    words('notice.sent-by'),
    ...footnotesFor(definition, [name]),
    ...checkpointPassage(definition, { letterhead, language }),
  ];
  return mailOf({ letter, person, subject: words(`notice.subject.${kind}`), passages, language }, letterhead);
}

/** What the Secretariat wrote with an update that it returned, as far as a mail may hold it, and what is to be done. */
function reviewPassages(state: DefinedState, { kind, period, member = '', number }: News, words: (key: NoticeKey, more?: Params) => string): Passage[] {
  if (kind !== 'returned') return [];
  const review = state.reviews.get(answerKey(period, member))?.findLast(({ submission }) => submission === number);
  const told = review && reviewInMail(state, review);
  if (!told) return [words('notice.returned-next')];
  const remarks = told.remarks.map(({ text, column }) => (column === undefined ? text : words('notice.returned-remark', { column, text })));
  const lines = (told.comment ?? '').split('\n').filter((line) => line.trim() !== '');
  return [{ heading: words('notice.returned-words'), items: [...lines, ...remarks] }, words('notice.returned-then')];
}

interface Wording {
  kind: 'receipt' | 'acknowledge' | 'returned' | 'granted' | 'refused' | 'moved';
  keys: NoticeKey[];
  /** When what it tells of was done. */
  at: string;
}

function wordingOf(state: DefinedState, { kind, at, period, member = '', number }: News): Wording {
  const key = answerKey(period, member);
  if (kind === 'moved') return { kind, keys: ['notice.moved'], at };
  if (kind === 'returned') return { kind, keys: ['notice.returned'], at };
  if (kind === 'answered') {
    const request = state.requests.get(key)?.find((made) => made.number === number);
    const granted = request?.answer?.granted === true;
    const what = request?.kind ?? 'extension';
    const comment: NoticeKey[] = request?.answer?.comment === undefined ? [] : ['notice.answered-comment'];
    return { kind: granted ? 'granted' : 'refused', keys: [granted ? `notice.granted-${what}` : `notice.refused-${what}`, ...comment], at };
  }
  const submission = state.submissions.get(key)?.find((made) => made.number === number);
  const said: NoticeKey = submission?.statement === 'nothing-to-report' ? 'notice.said-nothing' : 'notice.said-updated';
  if (kind === 'acknowledge') return { kind, keys: ['notice.acknowledge', said, 'notice.acknowledge-next'], at };
  const onBehalf: NoticeKey[] = submission?.onBehalf ? ['notice.receipt-acknowledged'] : [];
  return { kind, keys: ['notice.receipt', said, ...onBehalf, 'notice.receipt-proof'], at: submission?.at ?? at };
}
