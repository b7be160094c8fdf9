/** The operator's command that puts the first people in: without a Secretariat in the directory nobody could sign in to do it. */
import { readFileSync } from 'node:fs';
import { say } from '#contract/catalogue/say.ts';
import { readDefinitions } from '../adapters/grid-files.ts';
import { takePeople } from '../application/import-people.ts';
import { canSignInAsSecretariat } from '../application/people.ts';
import { FILES } from '../files.ts';
import type { CommandDeps } from './commands.ts';
import { openToWrite } from './open-store.ts';

/** Takes the good lines of a .csv into the directory of a grid; resolves to whether all were good and the Secretariat can sign in. */
export async function runPeopleImport({ config, log, place: file, grid: named, tell }: CommandDeps): Promise<boolean> {
  const definitions = readDefinitions([FILES.grids, ...(config.gridsDir ? [config.gridsDir] : [])]).map(({ definition }) => definition);
  const names = definitions.map(({ grid }) => grid);
  const definition = named === undefined && definitions.length === 1 ? definitions[0] : definitions.find(({ grid }) => grid === named);
  if (!definition) {
    tell(say('cli.people-grid', { grids: names.join(', ') }));
    return false;
  }
  const bytes = readFileSync(file);
  const store = await openToWrite(config, log);
  try {
    const { accepted, rejected } = await takePeople({ directory: store.directory, definition }, { bytes, apply: true });
    for (const { line, reason } of rejected) tell(say('cli.people-refused', { line, reason }));
    tell(say('cli.people-done', { count: accepted, grid: definition.grid }));
    const hasSecretariat = canSignInAsSecretariat(await store.directory.list(definition.grid));
    if (!hasSecretariat) tell(say('cli.people-no-secretariat', { grid: definition.grid }));
    return rejected.length === 0 && hasSecretariat;
  } finally {
    await store.close();
  }
}
