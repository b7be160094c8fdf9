/** The order in which test files start: the longest first, so that no worker is left alone with one at the end. */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Beginnings of paths below test/, from the longest files to the shortest; what none names comes last. */
const LONGEST = [
  'fault/two-years',
  'fault/mongo',
  'fault/kill',
  'contract/mongo-',
  'property/clients',
  'fault/',
  'e2e/',
  'property/',
  'contract/sheet-',
  'contract/',
];

/** Sorts by that list, and within a place of it by path, so that every run has the same order. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((a, b) => rank(a) - rank(b) || (a.moduleId < b.moduleId ? -1 : 1));
  }
}

function rank({ moduleId }: TestSpecification): number {
  const path = moduleId.slice(moduleId.lastIndexOf('/test/') + '/test/'.length);
  const place = LONGEST.findIndex((beginning) => path.startsWith(beginning));
  return place < 0 ? LONGEST.length : place;
}
