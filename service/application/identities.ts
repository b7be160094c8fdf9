/** Who a bearer token stands for. In demo mode a token is a role: `demo:<member id>`, `demo:secretariat`, `demo:observer`. */
import type { Me } from '#contract/person.ts';
import type { Principal } from '../domain/principal.ts';
import type { Grids } from './grids.ts';

/** Turns a bearer token into a principal, or nothing if the token is not good. */
export type Authenticate = (token: string) => Promise<Principal | undefined>;

/** The demo's sign-in: every member of every grid, the Secretariat and an observer. */
export function demoSignIn(grids: Grids): Authenticate {
  return (token) => Promise.resolve(demoPrincipal(grids, token));
}

function demoPrincipal(grids: Grids, token: string): Principal | undefined {
  const name = /^demo:([A-Za-z][A-Za-z0-9-]{0,63})$/.exec(token)?.[1];
  if (name === undefined) return undefined;
  if (name === 'secretariat' || name === 'observer') return { person: token, role: name };
  const isMember = [...grids.values()].some(({ state }) => state().definition.members.some(({ member }) => member === name));
  return isMember ? { person: token, role: 'focal-point', member: name } : undefined;
}

/** Who is asking, with the identities a demo offers. */
export function readMe(grids: Grids, principal: Principal): Me {
  const members = [...grids.values()].flatMap(({ state }) => state().definition.members);
  return {
    person: principal.person,
    role: principal.role,
    ...(principal.member === undefined ? {} : { member: principal.member }),
    auth: 'demo',
    identities: [
      ...[...new Map(members.map((one) => [one.member, one])).values()].map(({ member, shortName }) => ({
        token: `demo:${member}`,
        role: 'focal-point' as const,
        member,
        name: shortName,
      })),
      { token: 'demo:secretariat', role: 'secretariat', name: 'Secretariat' },
      { token: 'demo:observer', role: 'observer', name: 'Observer' },
    ],
  };
}
