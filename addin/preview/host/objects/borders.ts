// Excel.RangeBorderCollection and Excel.RangeBorder: the lines around and between the cells of a range (office-js reference, BorderIndex).
// Diagonals are not simulated.

import { isEntireColumns, isEntireRows, type Rect } from '../address.ts';
import { type Border, NO_BORDER, type Side } from '../cells.ts';
import { HostError, notSimulated } from '../errors.ts';
import { setCellFormat } from '../format.ts';
import { allows, demand } from '../protection.ts';
import type { Sheet } from '../sheet.ts';
import { AreasObject } from './areas.ts';
import { type Host, readColour, readWord } from './host-object.ts';

const PLACES = ['EdgeTop', 'EdgeBottom', 'EdgeLeft', 'EdgeRight', 'InsideHorizontal', 'InsideVertical'] as const;
type Place = (typeof PLACES)[number];

const SIDES: Record<Place, readonly Side[]> = {
  EdgeTop: ['top'],
  EdgeBottom: ['bottom'],
  EdgeLeft: ['left'],
  EdgeRight: ['right'],
  InsideHorizontal: ['top', 'bottom'],
  InsideVertical: ['left', 'right'],
};

/** The borders of a range. */
export class RangeBorderCollectionObject extends AreasObject {
  readonly apiName = 'RangeBorderCollection';

  get Count(): number {
    return PLACES.length;
  }
  list(): RangeBorderObject[] {
    return PLACES.map((place) => new RangeBorderObject(this.host, this, place));
  }
  item(index: unknown): RangeBorderObject {
    if (index === 'DiagonalDown' || index === 'DiagonalUp') throw notSimulated(`RangeBorderCollection.getItem("${index}")`);
    return new RangeBorderObject(this.host, this, readWord(index, PLACES));
  }
  GetItemAt(index: unknown): RangeBorderObject {
    return this.item(PLACES[Number(index)]);
  }
}

/** One border of a range. */
export class RangeBorderObject extends AreasObject {
  readonly apiName = 'RangeBorder';
  readonly place: Place;

  constructor(host: Host, of: { sheet: Sheet; areas: readonly Rect[] }, place: Place) {
    super(host, of.sheet, of.areas);
    this.place = place;
  }

  get Id(): string {
    return this.place;
  }
  get SideIndex(): string {
    return this.place;
  }
  get Style(): string | null {
    return this.common('style');
  }
  set Style(value: unknown) {
    const style = readWord(value, ['None', 'Continuous', 'Dash', 'DashDot', 'DashDotDot', 'Dot', 'Double', 'SlantDashDot']);
    this.change(() => ({ style }));
  }
  get Weight(): string | null {
    return this.common('weight');
  }
  set Weight(value: unknown) {
    const weight = readWord(value, ['Hairline', 'Thin', 'Medium', 'Thick']);
    this.change(drawn({ weight }));
  }
  get Color(): string | null {
    return this.common('color');
  }
  set Color(value: unknown) {
    this.change(drawn({ color: readColour(value) }));
  }

  private common(key: keyof Border): string | null {
    const values = this.lines().map(([row, col, side]) => this.sheet.formatAt(row, col)[side][key]);
    const first = values[0] ?? NO_BORDER[key];
    return values.every((value) => value === first) ? first : null;
  }
  private change(patch: (old: Border) => Partial<Border>): void {
    demand(allows(this.sheet, 'allowFormatCells'));
    this.book.changing();
    for (const [row, col, side] of this.lines()) {
      const old = this.sheet.formatAt(row, col)[side];
      setCellFormat(this.sheet, row, col, { [side]: { ...old, ...patch(old) } });
    }
    this.book.redraw({ sheetId: this.sheet.id });
  }
  /** The sides of cells that this border consists of. */
  private lines(): [number, number, Side][] {
    return this.areas.flatMap((area) => {
      if (isEntireColumns(area) || isEntireRows(area)) throw new HostError('InvalidArgument');
      const cells = Array.from({ length: area.rows * area.cols }, (_, n) => [area.row + Math.floor(n / area.cols), area.col + (n % area.cols)] as const);
      return cells.flatMap(([row, col]) =>
        SIDES[this.place].filter((side) => this.on(area, { row, col }, side)).map((side): [number, number, Side] => [row, col, side]),
      );
    });
  }
  private on(area: Rect, { row, col }: { row: number; col: number }, side: Side): boolean {
    const outside = { top: row === area.row, bottom: row === area.row + area.rows - 1, left: col === area.col, right: col === area.col + area.cols - 1 };
    return this.place.startsWith('Edge') === outside[side];
  }
}

/** A colour or weight given to a border that is not there draws it. */
const drawn = (patch: Partial<Border>) => (old: Border) => ({ ...(old.style === 'None' ? { style: 'Continuous' } : {}), ...patch });
