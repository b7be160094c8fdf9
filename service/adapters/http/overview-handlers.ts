/** The endpoints of the overview. */
import type { OVERVIEW_ROUTES } from '#contract/overview-routes.ts';
import type { TableWriter } from '../../application/documents.ts';
import { gridOf } from '../../application/grids.ts';
import { overviewCsv, overviewDocument, overviewFileName } from '../../application/overview-table.ts';
import type { Clock } from '../../application/ports.ts';
import { type OverviewDeps, readOverview } from '../../application/read-overview.ts';
import { type Handlers, sendFile } from './endpoint.ts';

/** One function per endpoint. */
export function overviewHandlers(deps: OverviewDeps & { clock: Clock; tableFiles: TableWriter }): Pick<Handlers, keyof typeof OVERVIEW_ROUTES> {
  return {
    readOverview: ({ principal, params, query }) => readOverview(deps, principal, { grid: params.grid, period: query.period }),

    downloadOverviewXlsx: async ({ principal, params, query, response }) => {
      const overview = await readOverview(deps, principal, { grid: params.grid, period: query.period });
      const { definition } = gridOf(deps.grids, params.grid).state();
      const bytes = await deps.tableFiles.writeTable(overviewDocument(overview, definition), { at: new Date(deps.clock.nowMs()).toISOString() });
      return sendFile(response, { bytes, media: 'xlsx', name: overviewFileName(overview, { definition, format: 'xlsx' }) });
    },

    downloadOverviewCsv: async ({ principal, params, query, response }) => {
      const overview = await readOverview(deps, principal, { grid: params.grid, period: query.period });
      const { definition } = gridOf(deps.grids, params.grid).state();
      const bytes = overviewCsv(overview, definition);
      return sendFile(response, { bytes, media: 'csv', name: overviewFileName(overview, { definition, format: 'csv' }) });
    },
  };
}
