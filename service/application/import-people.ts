/** Takes people from a .csv into the directory, or says what it would take: good lines are taken, each other line is returned with its reason. */
import { type Params, type SentenceKey, say } from '#contract/catalogue/say.ts';
import type { GridDefinition } from '#contract/grid.ts';
import { Away, Email, Language, type PeopleImport, PersonDetails, Role } from '#contract/person.ts';
import type { Principal } from '../domain/principal.ts';
import { AppError } from './app-error.ts';
import { type CsvLine, readCsv } from './csv.ts';
import { gridOf } from './grids.ts';
import { isPersonId, memberFault, type PeopleDeps } from './people.ts';
import type { Directory, DirectoryPerson } from './ports.ts';

/** Lines with people that one file may have. */
export const MAX_LINES = 10_000;

const COLUMNS = ['person', 'member', 'role', 'name', 'email', 'language'] as const;
/** May be left out. */
const MORE_COLUMNS = ['away-from', 'away-to'] as const;
type Column = (typeof COLUMNS)[number] | (typeof MORE_COLUMNS)[number];

interface Rejected {
  line: number;
  reason: string;
}

/** Reads the file and, with `apply`, writes its good lines. `bytes` is UTF-8. Fails with `forbidden`. */
export async function importPeople(
  deps: PeopleDeps,
  principal: Principal,
  { grid, bytes, apply }: { grid: string; bytes: Uint8Array; apply: boolean },
): Promise<PeopleImport> {
  const { definition } = gridOf(deps.grids, grid).state();
  if (principal.role !== 'secretariat') throw new AppError('forbidden');
  return takePeople({ directory: deps.directory, definition }, { bytes, apply });
}

/** The same for whoever may do it without being asked: the operator at the command line. */
export async function takePeople(
  { directory, definition }: { directory: Directory; definition: GridDefinition },
  { bytes, apply }: { bytes: Uint8Array; apply: boolean },
): Promise<PeopleImport> {
  const { people, rejected } = readPeople(bytes, definition);
  if (apply) for (const person of people) await directory.put(definition.grid, person);
  return { applied: apply, accepted: people.length, rejected };
}

function readPeople(bytes: Uint8Array, definition: GridDefinition): { people: DirectoryPerson[]; rejected: Rejected[] } {
  const text = decode(bytes);
  if (text === undefined) return { people: [], rejected: [reject(1, 'check.csv-encoding')] };
  const [header, ...lines] = readCsv(text);
  const columns = (header?.fields ?? []).map((field) => field.trim().toLowerCase());
  const wrong = COLUMNS.find((column) => !columns.includes(column)) ?? columns.find((column, at) => !isColumn(column) || columns.indexOf(column) !== at);
  if (wrong !== undefined) return { people: [], rejected: [reject(header?.line ?? 1, 'check.csv-header', { column: wrong })] };
  const beyond = lines[MAX_LINES];
  if (beyond) return { people: [], rejected: [reject(beyond.line, 'check.csv-too-many', { limit: MAX_LINES })] };

  const people: DirectoryPerson[] = [];
  const rejected: Rejected[] = [];
  const lineOf = new Map<string, number>();
  for (const line of lines) {
    const result = readPerson(line, { columns, definition, lineOf });
    if ('reason' in result) rejected.push(result);
    else {
      people.push(result);
      lineOf.set(result.person, line.line);
    }
  }
  return { people, rejected };
}

function readPerson(
  { line, fields, broken }: CsvLine,
  { columns, definition, lineOf }: { columns: string[]; definition: GridDefinition; lineOf: ReadonlyMap<string, number> },
): DirectoryPerson | Rejected {
  if (broken) return reject(line, 'check.csv-quotes');
  if (fields.length !== columns.length) return reject(line, 'check.csv-fields', { count: fields.length, expected: columns.length });
  const field = (column: Column): string => fields[columns.indexOf(column)]?.trim() ?? '';
  const person = field('person');
  const member = field('member') || undefined;
  const language = field('language') || 'en';
  const email = field('email') || undefined;
  const role = Role.safeParse(field('role').toLowerCase());
  const earlier = lineOf.get(person);
  const away = readAway({ from: field('away-from'), to: field('away-to') });

  if (!isPersonId(person)) return reject(line, 'check.person-id-bad', { person });
  if (earlier !== undefined) return reject(line, 'check.person-id-twice', { person, line: earlier });
  if (!role.success) return reject(line, 'check.person-role-unknown', { role: field('role'), roles: Role.options.join(', ') });
  if (member !== undefined && !definition.members.some((known) => known.member === member)) return reject(line, 'check.person-member-unknown', { member });
  const misplaced = memberFault({ role: role.data, member });
  if (misplaced) return reject(line, misplaced, { role: role.data });
  if (email !== undefined && !Email.safeParse(email).success) return reject(line, 'check.person-email-bad', { email });
  if (!Language.safeParse(language).success) return reject(line, 'check.person-language-bad', { language });
  if (away === 'bad') return reject(line, 'check.person-away-bad', { from: field('away-from'), to: field('away-to') });
  const personal = { name: field('name'), language, ...(member && { member }), ...(email && { email }), ...(away && { away }) };
  const details = PersonDetails.safeParse({ role: role.data, ...personal });
  return details.success ? { person, ...details.data } : reject(line, 'check.person-name-missing');
}

/** Days away: one day stands for both, none for no absence. */
function readAway({ from, to }: Away): Away | 'bad' | undefined {
  if (!from && !to) return undefined;
  const parsed = Away.safeParse({ from: from || to, to: to || from });
  return parsed.success ? parsed.data : 'bad';
}

/** UTF-8, strictly: a file in an old code page would turn names into other names. */
function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function isColumn(name: string): name is Column {
  return ([...COLUMNS, ...MORE_COLUMNS] as readonly string[]).includes(name);
}

function reject(line: number, key: SentenceKey, params: Params = {}): Rejected {
  return { line, reason: say(key, params) };
}
