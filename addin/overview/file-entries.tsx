/** What stands in a member's file for a period, as one list in the order in which it happened. */
import type { MemberFile } from '#contract/answer.ts';
import { instantInWords, say, shortDateInWords } from '../pane/strings.ts';

interface Line {
  at: string;
  what: string;
  text?: string | undefined;
}

type NameOf = (person: string) => string;

/** The list, oldest first. */
export function FileEntries({ file, timeZone, nameOf }: { file: MemberFile; timeZone: string; nameOf: NameOf }) {
  const lines = linesOf(file, nameOf);
  if (lines.length === 0) return <p class="hint">{say('overview.file.empty')}</p>;
  return (
    <ol class="file-list">
      {lines.map(({ at, what, text }) => (
        <li key={`${at} ${what}`}>
          <span class="file-at">{instantInWords(at, timeZone)}</span> <strong>{what}</strong>
          {text ? <p class="file-text">{text}</p> : null}
        </li>
      ))}
    </ol>
  );
}

function linesOf({ submissions, reviews, requests, comments }: MemberFile, nameOf: NameOf): Line[] {
  const lines: Line[] = [
    ...submissions.flatMap((made) => submissionLines(made, nameOf)),
    ...reviews.map(({ at, verdict, submission, comment, remarks }) => ({
      at,
      what: say(`overview.file.${verdict}`, { number: submission }),
      text: [comment, ...remarks.map(({ text }) => text)].filter(Boolean).join('\n'),
    })),
    ...requests.flatMap(requestLines),
    ...comments.map(({ at, from, text }) => ({ at, what: say(`overview.file.comment-${from}`), text })),
  ];
  return lines.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

function submissionLines(made: MemberFile['submissions'][number], nameOf: NameOf): Line[] {
  const { number } = made;
  const statement = say(`overview.statement.${made.statement}`);
  const what = say(made.onBehalf ? 'overview.file.submitted-on-behalf' : 'overview.file.submitted', { number, statement, by: nameOf(made.by) });
  return [
    { at: made.submittedAt, what, text: made.reason },
    ...(made.acknowledgedAt ? [{ at: made.acknowledgedAt, what: say('overview.file.acknowledged', { number }) }] : []),
    ...(made.withdrawnAt
      ? [{ at: made.withdrawnAt, what: say('overview.file.withdrawn', { number, by: nameOf(made.withdrawnBy ?? made.by) }), text: made.withdrawalReason }]
      : []),
  ];
}

function requestLines({ kind, dueOn, reason, at, answer }: MemberFile['requests'][number]): Line[] {
  const asked = kind === 'extension' ? say('overview.file.asked-extension', { dueOn: shortDateInWords(dueOn ?? '') }) : say('overview.file.asked-excuse');
  if (!answer) return [{ at, what: asked, text: reason }];
  const granted =
    kind === 'extension' && answer.dueOn ? say('overview.file.granted-until', { dueOn: shortDateInWords(answer.dueOn) }) : say('overview.file.granted');
  return [
    { at, what: asked, text: reason },
    { at: answer.at, what: answer.granted ? granted : say('overview.file.refused'), text: answer.comment },
  ];
}
