/** What waits for the Secretariat, each with the way to it. */
import type { Overview } from '#contract/overview.ts';
import { Button, Section } from '../pane/parts.tsx';
import { dayInWords, say, shortDateInWords } from '../pane/strings.ts';

/** The card. */
export function Waiting({ overview, waiting, onOpen }: { overview: Overview; waiting: NonNullable<Overview['waiting']>; onOpen: (member: string) => void }) {
  const { requests, reviews, failures } = waiting;
  const nameOf = (member: string): string => overview.members.find((each) => each.member === member)?.shortName ?? member;
  const day = (at: string): string => dayInWords(at, overview.timeZone);
  const lines = [
    ...requests.map(({ number, member, kind, dueOn, at }) => ({
      key: `q${number}`,
      member,
      text: say(kind === 'extension' && dueOn ? 'overview.waiting.extension' : 'overview.waiting.excuse', {
        dueOn: dueOn ? shortDateInWords(dueOn) : '',
        at: day(at),
      }),
    })),
    ...failures.map(({ reminder, member, code }) => ({
      key: `f${reminder}`,
      member,
      text: code === 'nobody-to-write-to' ? say('overview.waiting.nobody') : say('overview.waiting.failure', { code }),
    })),
    ...reviews.map(({ member, submission, at }) => ({
      key: `r${submission}`,
      member,
      text: say('overview.waiting.review', { number: submission, at: day(at) }),
    })),
  ];
  return (
    <Section title={say('overview.waiting.title', { count: lines.length })} tone={lines.length > 0 ? 'attention' : undefined}>
      {lines.length === 0 ? <p class="hint">{say('overview.waiting.nothing')}</p> : null}
      <ul class="list waiting-list">
        {lines.map(({ key, member, text }) => (
          <li key={key}>
            <Button look="link" onClick={() => onOpen(member)}>
              {nameOf(member)}
            </Button>{' '}
            {text}
          </li>
        ))}
      </ul>
    </Section>
  );
}
