// Page layout of a sheet, as Excel.PageLayout has it. Stored and given back; a preview does not print.

import type { Rect } from './address.ts';

/** How a sheet is printed. Margins are points; zoom is a percentage or a number of pages to fit. */
export interface PageLayout {
  readonly orientation: 'Portrait' | 'Landscape';
  readonly paperSize: string;
  readonly zoom: { readonly scale?: number; readonly horizontalFitToPages?: number; readonly verticalFitToPages?: number };
  readonly centerHorizontally: boolean;
  readonly centerVertically: boolean;
  readonly printGridlines: boolean;
  readonly printHeadings: boolean;
  readonly blackAndWhite: boolean;
  readonly leftMargin: number;
  readonly rightMargin: number;
  readonly topMargin: number;
  readonly bottomMargin: number;
  readonly headerMargin: number;
  readonly footerMargin: number;
  readonly printTitleRows: Rect | null;
  readonly printTitleColumns: Rect | null;
  readonly printArea: Rect | null;
  /** The six texts of header and footer, with Excel's & codes. */
  readonly headerFooter: Readonly<Record<HeaderFooterPart, string>>;
}

/** Where a text of the header or footer stands. */
export const HEADER_FOOTER_PARTS = ['leftHeader', 'centerHeader', 'rightHeader', 'leftFooter', 'centerFooter', 'rightFooter'] as const;
/** One of HEADER_FOOTER_PARTS. */
export type HeaderFooterPart = (typeof HEADER_FOOTER_PARTS)[number];

/** The page of a new sheet. */
export const DEFAULT_LAYOUT: PageLayout = {
  orientation: 'Portrait',
  paperSize: 'A4',
  zoom: { scale: 100 },
  centerHorizontally: false,
  centerVertically: false,
  printGridlines: false,
  printHeadings: false,
  blackAndWhite: false,
  leftMargin: 50.4,
  rightMargin: 50.4,
  topMargin: 54,
  bottomMargin: 54,
  headerMargin: 21.6,
  footerMargin: 21.6,
  printTitleRows: null,
  printTitleColumns: null,
  printArea: null,
  headerFooter: { leftHeader: '', centerHeader: '', rightHeader: '', leftFooter: '', centerFooter: '', rightFooter: '' },
};
