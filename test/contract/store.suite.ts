/** The contract of the store, whole: every adapter runs this. The parts are one file each. */
import { describe } from 'vitest';
import { contentSuite } from './store-content.suite.ts';
import { directorySuite } from './store-directory.suite.ts';
import { ledgerSuite } from './store-ledger.suite.ts';
import { outboxSuite } from './store-outbox.suite.ts';
import type { StoreKind } from './store-place.ts';
import { savedStatesSuite } from './store-saved-states.suite.ts';
import { signInsSuite } from './store-sign-ins.suite.ts';
import { writersSuite } from './store-writers.suite.ts';

/** Holds a technology to the promises of ports.ts. */
export function storeSuite(kind: StoreKind): void {
  describe('ledger', () => ledgerSuite(kind));
  describe('writers', () => writersSuite(kind));
  describe('content', () => contentSuite(kind));
  describe('saved states', () => savedStatesSuite(kind));
  describe('directory', () => directorySuite(kind));
  describe('outbox', () => outboxSuite(kind));
  describe('sign-ins', () => signInsSuite(kind));
}
