// Events on their way to the add-in: which ones it registered for, and the entries that go over the wire. Message types, target ids
// and the shape of an entry are those that office.js reads (registerFunc, eventType and getTargetIdFunc of excel-web-16.00.js).

/** The wire number of each event that this host raises. */
export const EVENT = {
  documentSelection: 2,
  sheetChanged: 10,
  sheetActivated: 11,
  sheetDeactivated: 12,
  sheetAdded: 13,
  sheetSelection: 14,
  sheetDeleted: 15,
  rowSorted: 19,
  rowHidden: 22,
  sheetProtection: 24,
  sheetRenamed: 25,
  sheetVisibility: 26,
  sheetMoved: 27,
  tableSelection: 100,
  tableChanged: 101,
  tableAdded: 102,
  tableDeleted: 103,
} as const;

/** One of the event numbers. */
export type EventType = (typeof EVENT)[keyof typeof EVENT];

/** The target of an event that is registered for the whole workbook. */
export const WORKBOOK_TARGET = 'Workbook';

/** One event for one target as it goes over the wire; `message` is JSON. */
export interface WireEvent {
  readonly messageCategory: 65536;
  readonly messageType: EventType;
  readonly targetId: string;
  readonly message: string;
}

/** Keeps what the add-in registered for and hands raised events to the bridge. */
export class EventHub {
  /** Excel.Runtime.enableEvents, set by the add-in: false silences its own handlers. */
  enabled = true;
  /** A test's switch: false makes Excel forget to announce anything, as issues of office-js report for some gestures. */
  announcing = true;
  /** Where raised events go; the bridge sets it. */
  deliver: ((events: readonly WireEvent[]) => void) | null = null;
  /** How many events of each type were raised for at least one handler, for tests. */
  readonly raised = new Map<EventType, number>();
  readonly #registered = new Map<string, number>();

  /** The add-in added its first handler of this event on this target. */
  register(type: EventType, targetId: string): void {
    const key = `${type} ${targetId}`;
    this.#registered.set(key, (this.#registered.get(key) ?? 0) + 1);
  }

  /** The add-in removed its last handler of this event on this target. */
  unregister(type: EventType, targetId: string): void {
    const key = `${type} ${targetId}`;
    const left = (this.#registered.get(key) ?? 0) - 1;
    if (left > 0) this.#registered.set(key, left);
    else this.#registered.delete(key);
  }

  /** Forgets all handlers, as a reloaded task pane does. */
  reset(): void {
    this.#registered.clear();
    this.enabled = true;
  }

  /** Reports whether anybody would hear this event on one of the targets. */
  heard(type: EventType, targetIds: readonly string[]): boolean {
    return this.announcing && this.enabled && targetIds.some((targetId) => this.#isRegistered(type, targetId));
  }

  /** Sends an event to each of the targets that has a handler. */
  raise(type: EventType, targetIds: readonly string[], message: object): void {
    if (!this.announcing || !this.enabled) return;
    const targets = targetIds.filter((targetId) => this.#isRegistered(type, targetId));
    if (targets.length === 0) return;
    this.raised.set(type, (this.raised.get(type) ?? 0) + 1);
    const text = JSON.stringify(message);
    this.deliver?.(targets.map((targetId) => ({ messageCategory: 65536, messageType: type, targetId, message: text })));
  }

  /** office.js registers the selection of the document on its own side, so that the host cannot know and always sends it. */
  #isRegistered(type: EventType, targetId: string): boolean {
    return type === EVENT.documentSelection || this.#registered.has(`${type} ${targetId}`);
  }
}
