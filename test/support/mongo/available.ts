/**
 * Which servers of the MongoDB protocol this machine offers to the tests, and how each is started.
 *
 * Chosen by the environment:
 * 1. `MONGO_TEST_SERVERS=ferretdb,java` (also `mongod`, `given`): exactly these; one that is not there is an error.
 * 2. else `MONGODB_TEST_URI` or `MONGODB_URI`: that running server.
 * 3. else, outside CI, a `mongod` on the PATH.
 * 4. else whichever of FerretDB and mongo-java-server is built; with `CI` set both must be.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import type { CommandFor } from './server-process.ts';

/** The names by which `MONGO_TEST_SERVERS` selects. */
export type ServerName = 'given' | 'mongod' | 'ferretdb' | 'java';

/** A server that can be used: one that runs already, or one that we start. */
export type Available = { readonly name: ServerName } & ({ readonly uri: string } | { readonly commandFor: CommandFor });

/** The servers to test on, or none and the reason in words. */
export interface Availability {
  readonly servers: readonly Available[];
  /** Set when there is no server. */
  readonly reason?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const order: readonly ServerName[] = ['given', 'mongod', 'ferretdb', 'java'];
const builtOnes: readonly ServerName[] = ['ferretdb', 'java'];
const howToBuild = 'test/support/mongo/build-ferretdb.sh and build-mongo-java-server.sh build two, and MONGODB_TEST_URI names a running one';

/** Finds the servers; throws when the environment asks for one that is not there, or `CI` is set and the two are not. */
export function availableServers(env: Environment): Availability {
  const found = (name: ServerName) => finders[name](env);
  const list = (names: readonly ServerName[]) => names.map(found).filter((server) => server !== undefined);

  if (env.MONGO_TEST_SERVERS) {
    const names = env.MONGO_TEST_SERVERS.split(',').map(parseName);
    return { servers: all(names, list(names), 'MONGO_TEST_SERVERS asks for them') };
  }
  const given = found('given');
  if (given !== undefined) return { servers: [given] };
  if (env.CI) return { servers: all(builtOnes, list(builtOnes), 'CI is set') };

  const mongod = found('mongod');
  const servers = mongod === undefined ? list(builtOnes) : [mongod];
  return servers.length > 0 ? { servers } : { servers, reason: `no server of the MongoDB protocol here; ${howToBuild}` };
}

function parseName(text: string): ServerName {
  const name = order.find((known) => known === text.trim());
  if (name === undefined) throw new Error(`MONGO_TEST_SERVERS names "${text}"; known are ${order.join(', ')}.`);
  return name;
}

function all(names: readonly ServerName[], servers: readonly Available[], why: string): readonly Available[] {
  const missing = names.filter((name) => !servers.some((server) => server.name === name));
  if (missing.length === 0) return servers;
  throw new Error(`The MongoDB tests need the servers ${names.join(', ')} (${why}); missing: ${missing.join(', ')}. ${howToBuild}.`);
}

const finders: Readonly<Record<ServerName, (env: Environment) => Available | undefined>> = {
  given(env) {
    const uri = env.MONGODB_TEST_URI || env.MONGODB_URI;
    return uri ? { name: 'given', uri } : undefined;
  },

  mongod(env) {
    const program = onPath('mongod', env);
    if (program === undefined) return undefined;
    return {
      name: 'mongod',
      commandFor: (port, folder) => ({
        program,
        arguments: ['--bind_ip', '127.0.0.1', '--port', `${port}`, '--dbpath', folder, '--nounixsocket'],
      }),
    };
  },

  ferretdb(env) {
    const program = builtFile('build-ferretdb.sh', 'ferretdb', env);
    if (program === undefined) return undefined;
    return {
      name: 'ferretdb',
      async commandFor(port, folder) {
        // It makes neither of its two folders itself.
        const [sqlite, state] = [join(folder, 'sqlite'), join(folder, 'state')];
        await mkdir(sqlite, { recursive: true });
        await mkdir(state, { recursive: true });
        const options = ['--handler=sqlite', '--telemetry=disable', '--debug-addr=-', '--log-level=error'];
        return {
          program,
          arguments: [...options, `--sqlite-url=file:${sqlite}/`, `--state-dir=${state}`, `--listen-addr=127.0.0.1:${port}`],
        };
      },
    };
  },

  java(env) {
    const program = onPath('java', env);
    const main = builtFile('build-mongo-java-server.sh', 'classes/JavaServer.class', env);
    if (program === undefined || main === undefined) return undefined;
    const classPath = [dirname(main), join(dirname(main), '..', 'lib', '*')].join(delimiter);
    return {
      name: 'java',
      commandFor: (port) => ({ program, arguments: ['-Xmx512m', '-cp', classPath, 'JavaServer', `${port}`] }),
    };
  },
};

/** Where a build script put this file; undefined where it has not run, or cannot (it needs bash). Versions and folders are its own. */
function builtFile(script: string, file: string, env: Environment): string | undefined {
  const asked = spawnSync('bash', [join(import.meta.dirname, script), '--where'], { encoding: 'utf8', env: { ...env } });
  const path = asked.status === 0 ? join(asked.stdout.trim(), file) : '';
  return isThere(path, constants.R_OK) ? path : undefined;
}

function onPath(program: string, env: Environment): string | undefined {
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, program)).find((path) => isThere(path, constants.X_OK));
}

function isThere(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}
