/** Many changes of one turn of the event loop are drawn once. */

/** Makes a function that runs the work at the end of this turn, however often it is called meanwhile. */
export function oncePerTurn(work: () => void): () => void {
  let due = false;
  return () => {
    if (due) return;
    due = true;
    queueMicrotask(() => {
      due = false;
      work();
    });
  };
}
