/**
 * The operator's commands (`cli.usage`). They take the service's settings from the environment and answer on standard output; what stops them is one
 * sentence on standard error. Exit code 0: done, all is well; 1: not done, or a ledger does not fit; 2: the command or a setting is wrong.
 */
import { parseArgs } from 'node:util';
import { say } from '#contract/catalogue/say.ts';
import { openLog } from './adapters/log.ts';
import { COMMANDS, type Command } from './cli/commands.ts';
import { commandSentence } from './cli/sentences.ts';
import { type Config, loadConfig } from './config.ts';

// Who reads the answer may have seen enough of it (`verify | head -1`).
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
process.exitCode = await main();

async function main(): Promise<number> {
  const asked = readArguments(process.argv.slice(2));
  if (asked === 'help') {
    tell(say('cli.usage'));
    return 0;
  }
  if ('wrong' in asked) return refuse([asked.wrong, say('cli.usage')]);
  const { config, wrong } = loadConfig(process.env);
  if (!config) return refuse(wrong);
  const { name, command, place, key } = asked;
  if (command.sqliteOnly && config.mongodbUri !== undefined) return refuse([say('cli.sqlite-only', { command: name })]);
  return run(command, { config, name, place, key });
}

async function run(command: Command, { config, name, place, key }: { config: Config; name: string; place: string; key: string | undefined }): Promise<number> {
  const log = openLog({ level: config.logLevel, to: 'stderr' });
  try {
    return (await command.run({ config, log, place, key, tell })) ? 0 : 1;
  } catch (error) {
    const sentences = commandSentence(error, { config, name, place });
    if (sentences.length === 0) log.error({ err: error }, 'the command failed');
    refuse(sentences);
    return 1;
  }
}

function readArguments(given: string[]): { name: string; command: Command; place: string; key: string | undefined } | { wrong: string } | 'help' {
  try {
    const { values, positionals } = parseArgs({
      args: given,
      allowPositionals: true,
      options: { help: { type: 'boolean', short: 'h' }, key: { type: 'string' } },
    });
    if (values.help) return 'help';
    const [name, ...places] = positionals;
    const command = name === undefined ? undefined : COMMANDS.get(name);
    if (name === undefined) return { wrong: say('cli.no-command') };
    if (!command) return { wrong: say('cli.unknown-command', { command: name }) };
    const { key } = values;
    if (key !== undefined && !command.takesKey) return { wrong: say('cli.unknown-option', { option: '--key' }) };
    if (command.argument === undefined)
      return places.length === 0 ? { name, command, place: '', key } : { wrong: say('cli.argument-unwanted', { command: name }) };
    const [place] = places;
    if (places.length === 1 && place) return { name, command, place, key };
    return { wrong: say('cli.argument-missing', { command: name, argument: command.argument }) };
  } catch (error) {
    if (!(error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS')) throw error;
    return { wrong: say('cli.unknown-option', { option: given.find((one) => one.startsWith('-')) ?? '' }) };
  }
}

function refuse(sentences: readonly string[]): 2 {
  for (const sentence of sentences) process.stderr.write(`${sentence}\n`);
  return 2;
}

function tell(sentence: string): void {
  process.stdout.write(`${sentence}\n`);
}
