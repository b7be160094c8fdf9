/**
 * The people of the demo: one focal point per member of the shipped grid. All are invented; example.org takes no mail (RFC 2606).
 */
import type { Person } from '#contract/person.ts';

const FOCAL_POINTS: readonly [member: string, name: string][] = [
  ['dg-near', 'Clara Lenz'],
  ['eu-jha', 'Tomas Ruivo'],
  ['albania', 'Elira Doda'],
  ['bosnia-herzegovina', 'Adnan Kolar'],
  ['kosovo', 'Besa Lila'],
  ['montenegro', 'Milena Vukas'],
  ['north-macedonia', 'Goran Petrin'],
  ['serbia', 'Jelena Marin'],
  ['rcc', 'Ivo Santel'],
  ['austria', 'Lukas Ebner'],
  ['slovenia', 'Nina Zorec'],
  ['unodc', 'Amina Farrow'],
  ['pcc-see', 'Stefan Orel'],
  ['dcaf', 'Laure Mottet'],
  ['france', 'Camille Renoult'],
  ['italy', 'Paolo Serrani'],
  ['united-kingdom', 'Hannah Whitcombe'],
  ['osce', 'Marek Dolan'],
  ['giz', 'Jonas Brandtner'],
];

/** Goes into the directory at the first start in demo mode, if that is empty. */
export const DEMO_PEOPLE: readonly Person[] = FOCAL_POINTS.map(([member, name]) => ({
  person: `fp-${member}`,
  member,
  role: 'focal-point',
  name,
  email: `${name.toLowerCase().replace(' ', '.')}@example.org`,
  language: 'en',
}));
