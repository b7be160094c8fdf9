/**
 * Who a token stands for. In demo mode a token is a role: `demo:<member id>`, `demo:secretariat`, `demo:observer`. Sessions stand for a holder: a demo's
 * identity, or an address of the directory, whose person, role and member are looked up for each request.
 */
import type { Route } from '#contract/entry.ts';
import type { DemoIdentity, Me } from '#contract/person.ts';
import type { Principal } from '../domain/principal.ts';
import { AppError } from './app-error.ts';
import type { Grids } from './grids.ts';
import type { Sessions } from './sessions.ts';

/** A principal, and its role in the directory where that is another word for its rights. */
export interface Identity extends Principal {
  title?: Me['role'];
  /** By which its changes come, where its token says so: the scripts of our pages are the web form's. */
  route?: Route;
}

/** By which route a change comes that a token allows. */
export const routeOf = ({ route }: Identity): Route => route ?? 'addin';

/** What a token is used for: a grid if the request names one; `watching` looks without noting that the session was used. */
export interface TokenUse {
  grid?: string | undefined;
  watching?: boolean;
}

/** Turns a bearer token into an identity, or nothing if the token is not good. Fails with `forbidden` for who is signed in and has no part in the grid. */
export type Authenticate = (token: string, use: TokenUse) => Promise<Identity | undefined>;

/** The grids in which a token's person has a part. */
export async function gridsWithPart(grids: Grids, { authenticate, token }: { authenticate: Authenticate; token: string }): Promise<Grids> {
  const parts = await Promise.all([...grids].map(async (named) => ((await hasPart(authenticate, token, named[0])) ? [named] : [])));
  return new Map(parts.flat());
}

async function hasPart(authenticate: Authenticate, token: string, grid: string): Promise<boolean> {
  try {
    return (await authenticate(token, { grid, watching: true })) !== undefined;
  } catch (error) {
    if (error instanceof AppError && error.code === 'forbidden') return false;
    throw error;
  }
}

/** The person behind a session. */
export interface SignedInPerson {
  principal: Identity;
  name: string;
  language: string;
}

/** The person that a session's holder is today, in a grid or anywhere; nothing if it is nobody any more. Fails with `forbidden` as Authenticate does. */
export type Identify = (holder: string, grid: string | undefined) => Promise<SignedInPerson | undefined>;

/** Authenticates tokens of sessions, and first of all the demo's own where there are any. */
export function authenticateBy({ sessions, identify, demo }: { sessions: Sessions; identify: Identify; demo: boolean }): Authenticate {
  return async (token, { grid, watching = false }) => {
    if (demo && token.startsWith(DEMO)) return (await identify(token, grid))?.principal;
    const session = await sessions.find(token, { kind: 'bearer', watching });
    const identity = session && (await identify(session.holder, grid))?.principal;
    // A token with a page's session as its parent was given to that page's script; the pane's lives by itself.
    return identity && session.parent !== undefined ? { ...identity, route: 'form' } : identity;
  };
}

const DEMO = 'demo:';

/** The demo's people: every member of every grid, the Secretariat and an observer. */
export function demoIdentify(grids: Grids): Identify {
  return async (holder) => {
    const who = holder.startsWith(DEMO) ? holder.slice(DEMO.length) : '';
    const other = DEMO_OTHERS.find(({ role }) => role === who);
    if (other) return { principal: { person: holder, role: other.role }, name: other.name, language: 'en' };
    const members = [...grids.values()].flatMap(({ state }) => state().definition.members.find(({ member }) => member === who) ?? []);
    const [member] = members;
    return member && { principal: { person: holder, role: 'focal-point', member: who }, name: member.shortName, language: 'en' };
  };
}

const DEMO_OTHERS = [
  { role: 'secretariat', name: 'Secretariat' },
  { role: 'observer', name: 'Observer' },
] as const;

/** The identities that a demo offers. */
export function demoIdentities(grids: Grids): (DemoIdentity & { role: Principal['role'] })[] {
  const members = [...grids.values()].flatMap(({ state }) => state().definition.members);
  return [
    ...[...new Map(members.map((one) => [one.member, one])).values()].map(({ member, shortName }) => ({
      token: `${DEMO}${member}`,
      role: 'focal-point' as const,
      member,
      name: shortName,
    })),
    ...DEMO_OTHERS.map(({ role, name }) => ({ token: `${DEMO}${role}`, role, name })),
  ];
}

/** Who is asking; with the identities that a demo offers. */
export function readMe({ grids, auth }: { grids: Grids; auth: 'demo' | 'code' }, { person, role, member, title }: Identity): Me {
  return {
    person,
    role: title ?? role,
    ...(member === undefined ? {} : { member }),
    auth,
    ...(auth === 'demo' ? { identities: demoIdentities(grids) } : {}),
  };
}
