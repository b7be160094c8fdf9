/** The endpoints of the directory and of its people’s sessions. Part of the table in routes.ts. */
import * as z from 'zod/mini';
import { PeopleImport, Person, PersonDetails } from './person.ts';
import { flag, id, inGrid, none, ofPerson } from './route-params.ts';
import { PersonSession } from './session.ts';

/** These endpoints by name. */
export const PEOPLE_ROUTES = {
  listPeople: {
    method: 'get',
    path: '/grids/{grid}/people',
    summary: 'People of the directory',
    params: inGrid,
    query: none,
    status: 200,
    answer: z.array(Person),
    codes: ['unknown-grid', 'forbidden'],
  },
  putPerson: {
    method: 'put',
    path: '/grids/{grid}/people/{person}',
    summary: 'Write a person of the directory whole',
    params: ofPerson,
    query: none,
    body: PersonDetails,
    status: 200,
    answer: Person,
    codes: ['unknown-grid', 'unknown-member', 'forbidden'],
  },
  removePerson: {
    method: 'delete',
    path: '/grids/{grid}/people/{person}',
    summary: 'Remove a person and all personal data of it',
    params: ofPerson,
    query: none,
    status: 204,
    answer: 'none',
    codes: ['unknown-grid', 'not-found', 'forbidden'],
  },
  listSessions: {
    method: 'get',
    path: '/grids/{grid}/people/{person}/sessions',
    summary: 'Where a person is signed in',
    params: ofPerson,
    query: none,
    status: 200,
    answer: z.array(PersonSession),
    codes: ['unknown-grid', 'not-found', 'forbidden'],
  },
  endSessions: {
    method: 'delete',
    path: '/grids/{grid}/people/{person}/sessions',
    summary: 'End all sessions of a person, and codes under way',
    params: ofPerson,
    query: none,
    status: 204,
    answer: 'none',
    codes: ['unknown-grid', 'not-found', 'forbidden'],
  },
  endSession: {
    method: 'delete',
    path: '/grids/{grid}/people/{person}/sessions/{session}',
    summary: 'End one session of a person',
    params: z.strictObject({ grid: id, person: id, session: id }),
    query: none,
    status: 204,
    answer: 'none',
    codes: ['unknown-grid', 'not-found', 'forbidden'],
  },
  importPeople: {
    method: 'post',
    path: '/grids/{grid}/people/import',
    summary: 'Take people from a .csv: what it would do, or do it (apply=true)',
    params: inGrid,
    query: z.strictObject({ apply: z.optional(flag) }),
    body: 'csv',
    status: 200,
    answer: PeopleImport,
    codes: ['unknown-grid', 'forbidden', 'unsupported-media-type'],
  },
} as const;
