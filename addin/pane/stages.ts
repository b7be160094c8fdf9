/** The steps of the reminder ladder in words. */
import { Stage } from '#contract/grid.ts';
import { say } from './strings.ts';

/** Says stages: `before it is due, due soon`. A stage that this pane does not know keeps its key. */
export const stagesInWords = (stages: string[]): string => stages.map(stageInWords).join(', ');

function stageInWords(key: string): string {
  const known = Stage.shape.stage.safeParse(key);
  return known.success ? say(`pane.stage.${known.data}`) : key;
}
