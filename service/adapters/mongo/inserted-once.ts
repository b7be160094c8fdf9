/** The one atomic step that the MongoDB side relies on: the insert of a unique `_id`. */
import { isDuplicate } from './failure.ts';

/** Reports whether the insert got in; false if its `_id` was there. */
export async function insertedOnce(insert: () => Promise<unknown>): Promise<boolean> {
  try {
    await insert();
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}
