/** The endpoints of the overview, part of the table in routes.ts. */
import * as z from 'zod/mini';
import { Overview } from './overview.ts';
import { id, inGrid } from './route-params.ts';

/** Without a period the one in work. */
const ofPeriod = z.strictObject({ period: z.optional(id) });

/** These endpoints by name. */
export const OVERVIEW_ROUTES = {
  readOverview: {
    method: 'get',
    path: '/grids/{grid}/overview',
    summary: 'A period at a glance: members, rates and what they are made of, the last eight periods, what waits (period: the one in work)',
    params: inGrid,
    query: ofPeriod,
    status: 200,
    answer: Overview,
    codes: ['unknown-grid', 'unknown-period'],
  },
  downloadOverviewXlsx: {
    method: 'get',
    path: '/grids/{grid}/overview.xlsx',
    summary: 'The overview of a period as a workbook',
    params: inGrid,
    query: ofPeriod,
    status: 200,
    answer: 'xlsx',
    codes: ['unknown-grid', 'unknown-period'],
  },
  downloadOverviewCsv: {
    method: 'get',
    path: '/grids/{grid}/overview.csv',
    summary: 'The members of the overview as .csv (RFC 4180, UTF-8 with a byte order mark)',
    params: inGrid,
    query: ofPeriod,
    status: 200,
    answer: 'csv',
    codes: ['unknown-grid', 'unknown-period'],
  },
} as const;
