/** Receipts checked with the file and the public key alone: a genuine one, one with any single field changed, one by another key, one with erased content. */
import { beforeAll, describe, expect, test } from 'vitest';
import { Receipt } from '#contract/answer.ts';
import { openSigner } from '../../../../service/adapters/signing-key.ts';
import { readVerifierKey, type VerifierKey } from '../../../../service/application/signed-note.ts';
import { sealText, verifyReceipt } from '../../../../service/application/verify-receipt.ts';
import { editOf, save } from '../../../support/scenario.ts';
import { verifiedNote } from '../../../support/signed-note.ts';
import { SIGNING_SEED, startTestService } from '../../../support/start-service.ts';

const SIGNER = openSigner({ seed: SIGNING_SEED, folder: '/nowhere' });
const keyOf = (seed: string): VerifierKey => readVerifierKey(openSigner({ seed, folder: '/nowhere' }).publicKey)!;
const KEY = keyOf(SIGNING_SEED);

let text: string;
beforeAll(async () => {
  const service = await startTestService();
  await save(service.as('albania'), editOf('albania', 1, { tasks: ['one'] }));
  await service.as('albania').post('/grids/wbcti/periods/2026-Q4/submissions', { member: 'albania', statement: 'updated', reason: 'agreed with the minister' });
  text = (await service.as('albania').get('/grids/wbcti/periods/2026-Q4/submissions/1/receipt')).text;
  await service.close();
});

type Tree = { [key: string]: unknown };
const parsed = (): Tree => JSON.parse(text) as Tree;
const codes = (file: unknown, key = KEY) => verifyReceipt(JSON.stringify(file), key).faults.map((fault) => ('field' in fault ? fault.field : fault.code));

/** The paths of all values that are no objects. */
function leaves(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, each]) => leaves(each, [...path, key]));
}

function changed(path: readonly string[], change: (value: unknown) => unknown): Tree {
  const file = parsed();
  const last = path.at(-1) ?? '';
  const parent = path.slice(0, -1).reduce((tree, key) => tree[key] as Tree, file);
  const value = change(parent[last]);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return file;
}

/** Another value of the same form: one digit or letter becomes another. */
function flipped(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  return String(value).replace(/[0-9a-z](?=[^0-9a-z]*$)/i, (last) => (/\d/.test(last) ? String((Number(last) + 1) % 10) : last === 'a' ? 'b' : 'a'));
}

describe('a receipt', () => {
  test('[C78] is genuine, says whose it is, and its notes are what the C2SP text says', () => {
    const { faults, erased, receipt } = verifyReceipt(text, KEY);
    expect([faults, erased]).toEqual([[], []]);
    expect(receipt).toMatchObject({ grid: 'wbcti', number: 1, member: 'albania', period: '2026-Q4', statement: 'updated', rowVersions: { albania: 2 } });
    expect(receipt?.memberName).toContain('Albania');
    const key = { seed: SIGNING_SEED, name: 'support-group-grid' };
    expect(verifiedNote(receipt?.checkpoint ?? '', key)).toMatchObject({ origin: 'support-group-grid/wbcti', cursor: receipt?.entry['cursor'] });
    expect(() => verifiedNote(`${receipt?.seal}`.replace('receipt', 'other'), key)).toThrow();
  });

  test('[C78] with any value changed by one character is not genuine', () => {
    const paths = leaves(parsed());
    expect(paths.length).toBeGreaterThan(30);
    for (const path of paths) expect(codes(changed(path, flipped)), path.join('.')).not.toEqual([]);
  });

  test('[C78] with any value taken out, or a field added, is not genuine', () => {
    for (const path of leaves(parsed())) expect(codes(changed(path, () => undefined)), path.join('.')).not.toEqual([]);
    expect(codes({ ...parsed(), more: 1 })).toEqual(['seal-changed']);
  });

  test.each([
    ['number', ['number'], ['number', 'seal-changed']],
    ['the name', ['memberName'], ['seal-changed']],
    ['the statement in the entry', ['entry', 'content', 'statement'], ['content-changed', 'statement', 'seal-changed']],
    ['the time of the entry', ['entry', 'at'], ['hash-changed', 'submittedAt', 'seal-changed']],
    ['who', ['entry', 'by'], ['hash-changed', 'seal-changed']],
    ['the hash before', ['previousHash'], ['hash-changed', 'seal-changed']],
    ['the place in the ledger', ['entry', 'cursor'], ['other-position', 'hash-changed', 'seal-changed']],
    ['the grid', ['grid'], ['other-position', 'seal-changed']],
    ['a salt', ['entry', 'salts', 'period'], ['content-changed', 'seal-changed']],
    ['a commitment', ['entry', 'commitments', 'period'], ['hash-changed', 'content-changed', 'seal-changed']],
  ] as [string, string[], string[]][])('[C78] a change of %s is named', (_, path, expected) => {
    expect(codes(changed(path, flipped))).toEqual(expected);
  });

  test('[C78] a changed signed note is told from one of another key', () => {
    expect(codes({ ...parsed(), checkpoint: String(parsed()['checkpoint']).replace('wbcti', 'wbctj') })).toEqual(['note-changed', 'seal-changed']);
    expect(codes(parsed(), keyOf(Buffer.alloc(32, 8).toString('base64')))).toEqual(['other-key']);
  });

  test.each(['', '{', '[]', '{}', 'null', '"x"', '{"receipt":1}'])('[C78] what is none is said to be none: %s', (file) => {
    expect(verifyReceipt(file, KEY)).toEqual({ receipt: undefined, erased: [], faults: [{ code: 'unreadable' }] });
    for (const part of ['content', 'salts', 'commitments', 'cursor', 'hash']) expect(codes(changed(['entry', part], () => 'x'))).toContain('unreadable');
  });
});

describe('erased content', () => {
  test('[C79] a receipt given after the erasure is genuine, names what is gone, and the rest is still checked', () => {
    const file = changed(['entry', 'content', 'reason'], () => undefined);
    delete ((file['entry'] as Tree)['salts'] as Tree)['reason'];
    const { seal: _seal, ...unsealed } = file;
    const given = Receipt.parse({ ...unsealed, seal: '' });
    const sealedBy = (one: Tree) => SIGNER.signText(sealText(one));
    expect(verifyReceipt(JSON.stringify({ ...unsealed, seal: sealedBy(unsealed) }), KEY)).toMatchObject({ faults: [], erased: ['reason'] });
    const other = { ...unsealed, number: given.number + 1 };
    expect(codes({ ...other, seal: sealedBy(other) })).toEqual(['number']);
  });
});

describe('the public key', () => {
  test('[C80] has the form of a C2SP verifier key, and nothing else is taken for one', () => {
    expect(SIGNER.publicKey).toMatch(/^support-group-grid\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}$/);
    for (const bad of ['', 'x', SIGNER.publicKey.replace('grid+', 'grid2+'), SIGNER.publicKey.slice(0, -4), `${SIGNER.publicKey}AAAA`])
      expect(readVerifierKey(bad), bad).toBeUndefined();
    expect(readVerifierKey(` ${SIGNER.publicKey}\n`)?.name).toBe('support-group-grid');
  });
});
