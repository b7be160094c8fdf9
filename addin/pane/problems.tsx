/** What a person should look at, each tied to its place: a jump to the cell, a correction, a repair. */
import { useRef } from 'preact/hooks';
import type { Engine, EngineView, SheetProblem } from '../sync/view.ts';
import { placeName } from './names.ts';
import { Button, FailureNote, Section } from './parts.tsx';
import { say } from './strings.ts';
import { useFocusHome } from './use-focus-home.ts';
import { useTask } from './use-task.ts';

/** The list of problems; nothing when there is none. Errors come first. */
export function Problems({ engine, view }: { engine: Engine; view: EngineView }) {
  const { problems } = view;
  if (problems.length === 0) return null;
  const ordered = [...problems].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
  return (
    <Section title={say('pane.problems.title', { count: problems.length })} tone="attention">
      <ul class="list">
        {ordered.map((problem) => (
          <ProblemLine key={problem.id} engine={engine} view={view} problem={problem} />
        ))}
      </ul>
    </Section>
  );
}

const ORDER: SheetProblem['kind'][] = ['error', 'refused', 'stray', 'warning'];

/** What the sheet lacks, if that is the problem: then there is no place to jump to. */
function missingPart({ code, repair }: SheetProblem): 'missing-row' | 'missing-column' | undefined {
  if (repair === 'restore-row') return 'missing-row';
  return code === 'sync.missing-column' ? 'missing-column' : undefined;
}

function ProblemLine({ engine, view, problem }: { engine: Engine; view: EngineView; problem: SheetProblem }) {
  const task = useTask<void>();
  const line = useRef<HTMLLIElement>(null);
  useFocusHome(line);
  const { proposal, repair } = problem;
  const target = problem.column === undefined ? { row: problem.row } : { row: problem.row, column: problem.column };
  const missing = missingPart(problem);
  const hasPlace = missing === undefined && view.grid?.rows.some(({ row }) => row === problem.row);
  return (
    <li class={`problem problem-${problem.kind}`} ref={line}>
      <p class="problem-kind">{say(`pane.problems.kind.${missing ?? problem.kind}`)}</p>
      <p>{problem.sentence}</p>
      <div class="buttons">
        {hasPlace ? (
          <Button look="link" onClick={() => void task.run(() => engine.jumpTo(target))}>
            {say('pane.problems.go', { place: placeName(view, problem) })}
          </Button>
        ) : null}
        {proposal ? (
          <Button look="plain" busy={task.busy} onClick={() => void task.run(() => engine.correct(problem.id))}>
            {say('pane.problems.correct', { text: proposal.text })}
          </Button>
        ) : null}
        {repair ? (
          <Button look="plain" busy={task.busy} onClick={() => void task.run(() => engine.repair(problem.id))}>
            {say(`pane.problems.${repair}`)}
          </Button>
        ) : null}
      </div>
      <FailureNote failure={task.failure} />
    </li>
  );
}
