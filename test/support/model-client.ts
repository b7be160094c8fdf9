/**
 * A person at a client, as small as one can be: a base version, lines as they stand on the screen, at most one edit under way, conflicts that wait for a decision.
 * It shares no code with the service or the add-in. Everything that the person does on purpose to a text is noted, so that an oracle can tell loss from intent.
 */
import type { Random } from './random.ts';

export interface Line {
  itemId?: string;
  text: string;
}
export type Lines = Record<string, Line[]>;

interface Side {
  text: string;
  column: string;
}
export interface OpenConflict {
  itemId?: string;
  base: Side | null;
  ours: Side | null;
  theirs: Side | null;
}
interface Result {
  editId: string;
  status: string;
  version: number;
  cells: Record<string, { itemId: string; text: string }[]>;
  conflicts: OpenConflict[];
  problem?: { code: string };
}

/** What persons did on purpose, over all clients of a run. */
export interface Acts {
  /** Every text that anybody typed. */
  typed: Set<string>;
  /** Texts that somebody took away, reworded or gave up in a conflict. */
  givenUp: Set<string>;
  /** How often a text was put in again on purpose. */
  copied: Map<string, number>;
  /** Texts with which a conflict was settled: they may stand there anew. */
  settled: Set<string>;
}

export interface Pending {
  editId: string;
  base: number;
  /** Lines that the base did not have. */
  added: string[];
  body: { edits: Record<string, unknown>[] };
}

export interface ModelClientOptions {
  name: string;
  row: string;
  columns: readonly string[];
  acts: Acts;
  random: Random;
  newEditId: () => string;
}

export class ModelClient {
  readonly options: ModelClientOptions;
  version = 0;
  base: Lines = {};
  shown: Lines = {};
  pending: Pending | undefined;
  conflicts: OpenConflict[] = [];
  online = true;
  /** What the person does while an edit is under way; done as soon as it is answered. */
  later: (() => void)[] = [];
  texts = 0;

  constructor(options: ModelClientOptions) {
    this.options = options;
  }

  /** Takes a row as the service gives it; only when nothing is typed and under way. */
  adopt(row: { version: number; cells: Record<string, { itemId: string; text: string }[]> }): void {
    if (this.pending || this.isDirty() || row.version < this.version) return;
    this.take(row);
  }

  isDirty(): boolean {
    return JSON.stringify(this.shown) !== JSON.stringify(this.base);
  }

  /** One thing that a person does to the lines. */
  type(): void {
    if (this.pending) this.later.push(() => this.typeNow());
    else this.typeNow();
  }

  /** The edit to send: the one under way, unchanged, or a new one with all that was typed. */
  nextEdit(): Pending | undefined {
    if (this.pending) return this.pending;
    if (!this.isDirty()) return undefined;
    const { name, row, columns, random, newEditId } = this.options;
    const [withIds, whole] = [random.chance(0.5), random.chance(0.5)];
    const changed = columns.filter((column) => whole || JSON.stringify(this.shown[column]) !== JSON.stringify(this.base[column]));
    const cellOf = (lines: Line[]): unknown => {
      if (withIds) return lines.map(({ itemId, text }) => (itemId === undefined ? text : { itemId, text }));
      return random.chance(0.5) ? lines.map(({ text }) => text) : lines.map(({ text }) => text).join('\n');
    };
    const cells = Object.fromEntries(changed.map((column) => [column, cellOf(this.shown[column] ?? [])]));
    const known = new Set(textsOf(this.base));
    const edit = { editId: newEditId(), sheet: 'support-group', row, base: this.version, cells, ...(name === 'secretariat' ? { reason: 'agreed' } : {}) };
    this.pending = { editId: edit.editId, base: this.version, added: textsOf(this.shown).filter((text) => !known.has(text)), body: { edits: [edit] } };
    return this.pending;
  }

  /** Takes an answer; one for an edit that was answered before is late and says nothing new. Throws if a text that was sent is nowhere in it. */
  answer(result: Result): void {
    const { pending } = this;
    if (!pending || result.editId !== pending.editId) return;
    if (result.status === 'refused') throw new Error(`${this.options.name} was refused: ${result.problem?.code}`);
    const told = [...textsOf(result.cells), ...result.conflicts.flatMap(({ ours }) => ours?.text ?? [])];
    const lost = pending.added.filter((text) => !told.includes(text));
    if (lost.length > 0) throw new Error(`${this.options.name} sent ${JSON.stringify(lost)}, and the answer knows nothing of it: ${JSON.stringify(result)}`);
    if ((result.status === 'conflict') !== result.conflicts.length > 0) throw new Error(`status ${result.status} with ${result.conflicts.length} conflicts`);
    this.pending = undefined;
    this.take(result);
    this.conflicts.push(...result.conflicts);
    for (const act of this.later.splice(0)) act();
  }

  /** Settles one open conflict in one of the four ways. */
  settle(): void {
    if (this.pending) return;
    const conflict = this.conflicts.shift();
    if (!conflict) return;
    const { random } = this.options;
    const choice = random.pick(['mine', 'theirs', 'both', 'new'] as const);
    const { ours, theirs } = conflict;
    if (ours) this.options.acts.settled.add(ours.text);
    const places = this.place(conflict.itemId);
    if (choice === 'theirs') this.giveUp(ours);
    else if (choice === 'both') this.putIn(ours);
    else if (choice === 'mine' && !ours) {
      if (places) this.giveUp(this.takeOut(places));
    } else {
      const wanted = choice === 'mine' && ours ? ours : { text: this.newText(), column: theirs?.column ?? ours?.column ?? '' };
      if (choice === 'new') this.giveUp(ours);
      if (!places) this.putIn(wanted, choice === 'mine');
      else {
        const was = this.takeOut(places);
        if (was.text !== wanted.text) this.giveUp(was);
        this.linesIn(wanted.column).push({ ...was, text: wanted.text });
      }
    }
  }

  private typeNow(): void {
    const { random, columns, acts } = this.options;
    const column = random.pick(columns);
    const lines = this.linesIn(column);
    const at = random.below(lines.length);
    const line = lines[at];
    const act = lines.length > 12 ? 'delete' : random.pick(['add', 'add', 'reword', 'continue', 'delete', 'move', 'reorder'] as const);
    if (act === 'add' || !line) lines.splice(random.below(lines.length + 1), 0, { text: this.newText() });
    else if (act === 'delete') this.giveUp(this.takeOut({ column, at }));
    else if (act === 'reword' || act === 'continue') {
      acts.givenUp.add(line.text);
      line.text = act === 'reword' ? this.newText() : this.note(`${line.text.slice(0, 150)}, ${this.mark()}`);
    } else if (act === 'reorder') lines.splice(random.below(lines.length), 0, ...lines.splice(at, 1));
    else {
      const [moved] = lines.splice(at, 1);
      const into = this.linesIn(random.pick(columns));
      if (moved) into.splice(random.below(into.length + 1), 0, moved);
    }
  }

  private take(row: { version: number; cells: Record<string, { itemId: string; text: string }[]> }): void {
    this.version = row.version;
    const read = (): Lines =>
      Object.fromEntries(this.options.columns.map((column) => [column, (row.cells[column] ?? []).map(({ itemId, text }) => ({ itemId, text }))]));
    this.base = read();
    this.shown = read();
  }

  private linesIn(column: string): Line[] {
    const lines = this.shown[column] ?? [];
    this.shown[column] = lines;
    return lines;
  }

  private place(itemId: string | undefined): { column: string; at: number } | undefined {
    for (const [column, lines] of Object.entries(this.shown)) {
      const at = lines.findIndex((line) => line.itemId === itemId);
      if (at >= 0) return { column, at };
    }
    return undefined;
  }

  private takeOut({ column, at }: { column: string; at: number }): Line {
    const [line] = (this.shown[column] ?? []).splice(at, 1);
    return line ?? { text: '' };
  }

  private putIn(side: Side | null, again = true): void {
    if (!side) return;
    const { copied } = this.options.acts;
    if (again) copied.set(side.text, (copied.get(side.text) ?? 0) + 1);
    this.linesIn(side.column).push({ text: side.text });
  }

  private giveUp(side: { text: string } | null): void {
    if (side) this.options.acts.givenUp.add(side.text);
  }

  private newText(): string {
    const { random } = this.options;
    const what = random.pick([
      'Law on weapons',
      '[law] Law on ammunition',
      '• Training of border police',
      '2. Joint exercise',
      'Zaključki\u00a0vlade',
      '12. november: seja',
      'Report',
    ]);
    return this.note(`${what} ${this.mark()}`);
  }

  /** Makes a text unlike any other of the run. */
  private mark(): string {
    return `${this.options.name} ${this.options.random.word()}${++this.texts}`;
  }

  private note(text: string): string {
    this.options.acts.typed.add(text);
    return text;
  }
}

/** All texts of a row. */
export const textsOf = (lines: Record<string, readonly { text: string }[]>): string[] => Object.values(lines).flatMap((cell) => cell.map(({ text }) => text));
