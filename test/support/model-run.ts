/**
 * One run of model clients on one row of a service: they type, lose their connection and come back, requests and answers are dropped, repeated and held back until
 * others have gone before them; at the end the network is whole, every conflict is settled, and all see the same. What was lost is judged by the texts alone.
 */
import { type Acts, ModelClient, type Pending, textsOf } from './model-client.ts';
import { type Random, randomFrom } from './random.ts';
import { clientOf } from './start-service.ts';

export interface ModelRun {
  url: string;
  row: string;
  seed: number;
  steps: number;
}

/** What came of a run, to be printed. */
export interface RunFigures {
  clients: number;
  requests: number;
  lost: number;
  repeated: number;
  held: number;
  typed: number;
  conflicts: number;
  versions: number;
}

const COLUMNS = ['tasks', 'decisionMaking', 'accomplished', 'inProcess'];

/** Plays a run; throws where a word was lost, invented or doubled, or clients do not come to see the same. */
export async function playRun({ url, row, seed, steps }: ModelRun): Promise<RunFigures> {
  const random = randomFrom(seed);
  const acts: Acts = { typed: new Set(), givenUp: new Set(), copied: new Map(), settled: new Set() };
  const network = networkTo(url, random);
  const figures = network.figures;
  const start = await network.readRow(row);
  for (const text of textsOf(start.cells)) {
    if (acts.typed.has(text)) acts.copied.set(text, (acts.copied.get(text) ?? 0) + 1);
    acts.typed.add(text);
  }
  const clients = Array.from({ length: 2 + random.below(5) }, (_, at) => {
    // Several people of the member, and now and then the Secretariat.
    const name = at === 1 ? 'secretariat' : row;
    const client = new ModelClient({ name, row, columns: COLUMNS, acts, random, newEditId: () => random.uuid() });
    client.adopt(start);
    return client;
  });
  const take = (client: ModelClient, results: Parameters<ModelClient['answer']>[0][]): void => {
    for (const result of results) {
      if (client.pending?.editId === result.editId) figures.conflicts += result.conflicts.length;
      client.answer(result);
    }
  };

  for (let step = 0; step < steps; step++) {
    const client = random.pick(clients);
    const act = random.below(100);
    if (act < 45) client.type();
    else if (act < 75) {
      const edit = client.online ? client.nextEdit() : undefined;
      if (edit) take(client, await network.sendBadly(client, edit));
    } else if (act < 83) {
      if (client.online) client.adopt(await network.readRow(row));
    } else if (act < 88) client.settle();
    else if (act < 94) client.online = !client.online;
    else for (const late of await network.deliverOne()) take(late.client, late.results);
  }

  for (const late of await network.deliverAll()) take(late.client, late.results);
  for (let round = 0; clients.some((client) => client.pending || client.isDirty() || client.conflicts.length > 0); round++) {
    if (round > 200) throw new Error('the clients do not come to an end');
    const client = random.pick(clients);
    const edit = client.nextEdit();
    if (edit) take(client, await network.send(client, edit));
    while (!client.pending && client.conflicts.length > 0) client.settle();
  }
  const end = await network.readRow(row);
  for (const client of clients) {
    client.adopt(end);
    if (JSON.stringify(client.shown) !== JSON.stringify(clients[0]?.shown) || client.version !== end.version) throw new Error('two clients see different rows');
  }
  judge(textsOf(end.cells), acts);
  judgeHistory(await network.readHistory(row, start.version), acts);
  return { ...figures, clients: clients.length, typed: acts.typed.size, versions: end.version - start.version };
}

/** The oracle: a multiset of texts. */
function judge(left: readonly string[], { typed, givenUp, copied }: Acts): void {
  const lost = [...typed].filter((text) => !givenUp.has(text) && !left.includes(text));
  if (lost.length > 0) throw new Error(`lost, though nobody gave it up: ${JSON.stringify(lost)}`);
  const invented = left.filter((text) => !typed.has(text));
  if (invented.length > 0) throw new Error(`typed by nobody: ${JSON.stringify(invented)}`);
  const doubled = left.filter((text) => left.filter((other) => other === text).length > 1 + (copied.get(text) ?? 0));
  if (doubled.length > 0) throw new Error(`there more than once, though put in once: ${JSON.stringify(doubled)}`);
}

/** What has gone stays away, unless a conflict was settled with it: no late or repeated request brings it back. `history` is oldest first. */
function judgeHistory(history: readonly (readonly string[])[], { settled }: Acts): void {
  const gone = new Set<string>();
  for (const [at, texts] of history.entries()) {
    const back = texts.filter((text) => gone.has(text) && !settled.has(text));
    if (back.length > 0) throw new Error(`came back, though nobody put it in again: ${JSON.stringify(back)}`);
    for (const text of texts) gone.delete(text);
    for (const text of history[at - 1] ?? []) if (!texts.includes(text)) gone.add(text);
  }
}

type Results = Parameters<ModelClient['answer']>[0][];
interface Letter {
  client: ModelClient;
  edit: Pending;
}
interface Delivered {
  client: ModelClient;
  results: Results;
}

function networkTo(url: string, random: Random) {
  const figures = { requests: 0, lost: 0, repeated: 0, held: 0, conflicts: 0 };
  const held: Letter[] = [];
  const send = async (client: ModelClient, edit: Pending): Promise<Results> => {
    figures.requests++;
    const answer = await clientOf(url, client.options.name).post('/grids/wbcti/edits', edit.body);
    if (answer.status !== 200) throw new Error(`${answer.status}: ${answer.text}`);
    return answer.json.results;
  };
  const deliver = async (letter: Letter | undefined): Promise<Delivered[]> => {
    if (!letter) return [];
    const results = await send(letter.client, letter.edit);
    return random.chance(0.5) ? [{ client: letter.client, results }] : [];
  };
  return {
    figures,
    send,
    /** Sends over a bad line; what is returned is what comes back at once. */
    async sendBadly(client: ModelClient, edit: Pending): Promise<Results> {
      const fate = random.below(100);
      if (fate < 10) {
        figures.lost++;
        return [];
      }
      if (fate < 25) {
        figures.held++;
        held.push({ client, edit });
        return [];
      }
      if (fate < 40) {
        figures.repeated++;
        const [one, other] = await Promise.all([send(client, edit), send(client, edit)]);
        return random.chance(0.5) ? one : other;
      }
      if (fate < 45) held.push({ client, edit });
      const results = await send(client, edit);
      if (fate < 45 || fate >= 65) return results;
      figures.lost++;
      return [];
    },
    /** Lets one of the held requests arrive, whichever; its answer may still be lost. */
    deliverOne: () => deliver(held.splice(random.below(held.length), 1)[0]),
    async deliverAll(): Promise<Delivered[]> {
      const delivered: Delivered[] = [];
      while (held.length > 0) delivered.push(...(await deliver(held.splice(random.below(held.length), 1)[0])));
      return delivered;
    },
    /** The texts of each version from `first` on. */
    async readHistory(row: string, first: number): Promise<string[][]> {
      const { json } = await clientOf(url, 'observer').get(`/grids/wbcti/rows/${row}/versions`);
      const versions = json as { version: number; cells: Parameters<typeof textsOf>[0] }[];
      return versions
        .filter(({ version }) => version >= first)
        .map(({ cells }) => textsOf(cells))
        .reverse();
    },
    async readRow(row: string): Promise<{ version: number; cells: Record<string, { itemId: string; text: string }[]> }> {
      const { json } = await clientOf(url, 'observer').get('/grids/wbcti');
      return json.rows.find((one: { row: string }) => one.row === row);
    },
  };
}
