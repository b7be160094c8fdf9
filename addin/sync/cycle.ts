/** What the pane may ask of a quarter. Nothing here touches the sheet; statuses come with the next fetch, which is asked for at once. */
import { receiptFileName } from '#contract/answer.ts';
import type { EngineCore } from './engine.ts';
import type { CycleActions } from './view.ts';

/** Makes the actions. */
export function createCycle({ state, ports, soon }: EngineCore, gridName: () => string): CycleActions {
  const { api } = ports;

  async function changed<T>(work: Promise<T>): Promise<T> {
    const answer = await work;
    state.stale = true;
    soon();
    return answer;
  }
  const numbered = ({ period, number }: { period: string; number: number }) => ({ grid: gridName(), period, number: String(number) });

  return {
    memberFile: async (about) => api.call('readMemberFile', { params: { grid: gridName(), ...about } }),

    async withdraw({ reason, ...place }) {
      await changed(api.call('withdrawSubmission', { params: numbered(place), body: reason === undefined ? {} : { reason } }));
    },

    async acknowledge(place) {
      await changed(api.call('acknowledgeSubmission', { params: numbered(place) }));
    },

    async receipt(place) {
      const receipt = await api.call('readReceipt', { params: numbered(place) });
      return { name: receiptFileName(receipt), bytes: new Blob([`${JSON.stringify(receipt, null, 2)}\n`], { type: 'application/json' }) };
    },

    async review(period, body) {
      await changed(api.call('giveReview', { params: { grid: gridName(), period }, body }));
    },

    ask: async (period, body) => changed(api.call('makeRequest', { params: { grid: gridName(), period }, body })),

    async answerRequest(place, body) {
      await changed(api.call('answerRequest', { params: numbered(place), body }));
    },

    moveDates: async (period, body) => changed(api.call('moveDates', { params: { grid: gridName(), period }, body })),

    async comment(row, body) {
      await changed(api.call('addComment', { params: { grid: gridName(), row }, body }));
    },
  };
}
