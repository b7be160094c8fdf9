// Excel.Workbook with its application, runtime, properties and settings (office-js reference).

import type { Properties } from '../book.ts';
import { HostError } from '../errors.ts';
import { type Host, HostCollection, HostObject, type RangeLike, readBoolean, readText } from './host-object.ts';
import { NamedItemCollectionObject } from './names.ts';
import { TableCollectionObject } from './tables.ts';
import { WorksheetCollectionObject } from './worksheets.ts';

/** The root of all objects. */
export class WorkbookObject extends HostObject {
  readonly apiName = 'Workbook';

  get Name(): string {
    return this.book.name;
  }
  get ReadOnly(): boolean {
    return false;
  }
  get Worksheets(): WorksheetCollectionObject {
    return new WorksheetCollectionObject(this.host);
  }
  get Tables(): TableCollectionObject {
    return new TableCollectionObject(this.host, null);
  }
  get Names(): NamedItemCollectionObject {
    return new NamedItemCollectionObject(this.host, null);
  }
  get Settings(): SettingCollectionObject {
    return new SettingCollectionObject(this.host);
  }
  get Properties(): DocumentPropertiesObject {
    return new DocumentPropertiesObject(this.host);
  }
  get Application(): ApplicationObject {
    return new ApplicationObject(this.host);
  }
  get _Runtime(): RuntimeObject {
    return new RuntimeObject(this.host);
  }

  GetSelectedRange(): RangeLike {
    return this.host.range(this.book.active, this.book.active.selection);
  }
  GetActiveCell(): RangeLike {
    return this.host.range(this.book.active, this.book.activeCell());
  }
  GetIsActiveCollabSession(): boolean {
    return this.book.coauthored;
  }
  /** office.js lets go of a reference. */
  _RemoveReference(id: unknown): void {
    this.book.references.delete(String(id));
  }
  /** getRange(context) of an event's arguments. */
  _GetRangeForEventByReferenceId(id: unknown): RangeLike {
    const range = this._GetRangeOrNullObjectForEventByReferenceId(id);
    if (!range) throw new HostError('ItemNotFound');
    return range;
  }
  /** getRangeOrNullObject(context) of an event's arguments. */
  _GetRangeOrNullObjectForEventByReferenceId(id: unknown): RangeLike | null {
    const reference = this.book.references.get(String(id));
    return reference?.rect && !reference.sheet.deleted ? this.host.range(reference.sheet, reference.rect) : null;
  }
}

/** Excel itself. Nothing is calculated or drawn step by step here, so the two suspensions have nothing to suspend. */
export class ApplicationObject extends HostObject {
  readonly apiName = 'Application';

  get CalculationMode(): string {
    return 'Automatic';
  }
  SuspendApiCalculationUntilNextSync(): void {}
  SuspendScreenUpdatingUntilNextSync(): void {}
}

/** The add-in's own runtime: whether it hears events. */
export class RuntimeObject extends HostObject {
  readonly apiName = 'Runtime';

  get EnableEvents(): boolean {
    return this.book.events.enabled;
  }
  set EnableEvents(value: unknown) {
    this.book.events.enabled = readBoolean(value);
  }
}

/** Document properties; one accessor for each key of Properties, defined below. */
export class DocumentPropertiesObject extends HostObject {
  readonly apiName = 'DocumentProperties';
}

const PROPERTY_KEYS: readonly (keyof Properties)[] = ['title', 'subject', 'author', 'keywords', 'comments', 'category', 'manager', 'company'];
for (const key of PROPERTY_KEYS) {
  Object.defineProperty(DocumentPropertiesObject.prototype, key[0]?.toUpperCase() + key.slice(1), {
    get(this: DocumentPropertiesObject) {
      return this.book.properties[key];
    },
    set(this: DocumentPropertiesObject, value: unknown) {
      this.book.properties[key] = readText(value);
    },
  });
}

/** Settings that the add-in keeps in the workbook. They are no part of undo (assumption A14). */
export class SettingCollectionObject extends HostCollection<SettingObject> {
  readonly apiName = 'SettingCollection';

  list(): SettingObject[] {
    return [...this.book.settings.keys()].map((key) => new SettingObject(this.host, key));
  }
  find(key: string): SettingObject | null {
    return this.book.settings.has(key) ? new SettingObject(this.host, key) : null;
  }
  Add(key: unknown, value: unknown): SettingObject {
    this.book.settings.set(readText(key), value);
    return new SettingObject(this.host, String(key));
  }
}

/** One setting. */
export class SettingObject extends HostObject {
  readonly apiName = 'Setting';
  readonly key: string;

  constructor(host: Host, key: string) {
    super(host);
    this.key = key;
  }

  get _Id(): string {
    return this.key;
  }
  get Key(): string {
    return this.key;
  }
  get Value(): unknown {
    return this.book.settings.get(this.key) ?? null;
  }
  set Value(value: unknown) {
    this.book.settings.set(this.key, value);
  }
  Delete(): void {
    this.book.settings.delete(this.key);
  }
}
