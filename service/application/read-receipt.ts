/** The receipt of a submission as a file that can be checked offline: its entry with the salts, the hash before it, the signed note, and a seal over all of it. */
import type { Receipt } from '#contract/answer.ts';
import { numberIn } from '#contract/ids.ts';
import { submitRefusal } from '../domain/access.ts';
import { periodRefusal } from '../domain/cycle-access.ts';
import { submissionNumbered } from '../domain/decide-submission-mark.ts';
import { FIRST_HASH } from '../domain/entry.ts';
import { membersIn } from '../domain/period-dates.ts';
import type { Principal } from '../domain/principal.ts';
import { AppError } from './app-error.ts';
import { type Grids, gridOf } from './grids.ts';
import type { CheckpointSigner, Ledger } from './ports.ts';
import { sealText } from './verify-receipt.ts';

/** For the member and the Secretariat. Fails with `unknown-grid`, `unknown-period`, `not-found`, `forbidden`, `not-yours`. */
export async function readReceipt(
  deps: { grids: Grids; ledger: Ledger; signer: CheckpointSigner },
  principal: Principal,
  { grid, period, number }: { grid: string; period: string; number: string },
): Promise<Receipt> {
  const open = gridOf(deps.grids, grid);
  const state = open.state();
  const unknown = periodRefusal(state, { period, today: open.today() });
  if (unknown) throw new AppError(unknown.code, { params: unknown.params });
  const made = submissionNumbered(state, { period, number: numberIn(number) });
  if (!made) throw new AppError('not-found');
  const denied = submitRefusal(principal, made.member);
  if (denied) throw new AppError(denied.code, { params: denied.params });
  const from = Math.max(0, made.cursor - 2);
  const entries = await deps.ledger.read(grid, from, made.cursor - from);
  const entry = entries.find(({ cursor }) => cursor === made.cursor);
  const previousHash = made.cursor === 1 ? FIRST_HASH : entries.find(({ cursor }) => cursor === made.cursor - 1)?.hash;
  if (!entry || previousHash === undefined) throw new AppError('internal');
  const { member, statement, rowVersions } = made;
  const unsealed = {
    receipt: 1 as const,
    grid,
    number: made.number,
    member,
    memberName: membersIn(state, period).find((one) => one.member === member)?.name ?? member,
    period,
    statement,
    rowVersions,
    submittedAt: made.at,
    previousHash,
    entry: { ...entry },
    checkpoint: deps.signer.sign({ grid, cursor: entry.cursor, hash: entry.hash }),
  };
  return { ...unsealed, seal: deps.signer.signText(sealText(unsealed)) };
}
