/** The process: settings, start, one sentence for whatever stops it, close on a signal. */
import { say } from '#contract/catalogue/say.ts';
import { openLog } from './adapters/log.ts';
import { StoreUnavailable } from './application/ports.ts';
import { startService } from './compose.ts';
import { type Config, loadConfig } from './config.ts';
import { refusalSentence } from './refusal-sentence.ts';

const { config, wrong } = loadConfig(process.env);
if (config) await start(config);
else stop(wrong);

async function start(settings: Config): Promise<void> {
  const log = openLog({ level: settings.logLevel });
  try {
    const service = await startService(settings, log, { tell: (sentence) => process.stderr.write(`${sentence}\n`) });
    const demo = settings.auth === 'demo';
    const second = demo
      ? say('start.preview', { url: `${service.url}/preview?as=albania` })
      : say('start.sign-in', { url: `${settings.publicUrl ?? service.url}/sign-in` });
    tell([say('start.ready', { url: `${service.url}/` }), second]);
    for (const grid of service.withoutSecretariat) process.stderr.write(`${say('start.no-secretariat', { grid })}\n`);
    for (const [grid, { committer }] of service.grids) {
      const cursor = committer.firstBad();
      if (cursor !== undefined) process.stderr.write(`${say('start.ledger-bad', { grid, cursor })}\n`);
    }
    let closing = false;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (closing) return;
        closing = true;
        tell([say('start.stopping')]);
        service.close().then(
          () => process.exit(0),
          (error: unknown) => {
            log.error({ err: error }, 'closing failed');
            process.exit(1);
          },
        );
      });
    }
  } catch (error) {
    const sentence = refusalSentence(error, settings) ?? awaySentence(error);
    if (sentence === undefined) log.error({ err: error }, 'the start failed');
    stop(sentence === undefined ? [] : [sentence]);
  }
}

function stop(sentences: readonly string[]): void {
  for (const sentence of sentences) process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}

function tell(sentences: readonly string[]): void {
  for (const sentence of sentences) process.stdout.write(`${sentence}\n`);
}

/** A command has a sentence of its own for this. */
function awaySentence(error: unknown): string | undefined {
  return error instanceof StoreUnavailable ? say('start.store-away', { reason: (error.cause as Error | undefined)?.message ?? error.message }) : undefined;
}
