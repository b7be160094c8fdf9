/** For tests that are not about a server that is away: on a machine that does much else an answer may take its time. */
export const PATIENT = { answerMs: 50_000, doubtAfterMs: 20_000, pingMs: 20_000 };
