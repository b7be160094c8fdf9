/**
 * The one catalogue of sentences for people: keyed by code, one folder per language, never in the code that decides.
 * A sentence is a text with `{name}` places, or one text per plural category of `count` (Intl.PluralRules, so that languages
 * with three or four forms fit). Another language is another folder with the same keys; what it lacks is said in English.
 */
import { CHECKS } from './en/checks.ts';
import { CLI } from './en/cli.ts';
import { CYCLE } from './en/cycle.ts';
import { FORM } from './en/form.ts';
import { HISTORY } from './en/history.ts';
import { LADDER } from './en/ladder.ts';
import { LETTERS } from './en/letters.ts';
import { MAIL } from './en/mail.ts';
import { MARKINGS } from './en/markings.ts';
import { OVERVIEW } from './en/overview.ts';
import { OVERVIEW_PAGE } from './en/overview-page.ts';
import { PANE } from './en/pane.ts';
import { PREVIEW } from './en/preview.ts';
import { PROBLEM_SENTENCES } from './en/problems.ts';
import { SIGN_IN } from './en/sign-in.ts';
import { START } from './en/start.ts';
import { STATUS } from './en/status.ts';
import { SYNC } from './en/sync.ts';
import { WORKBOOK } from './en/workbook.ts';

/** A sentence, or its forms by plural category. */
export type Sentence = string | ({ other: string } & Partial<Record<Intl.LDMLPluralRule, string>>);

const ENGLISH = {
  ...CHECKS,
  ...CLI,
  ...CYCLE,
  ...FORM,
  ...HISTORY,
  ...LADDER,
  ...LETTERS,
  ...MAIL,
  ...MARKINGS,
  ...OVERVIEW,
  ...OVERVIEW_PAGE,
  ...PANE,
  ...PREVIEW,
  ...PROBLEM_SENTENCES,
  ...SIGN_IN,
  ...START,
  ...STATUS,
  ...SYNC,
  ...WORKBOOK,
} as const satisfies Record<string, Sentence>;

/** A key of the catalogue. */
export type SentenceKey = keyof typeof ENGLISH;

/** Reports whether a text is the key of a sentence. */
export const isSentence = (text: string): text is SentenceKey => Object.hasOwn(ENGLISH, text);

/** What fills the places of a sentence. */
export type Params = Readonly<Record<string, string | number>>;

/** Sentences of a language by key; what it lacks is said in English. */
export type Catalogue = Partial<Record<SentenceKey, Sentence>>;

/** Speaks the languages of some catalogues. */
export interface Speaker {
  spokenLanguage(language: string): string;
  say(key: SentenceKey, params?: Params, language?: string): string;
}

/** Makes a speaker of catalogues by language (BCP 47; `pl` serves `pl-PL` too) and of English. */
export function speakerOf(catalogues: Readonly<Record<string, Catalogue>>): Speaker {
  const languages: Readonly<Record<string, Catalogue>> = { ...catalogues, en: ENGLISH };
  const of = (language: string): Catalogue | undefined => languages[language] ?? languages[language.split('-')[0] ?? ''];
  return {
    spokenLanguage: (language) => (of(language) ? language : 'en'),
    say(key, params = {}, language = 'en') {
      const own = of(language)?.[key];
      const sentence: Sentence = own ?? ENGLISH[key];
      const spoken = own ? language : 'en';
      const text = typeof sentence === 'string' ? sentence : pluralForm(sentence, { count: Number(params['count'] ?? 0), language: spoken });
      return text.replace(/\{([a-zA-Z]+)\}/g, (place, name: string) => inWords(name, params[name] ?? place, spoken));
    },
  };
}

/** The languages that are shipped: English alone. */
const SHIPPED = speakerOf({});

/** The language in which the catalogue speaks to a reader of `language`: that one, or English. Dates beside its sentences are written in it too. */
export function spokenLanguage(language: string): string {
  return SHIPPED.spokenLanguage(language);
}

/** Says a sentence of the catalogue in a language (BCP 47; English where that language lacks it). */
export function say(key: SentenceKey, params: Params = {}, language = 'en'): string {
  return SHIPPED.say(key, params, language);
}

/** Places that say how much. Their numbers get the language's thousands separator; versions, lines of a sheet, ports and years are names and get none. */
const QUANTITIES: ReadonlySet<string> = new Set(['count', 'limit', 'actual', 'characters', 'lines']);

function inWords(name: string, value: string | number, language: string): string {
  return typeof value === 'number' && value >= 1_000 && QUANTITIES.has(name) ? new Intl.NumberFormat(language).format(value) : String(value);
}

/** The locale in which dates and numbers of a language are written: English ones day first, as in Europe. */
export const localeOf = (language: string): string => (language === 'en' ? 'en-GB' : language);

/** Writes a local date in words: `Thursday, 31 December 2026`. */
export function sayDate(localDate: string, language = 'en'): string {
  const format = new Intl.DateTimeFormat(localeOf(language), {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return format.format(new Date(`${localDate}T12:00:00Z`));
}

/** The same without the weekday: `31 December 2026`. */
export function sayShortDate(localDate: string, language = 'en'): string {
  const format = new Intl.DateTimeFormat(localeOf(language), { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  return format.format(new Date(`${localDate}T12:00:00Z`));
}

function pluralForm(forms: Exclude<Sentence, string>, { count, language }: { count: number; language: string }): string {
  return forms[new Intl.PluralRules(language).select(count)] ?? forms.other;
}
