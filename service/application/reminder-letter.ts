/**
 * The words of a reminder as a mail to one person: one wording per kind (upcoming, overdue, escalation), and one for several reminders at once. It never holds
 * content of cells, so it carries no marking either; what it names is the grid, the member, the period and dates.
 * A combined reminder speaks about today: once it is overdue, the stages before the due date are not mentioned.
 */
import { type SentenceKey, say, sayDate, spokenLanguage } from '#contract/catalogue/say.ts';
import type { GridDefinition } from '#contract/grid.ts';
import type { Role } from '#contract/person.ts';
import { daysBetween } from '../domain/calendar.ts';
import type { ReminderContent } from '../domain/entry.ts';
import type { Addressed } from './letter-schedule.ts';
import { checkpointPassage, footnotesFor, type Letterhead, mailOf, rowUrl } from './letter-words.ts';
import type { Passage } from './mail-template.ts';
import type { Mail } from './mailer.ts';
import type { OutboxLetter } from './ports.ts';

/** One reminder of a letter: the member's name and its closing day in that period, and as what the reader is addressed. */
export interface ReminderTold {
  reminder: ReminderContent;
  shortName: string;
  closesOn: string;
  role: Role;
}

/** What one letter says; at least one reminder. `today` is the local date of sending. */
export interface ReminderLetter {
  letter: OutboxLetter;
  reminders: readonly ReminderTold[];
  person: Addressed;
  definition: GridDefinition;
  today: string;
}

type MailKey = Extract<SentenceKey, `mail.${string}`>;

/** Writes the mail of a letter. */
export function reminderMail({ letter, reminders, person, definition, today }: ReminderLetter, letterhead: Letterhead): Mail {
  const language = spokenLanguage(person.language);
  const told = reminders.map((each) => wordingOf(each, { definition, today, language }));
  const [first, ...others] = told;
  const common = {
    title: definition.title,
    organisation: definition.organisation,
    name: person.name,
    url: rowUrl(letterhead, definition.grid),
    reminder: reminders.map(({ reminder }) => reminder.id).join(', '),
    period: [...new Set(reminders.map(({ reminder }) => reminder.period))].join(', '),
    count: reminders.length,
  };
  const words = (key: MailKey): string => say(key, common, language);
  const isOne = first !== undefined && others.length === 0;
  const passages: Passage[] = [
    words('mail.greeting'),
    isOne ? first.lead : { heading: words('mail.lead.several'), items: told.map(({ lead }) => lead) },
    { heading: words('mail.steps.heading'), items: [words('mail.steps.changed'), words('mail.steps.unchanged'), words('mail.steps.otherwise')] },
    { text: words('mail.open-row'), url: common.url },
    ...new Set(told.map(({ until }) => until)),
    ...new Set(told.map(({ why }) => why)),
    words('mail.sent-by'),
    ...footnotesFor(
      definition,
      reminders.map(({ shortName }) => shortName),
    ),
    ...checkpointPassage(definition, { letterhead, language }),
  ];
  return mailOf({ letter, person, subject: isOne ? first.subject : words('mail.subject.several'), passages, language }, letterhead);
}

function wordingOf(
  { reminder, shortName, closesOn, role }: ReminderTold,
  { definition, today, language }: { definition: GridDefinition; today: string; language: string },
): { subject: string; lead: string; until: string; why: string } {
  const daysLeft = daysBetween(today, reminder.dueOn);
  const kind = daysLeft >= 0 ? 'upcoming' : reminder.stages.includes('escalation') ? 'escalation' : 'overdue';
  const params = {
    title: definition.title,
    member: shortName,
    period: reminder.period,
    dueOn: sayDate(reminder.dueOn, language),
    closesOn: sayDate(closesOn, language),
    count: Math.abs(daysLeft),
  };
  return {
    subject: say(`mail.subject.${kind}`, params, language),
    lead: say(daysLeft === 0 ? 'mail.lead.today' : `mail.lead.${kind}`, params, language),
    until: say('mail.open-until', params, language),
    why: say(role === 'lead' || role === 'deputy' || role === 'head' ? `mail.why.${role}` : 'mail.why.focal-point', params, language),
  };
}
