/** The mailer through Microsoft Graph against a stand-in over HTTP: the promises, and Graph's documented answers. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { graphMailer } from '../../service/adapters/mail/graph.ts';
import type { Mailer } from '../../service/application/mailer.ts';
import { type GraphStandIn, startGraph } from '../support/graph.ts';
import { aMail, mailerSuite } from './mailer.suite.ts';

const SENDER = 'grid@example.org';
const clock = { nowMs: () => Date.now() };

function mailerTo(graph: GraphStandIn, { clientSecret = 'secret', now = clock } = {}): Mailer {
  const settings = { tenantId: 'tenant', clientId: 'client', clientSecret, sender: SENDER, url: graph.url };
  return graphMailer(settings, { clock: now, seam: graph.seam });
}

mailerSuite('graph', async () => {
  const graph = await startGraph(SENDER);
  const mailer = mailerTo(graph);
  return {
    mailer,
    arrived: async () =>
      graph.taken.map(({ toRecipients, subject, body, internetMessageHeaders, singleValueExtendedProperties }) => ({
        recipients: toRecipients.map(({ emailAddress }) => emailAddress.address),
        name: toRecipients[0]?.emailAddress.name ?? '',
        subject,
        html: body.content,
        messageId: singleValueExtendedProperties.find(({ id }) => id === 'String 0x1035')?.value ?? '',
        headerNames: internetMessageHeaders.map(({ name }) => name),
      })),
    cutOff: () => graph.close(),
    close: () => graph.close(),
  };
});

describe('graph', () => {
  let graph: GraphStandIn;
  beforeEach(async () => {
    graph = await startGraph(SENDER);
  });
  afterEach(() => graph.close());

  test('[O35] one token serves many mails; what it sends is HTML', async () => {
    const mailer = mailerTo(graph);
    for (let n = 0; n < 5; n += 1) await mailer.send(aMail());
    expect(graph.taken).toHaveLength(5);
    expect(graph.taken[0]?.body.contentType).toBe('HTML');
    expect(graph.tokens.asked).toBe(1);
  });

  test('[O38] 429 with a short Retry-After: nothing is asked before, then the mail goes out', async () => {
    graph.answers.push({ status: 429, headers: { 'retry-after': '1' } });
    const mailer = mailerTo(graph);
    const first = mailer.send(aMail());
    while (graph.calls.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 50));
    await Promise.all([first, mailer.send(aMail({ name: 'second' }))]);
    expect(graph.taken).toHaveLength(2);
    for (const call of graph.calls.slice(1)) expect(call - graph.calls[0]!).toBeGreaterThanOrEqual(990);
  });

  test('[O38] 429 with a long Retry-After, in seconds or as a date: greylisted, and not asked again before', async () => {
    let nowMs = Date.parse('2026-12-17T09:00:00Z');
    for (const retryAfter of ['3600', new Date(nowMs + 3_600_000).toUTCString()]) {
      const mailer = mailerTo(graph, { now: { nowMs: () => nowMs } });
      graph.answers.push({ status: 429, headers: { 'retry-after': retryAfter } });
      const asked = graph.calls.length;
      await expect(mailer.send(aMail())).rejects.toMatchObject({ code: 'greylisted', again: true });
      nowMs += 3_000_000;
      await expect(mailer.send(aMail())).rejects.toMatchObject({ code: 'greylisted', again: true });
      expect(graph.calls).toHaveLength(asked + 1);
      nowMs += 600_000;
      await mailer.send(aMail());
      nowMs = Date.parse('2026-12-17T09:00:00Z');
    }
    expect(graph.taken).toHaveLength(2);
  });

  test.each([
    [503, { code: 'greylisted', again: true }],
    [500, { code: 'unreachable', again: true }],
    [401, { code: 'refused', again: true }],
    [403, { code: 'refused', again: true }],
    [400, { code: 'rejected', again: false }],
  ])('[O37] the answer %i becomes %j, without the answer’s words', async (status, failure) => {
    graph.answers.push({ status }, ...(status === 401 ? [{ status }] : []));
    const error = await mailerTo(graph)
      .send(aMail())
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'MailFailure', ...failure, cause: { responseCode: status } });
    expect(JSON.stringify([error, (error as Error).cause])).not.toContain('elira');
  });

  test('[O60] a token that is refused before its time is replaced once, and the mail goes out once', async () => {
    const mailer = mailerTo(graph);
    await mailer.send(aMail());
    graph.tokens.valid = 'another';
    await mailer.send(aMail({ name: 'second' }));
    expect(graph.taken).toHaveLength(2);
    expect(graph.tokens.asked).toBe(2);
    graph.answers.push({ status: 401 }, { status: 401 });
    await expect(mailer.send(aMail())).rejects.toMatchObject({ code: 'refused', again: true });
    expect(graph.calls).toHaveLength(5);
  });

  test.each([
    [429, '120'],
    [503, new Date(Date.parse('2026-12-17T09:02:00Z')).toUTCString()],
  ])('[O61] %i with Retry-After %s: the failure names the time, the mailer says that it is paused, and 503 counts as well', async (status, retryAfter) => {
    let nowMs = Date.parse('2026-12-17T09:00:00Z');
    const mailer = mailerTo(graph, { now: { nowMs: () => nowMs } });
    graph.answers.push({ status, headers: { 'retry-after': retryAfter } });
    const until = Date.parse('2026-12-17T09:02:00Z');
    await expect(mailer.send(aMail())).rejects.toMatchObject({ code: 'greylisted', again: true, retryAtMs: until });
    expect(mailer.pausedUntilMs?.()).toBe(until);
    nowMs = until;
    expect(mailer.pausedUntilMs?.()).toBe(0);
    await mailer.send(aMail());
    expect(graph.taken).toHaveLength(1);
  });

  test.each([String(10 ** 15), '9'.repeat(400), 'Fri, 31 Dec 9999 23:59:59 GMT'])(
    '[O61] an endless Retry-After (%#) stops the mails for a day, and not for ever',
    async (retryAfter) => {
      let nowMs = Date.parse('2026-12-17T09:00:00Z');
      const mailer = mailerTo(graph, { now: { nowMs: () => nowMs } });
      graph.answers.push({ status: 429, headers: { 'retry-after': retryAfter } });
      const until = Date.parse('2026-12-18T09:00:00Z');
      await expect(mailer.send(aMail())).rejects.toMatchObject({ code: 'greylisted', again: true, retryAtMs: until });
      nowMs = until;
      await mailer.send(aMail());
      expect(graph.taken).toHaveLength(1);
    },
  );

  test('[O37] a wrong client secret is refused and waits for the operator; once it is right, mail goes out', async () => {
    await expect(mailerTo(graph, { clientSecret: 'wrong' }).send(aMail())).rejects.toMatchObject({ code: 'refused', again: true });
    expect(graph.calls).toEqual([]);
    const mailer = mailerTo(graph);
    graph.tokens.refuse = true;
    await expect(mailer.send(aMail())).rejects.toMatchObject({ code: 'refused', again: true });
    graph.tokens.refuse = false;
    await mailer.send(aMail());
    expect(graph.taken).toHaveLength(1);
  });
});
