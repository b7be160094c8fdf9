/** Who takes part in the pilot quarter, and what is to come of it: written down by hand, and the only source of what the pilot's tests expect of mails and figures. */

/** A person of the pilot: id, member, role, name. The address is made of the name. */
type PilotPerson = readonly [person: string, member: string, role: 'focal-point' | 'deputy' | 'head', name: string];

const PEOPLE: readonly PilotPerson[] = [
  ['p-dg-near', 'dg-near', 'focal-point', 'Clara Lenz'],
  ['p-eu-jha', 'eu-jha', 'focal-point', 'Tomas Ruivo'],
  ['p-albania', 'albania', 'focal-point', 'Elira Doda'],
  ['p-bih', 'bosnia-herzegovina', 'focal-point', 'Adnan Kolar'],
  ['p-kosovo', 'kosovo', 'focal-point', 'Besa Lila'],
  ['p-montenegro', 'montenegro', 'focal-point', 'Milena Vukas'],
  ['p-nm', 'north-macedonia', 'focal-point', 'Goran Petrin'],
  ['p-serbia', 'serbia', 'focal-point', 'Jelena Marin'],
  ['p-rcc', 'rcc', 'focal-point', 'Ivo Santel'],
  ['p-austria', 'austria', 'focal-point', 'Lukas Ebner'],
  ['p-slovenia', 'slovenia', 'focal-point', 'Nina Zorec'],
  ['p-unodc', 'unodc', 'focal-point', 'Amina Farrow'],
  ['p-pcc', 'pcc-see', 'focal-point', 'Stefan Orel'],
  ['p-dcaf', 'dcaf', 'focal-point', 'Laure Mottet'],
  ['p-france', 'france', 'focal-point', 'Camille Renoult'],
  ['p-italy', 'italy', 'focal-point', 'Paolo Serrani'],
  ['p-uk', 'united-kingdom', 'focal-point', 'Hannah Whitcombe'],
  ['p-osce', 'osce', 'focal-point', 'Marek Dolan'],
  ['p-giz', 'giz', 'focal-point', 'Jonas Brandtner'],
  ['p-dg-near-2', 'dg-near', 'deputy', 'Rosa Vidal'],
  ['p-austria-2', 'austria', 'deputy', 'Theresa Moser'],
  ['p-austria-3', 'austria', 'head', 'Karl Winkler'],
  ['p-albania-2', 'albania', 'deputy', 'Ledi Kola'],
  ['p-giz-2', 'giz', 'head', 'Petra Nolte'],
];

/** The Secretariat's person, whom the operator took in before. */
export const OFFICE = { person: 'p-office', role: 'secretariat', name: 'Sena Rot', email: 'sena.rot@example.org', language: 'en' } as const;

const addressOf = (name: string): string => `${name.toLowerCase().replace(' ', '.')}@example.org`;

/** The address of a member's focal point. */
export function focalPoint(member: string): string {
  const found = PEOPLE.find((person) => person[1] === member && person[2] === 'focal-point');
  if (!found) throw new Error(`nobody of ${member}`);
  return addressOf(found[3]);
}

/** The file with which everybody comes in, as a spreadsheet program writes it. */
export const PEOPLE_CSV = ['person;member;role;name;email;language', ...PEOPLE.map((each) => [...each, addressOf(each[3]), 'en'].join(';')), ''].join('\r\n');
export const PEOPLE_COUNT = 24;

/** Answer for the first reminder alone. */
const AT_ONCE = ['before-due'];
const AFTER_THE_DATE = ['before-due', 'due-soon', 'overdue-1'];
const NEVER = ['before-due', 'due-soon', 'overdue-1', 'overdue-2', 'escalation'];

/** Per member the reminders that are due to it, oldest first; the last part of their ids. */
export const REMINDERS: Record<string, readonly string[]> = {
  albania: AT_ONCE,
  serbia: AT_ONCE,
  kosovo: AT_ONCE,
  rcc: AT_ONCE,
  slovenia: AT_ONCE,
  italy: AT_ONCE,
  france: AT_ONCE,
  // More time until 10 January moves its ladder along: it begins anew on 27 December.
  osce: ['before-due', 'before-due.2027-01-10', 'due-soon'],
  giz: AFTER_THE_DATE,
  unodc: AFTER_THE_DATE,
  'dg-near': NEVER,
  'eu-jha': NEVER,
  'bosnia-herzegovina': NEVER,
  montenegro: NEVER,
  'north-macedonia': NEVER,
  austria: NEVER,
  'pcc-see': NEVER,
  dcaf: NEVER,
  'united-kingdom': NEVER,
};

/** All mails of the quarter by kind. Reminders: 19 on 17 December, 12 on the 28th, 11 on 1 January, 10 on the 7th; on the 14th nine focal points, two deputies, one head. */
export const MAILS = {
  reminder: 19 + 12 + 11 + 10 + 12,
  // Kosovo* and RCC submit twice.
  receipt: 12,
  acknowledge: 1,
  returned: 1,
  granted: 1,
  // One on each of the eight days of the story until the period is closed.
  summary: 8,
  // Albania, Serbia, Kosovo* once, RCC and OSCE on two days, the Secretariat on three.
  code: 3 + 2 * 2 + 3,
} as const;

export type MailKind = keyof typeof MAILS;
