/** The words of the Secretariat's summary of a day: names, periods and stages under their headings, and nothing that anybody wrote. */
import { type SentenceKey, say, sayDate, spokenLanguage } from '#contract/catalogue/say.ts';
import { Stage } from '#contract/grid.ts';
import type { DefinedState } from '../domain/state.ts';
import { type Summary, type SummaryLine, summaryOf } from '../domain/summary.ts';
import type { Addressed } from './letter-schedule.ts';
import { checkpointPassage, footnotesFor, type Letterhead, mailOf, nameIn, overviewUrl } from './letter-words.ts';
import type { Passage } from './mail-template.ts';
import type { Mail } from './mailer.ts';
import type { OutboxLetter } from './ports.ts';

/** A reminder that could not be delivered, and the class of its failure. */
export type Undelivered = SummaryLine & { code: string };

/** What one summary says. `today` is its day. */
export interface SummaryLetter {
  letter: OutboxLetter;
  person: Addressed;
  state: DefinedState;
  today: string;
  undelivered: readonly Undelivered[];
}

type SummaryKey = Extract<SentenceKey, `summary-mail.${string}`>;

/** Writes the mail of a summary. */
export function summaryMail({ letter, person, state, today, undelivered }: SummaryLetter, letterhead: Letterhead): Mail {
  const { definition } = state;
  const language = spokenLanguage(person.language);
  const summary = summaryOf(state, today);
  const words = (key: SummaryKey, params: Record<string, string | number> = {}): string => say(key, params, language);
  const lines = (all: readonly SummaryLine[], more: (at: number) => string = () => ''): string[] =>
    all.map((line, at) => words('summary-mail.line', { member: nameIn(state, line), period: line.period }) + more(at));
  const stages = ({ reminded }: Summary, at: number): string => (reminded[at]?.stages ?? []).map((stage) => stageInWords(stage, language)).join(', ');
  const sections: [SummaryKey, string[]][] = [
    ['summary-mail.escalated', lines(summary.escalated)],
    ['summary-mail.requests', lines(summary.requests, (at) => words(`summary-mail.request-${summary.requests[at]?.kind ?? 'extension'}`))],
    ['summary-mail.to-review', lines(summary.toReview)],
    ['summary-mail.to-acknowledge', lines(summary.toAcknowledge)],
    ['summary-mail.undelivered', lines(undelivered, (at) => words('summary-mail.failure', { code: undelivered[at]?.code ?? '' }))],
    ['summary-mail.reminded', lines(summary.reminded, (at) => words('summary-mail.stages', { stages: stages(summary, at) }))],
  ];
  const url = overviewUrl(letterhead, definition.grid);
  const passages: Passage[] = [
    say('mail.greeting', { name: person.name }, language),
    words('summary-mail.lead', { title: definition.title, on: sayDate(today, language) }),
    ...sections.filter(([, items]) => items.length > 0).map(([key, items]) => ({ heading: words(key, { count: items.length }), items })),
    { text: say('mail.open-overview', { url }, language), url },
    words('summary-mail.sent-by', { organisation: definition.organisation, summary: letter.reminder }),
    ...footnotesFor(
      definition,
      [...Object.values(summary).flat(), ...undelivered].map((line: SummaryLine) => nameIn(state, line)),
    ),
    ...checkpointPassage(definition, { letterhead, language }),
  ];
  return mailOf(
    { letter, person, subject: words('summary-mail.subject', { title: definition.title, on: sayDate(today, language) }), passages, language },
    letterhead,
  );
}

function stageInWords(key: string, language: string): string {
  const known = Stage.shape.stage.safeParse(key);
  return known.success ? say(`pane.stage.${known.data}`, {}, language) : key;
}
