/**
 * A service in a process of its own whose clock the parent moves; the play bundles and forks it. Its arguments are a folder with the grid's definition and the
 * instant at which the clock stands. It tells its address once it listens; a message `{ nowMs }` puts the clock there and is answered. All else is the shipped
 * service with the settings of its environment.
 */
import { readDefinitions } from '../../../service/adapters/grid-files.ts';
import { openLog } from '../../../service/adapters/log.ts';
import { openMongoStore } from '../../../service/adapters/mongo/store.ts';
import { startService } from '../../../service/compose.ts';
import { loadConfig } from '../../../service/config.ts';
import { PATIENT } from '../mongo/patient.ts';

const [folder = '', startMs = ''] = process.argv.slice(2);
let nowMs = Number(startMs);

const { config, wrong } = loadConfig(process.env);
if (!config) throw new Error(wrong.join('\n'));
const log = openLog({ level: config.logLevel });
const uri = config.mongodbUri;
const store = uri === undefined ? {} : { store: await openMongoStore({ uri, log, waits: PATIENT }) };
const service = await startService(config, log, { clock: { nowMs: () => nowMs }, definitions: readDefinitions([folder]), ...store });
process.on('message', (message: { nowMs: number }) => {
  nowMs = message.nowMs;
  process.send?.({ nowMs });
});
process.on('disconnect', () => process.exit(1));
process.send?.({ url: service.url });
