/** Plays a script against services in processes of their own, on one store, with a real mail server; keeps what it saw of each step. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import PostalMime from 'postal-mime';
import { randomFrom } from '../random.ts';
import { type SmtpTestServer, startSmtp } from '../smtp.ts';
import { type Client, clientOf, SIGNING_SEED } from '../start-service.ts';
import type { Act, Script, Step } from './script.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const GRID = '/grids/wbcti';
/** More than the lease of a letter that a dying process held. */
const LEASE_OVER_MS = 180_000;

/** A reminder's mail as it was taken: to whom, which reminders it names, and its id. */
export interface SeenMail {
  to: string;
  about: string[];
  messageId: string;
}

/** What was seen of a step. `killed`: a process died while it had a mail on its way. */
export interface SeenStep {
  taken: boolean[];
  mails: SeenMail[];
  killed: boolean;
}

export interface Play {
  step(step: Step): Promise<SeenStep>;
  /** A client of the first process. */
  as(name: string): Client;
  figures: { kills: number; starts: number; mails: number; acts: number };
  close(): Promise<void>;
}

/** The members' keys of the shipped grid. */
export function shippedMembers(): string[] {
  return shippedGrid().members.map(({ member }) => member);
}

/** Opens the stage: so many processes on the store that `settings` name (`MONGODB_URI`, or a folder of their own for SQLite). */
export async function openPlay(script: Script, { processes, settings }: { processes: 1 | 2; settings: Record<string, string> }): Promise<Play> {
  const folder = mkdtempSync(join(tmpdir(), 'two-years-'));
  writeFileSync(join(folder, 'wbcti.json'), JSON.stringify(definitionOf(script)));
  const program = await bundle();
  const random = randomFrom(script.seed + 1);
  const figures = { kills: 0, starts: 0, mails: 0, acts: 0 };
  let nowMs = Date.parse(script.steps[0]?.at ?? '');
  let killAtMail: { process: number; countdown: number; before: boolean } | undefined;
  const smtp: SmtpTestServer = await startSmtp({ hideSTARTTLS: true }, async () => {
    if (!killAtMail || --killAtMail.countdown > 0) return;
    const { process, before } = killAtMail;
    killAtMail = undefined;
    // Before the server's answer the mail is in doubt; right after it the note of it may be missing.
    if (before) await kill(process);
    else setImmediate(() => void kill(process));
  });
  const environment = {
    PATH: process.env['PATH'] ?? '',
    PORT: '0',
    LOG_LEVEL: 'error',
    REMINDERS: 'manual',
    SIGNING_KEY: SIGNING_SEED,
    DATA_DIR: join(folder, 'data'),
    SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
    ...settings,
  };
  const services: { child: ChildProcess; url: string; dead: boolean }[] = [];
  const start = async (at: number): Promise<void> => {
    const child = fork(program, [folder, String(nowMs)], { env: environment, execArgv: [] });
    figures.starts += 1;
    const [message] = (await Promise.race([once(child, 'message'), once(child, 'exit').then(() => [undefined])])) as [{ url: string } | undefined];
    if (!message) throw new Error('a service of the play did not start');
    services[at] = { child, url: message.url, dead: false };
  };
  async function kill(at: number): Promise<void> {
    const service = services[at];
    if (!service || service.dead) return;
    // Its connections break before its end is told.
    service.dead = true;
    figures.kills += 1;
    const ended = once(service.child, 'exit');
    service.child.kill('SIGKILL');
    await ended;
  }
  const isAlive = (at: number): boolean => services[at]?.dead === false;
  const alive = (): number[] => Array.from({ length: processes }, (_, at) => at).filter(isAlive);
  const revive = async (): Promise<void> => {
    for (let at = 0; at < processes; at++) if (!isAlive(at)) await start(at);
  };
  const moveTo = async (ms: number): Promise<void> => {
    nowMs = ms;
    await Promise.all(
      alive().map(async (at) => {
        const { child } = services[at] as { child: ChildProcess };
        child.send({ nowMs });
        await once(child, 'message');
      }),
    );
  };
  const client = (at: number, name: string): Client => clientOf(services[at]?.url ?? '', name);
  const runAll = (): Promise<unknown> =>
    Promise.all(
      alive().map(async (at) => {
        const answer = await client(at, 'secretariat')
          .post(`${GRID}/reminders/run`, {})
          .catch((error: unknown) => error);
        // Who is killed in the middle gives no answer; whoever lives has to.
        if (isAlive(at) && (answer as { status?: number }).status !== 200) throw new Error('a run failed', { cause: answer });
      }),
    );

  /** Waits until all processes have heard of what any of them did, as somebody who turns to the other one a second later would. */
  const inStep = async (): Promise<void> => {
    for (let cursors = new Set<number>(); cursors.size !== 1; ) {
      const grids = await Promise.all(alive().map((at) => client(at, 'observer').get(GRID)));
      cursors = new Set(grids.map(({ json }) => json.cursor));
    }
  };

  mkdirSync(join(folder, 'data'));
  await revive();
  for (const { member, people } of script.members) {
    for (const { person, ...details } of people) {
      const answer = await client(0, 'secretariat').put(`${GRID}/people/${person}`, { member, name: person, ...details });
      if (answer.status !== 200) throw new Error(answer.text);
    }
  }

  return {
    figures,
    as: (name) => client(0, name),
    async step({ at, acts, runs, kill: killed }) {
      const before = smtp.taken.length;
      if (killed?.when === 'before' && killed.process < processes) await kill(killed.process);
      await moveTo(Date.parse(at));
      await revive();
      const taken: boolean[] = [];
      const turnedTo = random.below(processes);
      for (const act of acts) taken.push(await play(act, { client: (name) => client(turnedTo, name) }));
      figures.acts += acts.length;
      const wanted = killed?.when === 'in-mail' && killed.process < processes && runs;
      if (wanted) killAtMail = { process: killed.process, countdown: 1 + random.below(4), before: random.chance(0.5) };
      if (runs) await runAll();
      killAtMail = undefined;
      const died = alive().length < processes;
      if (died) {
        await revive();
        await moveTo(nowMs + LEASE_OVER_MS);
        await runAll();
      }
      await inStep();
      const mails = (await Promise.all(smtp.taken.slice(before).map(({ raw, recipients }) => read(raw, recipients)))).filter((mail) => mail !== undefined);
      figures.mails += mails.length;
      return { taken, mails, killed: died };
    },
    async close() {
      await Promise.all(services.map((_, at) => kill(at)));
      await smtp.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A person does something; tells whether the service took it. */
async function play(act: Act, { client }: { client: (name: string) => Client }): Promise<boolean> {
  const { member, quarter } = act;
  const period = `${GRID}/periods/${quarter}`;
  const own = client(member);
  switch (act.does) {
    case 'edit': {
      const { json } = await own.get(GRID);
      const row = json.rows.find((each: { row: string }) => each.row === member);
      const texts = row.cells.inProcess.map(({ text }: { text: string }) => text);
      const edit = {
        editId: crypto.randomUUID(),
        sheet: 'support-group',
        row: member,
        base: row.version,
        cells: { inProcess: [...texts.slice(-3), `Line ${row.version}`] },
      };
      const answer = await own.post(`${GRID}/edits`, { edits: [edit] });
      return ['saved', 'merged'].includes(answer.json.results[0].status);
    }
    case 'submit':
    case 'say-nothing': {
      const statement = act.does === 'submit' ? 'updated' : 'nothing-to-report';
      return (await own.post(`${period}/submissions`, { member, statement, despiteWarnings: true })).status === 201;
    }
    case 'withdraw': {
      const file = await own.get(`${period}/members/${member}`);
      const last = file.json?.submissions?.findLast((each: { withdrawnAt?: string }) => each.withdrawnAt === undefined);
      return last !== undefined && (await own.post(`${period}/submissions/${last.number}/withdrawal`, {})).status < 300;
    }
    case 'ask-time':
      return (await own.post(`${period}/requests`, { member, kind: 'extension', dueOn: act.until, reason: 'We need more time' })).status === 201;
    case 'ask-excuse':
      return (await own.post(`${period}/requests`, { member, kind: 'excuse', reason: 'Nobody is in the office' })).status === 201;
    case 'answer': {
      const secretariat = client('secretariat');
      const file = await secretariat.get(`${period}/members/${member}`);
      const asked = file.json?.requests?.find((each: { kind: string; answer?: unknown }) => each.kind === act.about && each.answer === undefined);
      return asked !== undefined && (await secretariat.post(`${period}/requests/${asked.number}/answer`, { granted: act.granted })).status < 300;
    }
  }
}

/** What a mail says, by its own words; undefined for mails that are no reminders. */
async function read(raw: string, recipients: string[]): Promise<SeenMail | undefined> {
  const { text = '', messageId = '' } = await PostalMime.parse(raw);
  const named = /Reminder (\S+(?:, \S+)*)\.\s/.exec(text)?.[1];
  if (named === undefined) return undefined;
  const about = named.split(', ').map((id) => /^wbcti\.(\d{4}-Q\d)\.([a-z-]+)\.([a-z]+-?[a-z0-9]*)/.exec(id)?.slice(1, 4) ?? [id]);
  return { to: recipients.join(), about: about.map(([quarter, member, stage]) => `${member} ${quarter} ${stage}`).sort(), messageId };
}

type Definition = { members: { member: string; from: string; to?: string }[] };

function shippedGrid(): Definition {
  return JSON.parse(readFileSync(join(ROOT, 'service/grids/wbcti.json'), 'utf8')) as Definition;
}

/** The shipped grid with the script's dates of membership. */
function definitionOf({ members }: Script): Definition {
  const grid = shippedGrid();
  return { ...grid, members: grid.members.map((each) => ({ ...each, ...datesOf(members.find(({ member }) => member === each.member)) })) };
}

const datesOf = (member: { from: string; to?: string } | undefined) => (member ? { from: member.from, ...(member.to ? { to: member.to } : {}) } : {});

/** Beside the built service, where packages are found. */
async function bundle(): Promise<string> {
  const outfile = join(ROOT, `dist/test/two-years-${process.pid}.mjs`);
  await build({
    absWorkingDir: ROOT,
    entryPoints: ['test/support/quarters/process.ts'],
    bundle: true,
    outfile,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    logLevel: 'warning',
  });
  return outfile;
}
