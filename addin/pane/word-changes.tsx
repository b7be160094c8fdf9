/** A reworded text in one line: the words that went struck through, those that came underlined, each kind also said in words to a screen reader. */
import { say } from './strings.ts';
import { wordDiff } from './word-diff.ts';

/** A stretch of words that stayed, went or came. */
export interface WordChange {
  change: 'same' | 'removed' | 'added';
  text: string;
}

/** Lays the two sides of a comparison into one line, what went before what came. */
export function wordChanges(before: string, after: string): WordChange[] {
  const { left, right } = wordDiff(before, after);
  const [old, now] = [[...left], [...right]];
  const line: WordChange[] = [];
  const add = (change: WordChange['change'], text: string): void => {
    if (text !== '') line.push({ change, text });
  };
  while (old.length > 0 || now.length > 0) {
    if (old[0]?.differs) add('removed', old.shift()?.text ?? '');
    if (now[0]?.differs) add('added', now.shift()?.text ?? '');
    // What stayed is the same on both sides, though it may be cut into other pieces.
    const [a, b] = [old[0], now[0]];
    if (!a || !b || a.differs || b.differs) continue;
    const length = Math.min(a.text.length, b.text.length);
    add('same', a.text.slice(0, length));
    for (const side of [old, now]) {
      const rest = side[0]?.text.slice(length) ?? '';
      side.splice(0, 1, ...(rest === '' ? [] : [{ text: rest, differs: false }]));
    }
  }
  return line;
}

/** Shows a reworded text. */
export function WordChanges({ before, text }: { before: string; text: string }) {
  return (
    <span class="change-text">
      {wordChanges(before, text).map((piece, at) => (
        <Words key={at} {...piece} />
      ))}
    </span>
  );
}

function Words({ change, text }: WordChange) {
  if (change === 'same') return <>{text}</>;
  const hidden = <span class="hidden"> {say(`history.words-${change}`)} </span>;
  return change === 'added' ? (
    <ins class="came">
      {hidden}
      {text}
    </ins>
  ) : (
    <del class="went">
      {hidden}
      {text}
    </del>
  );
}
