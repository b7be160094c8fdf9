/** The versions that rows of the sheet started from, where the sheet's own copies can't be used. */
import { ApiProblem, ApiUnavailable } from '../api/client.ts';
import { editableColumns, type Texts, textsOf } from './cells.ts';
import { type SheetModel, versionKey } from './model.ts';
import type { RoundPorts } from './round.ts';
import type { EngineState } from './state.ts';
import type { Survey } from './survey.ts';

/** Fetches the versions that rows started from. False if the service did not answer: those rows are left alone until it does. */
export async function fetchBases(state: EngineState, { model, sheet }: Survey, { api }: Pick<RoundPorts, 'api'>): Promise<boolean> {
  const grid = state.grid?.grid ?? '';
  const columns = editableColumns(sheet.columns);
  const wanted = [...new Map(model.unfit.flatMap(neededVersions).map((need) => [versionKey(need.row, need.version), need])).values()];
  try {
    const texts = await Promise.all(
      wanted.map(async ({ row, version }): Promise<[string, Texts]> => {
        const { cells } = await api.call('readVersion', { params: { grid, row, version: String(version) } });
        return [versionKey(row, version), textsOf(columns, { cells, member: undefined })];
      }),
    );
    for (const [key, value] of texts) state.fetched.set(key, value);
    return true;
  } catch (error) {
    if (error instanceof ApiUnavailable || error instanceof ApiProblem) return false;
    throw error;
  }
}

const neededVersions = ({ row, version }: SheetModel['unfit'][number]): SheetModel['unfit'] => [
  { row, version },
  { row, version: 1 },
];
