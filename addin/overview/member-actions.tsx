/** What the Secretariat can do about a member now: review what came, answer what it asks, give time, excuse, submit on its behalf, write into the thread. */
import { useState } from 'preact/hooks';
import type { MemberFile } from '#contract/answer.ts';
import type { Overview, OverviewMember } from '#contract/overview.ts';
import type { Statement } from '#contract/period.ts';
import { say, shortDateInWords } from '../pane/strings.ts';
import { ActionForm, neededText } from './action-form.tsx';
import type { CycleActions } from './actions.ts';
import { ChoiceField, DateField, TextField } from './fields.tsx';

interface Acting {
  member: OverviewMember;
  overview: Overview;
  file: MemberFile;
  actions: CycleActions;
  onDone: () => void;
}

/** The buttons, those that answer something first. */
export function MemberActions(acting: Acting) {
  const { member, file } = acting;
  const pending = file.requests.filter(({ answer }) => answer === undefined);
  const asks = (kind: MemberFile['requests'][number]['kind']): boolean => pending.some((request) => request.kind === kind);
  return (
    <div class="actions no-print">
      {pending.map((request) => (
        <AnswerRequest key={request.number} {...acting} request={request} />
      ))}
      {member.reviewWaiting ? <GiveReview {...acting} /> : null}
      {/* What a member asks for is granted, not given beside its request. */}
      {member.state === 'excused' || asks('extension') ? null : <GiveTime {...acting} />}
      {member.state === 'excused' || asks('excuse') ? null : <Excuse {...acting} />}
      {member.received ? null : <SubmitOnBehalf {...acting} />}
      <Write {...acting} />
    </div>
  );
}

function GiveReview({ member, actions, onDone }: Acting) {
  const [comment, setComment] = useState('');
  const about = { member: member.member, ...(comment.trim() === '' ? {} : { comment }) };
  const field = <TextField label={say('overview.form.comment')} value={comment} onInput={setComment} />;
  return (
    <>
      <ActionForm
        name={say('overview.action.accept')}
        look="primary"
        title={say('overview.action.accept-title', { member: member.shortName })}
        confirm={say('overview.action.accept')}
        send={() => actions.giveReview({ ...about, ...(member.submission === undefined ? {} : { submission: member.submission }), verdict: 'accepted' })}
        onDone={onDone}
      >
        {field}
      </ActionForm>
      <ActionForm
        name={say('overview.action.return')}
        title={say('overview.action.return-title', { member: member.shortName })}
        confirm={say('overview.action.return')}
        missing={neededText(comment, say('overview.form.comment'))}
        send={() => actions.giveReview({ ...about, ...(member.submission === undefined ? {} : { submission: member.submission }), verdict: 'returned' })}
        onDone={onDone}
      >
        {field}
      </ActionForm>
    </>
  );
}

function AnswerRequest({ member, actions, onDone, request }: Acting & { request: MemberFile['requests'][number] }) {
  const [comment, setComment] = useState('');
  const [dueOn, setDueOn] = useState(request.dueOn ?? '');
  const extension = request.kind === 'extension';
  const words = comment.trim() === '' ? {} : { comment };
  const asked = extension
    ? say('overview.action.asks-extension', { member: member.shortName, dueOn: shortDateInWords(request.dueOn ?? member.dueOn) })
    : say('overview.action.asks-excuse', { member: member.shortName });
  return (
    <>
      <ActionForm
        name={say('overview.action.grant')}
        look="primary"
        title={asked}
        confirm={say('overview.action.grant')}
        missing={extension ? neededText(dueOn, say('overview.form.due')) : undefined}
        send={() => actions.answerRequest(request.number, { granted: true, ...(extension ? { dueOn } : {}), ...words })}
        onDone={onDone}
      >
        <p class="file-text">{request.reason}</p>
        {extension ? <DateField label={say('overview.form.due')} value={dueOn} onInput={setDueOn} /> : null}
        <TextField label={say('overview.form.comment')} value={comment} onInput={setComment} />
      </ActionForm>
      <ActionForm
        name={say('overview.action.refuse')}
        title={asked}
        confirm={say('overview.action.refuse')}
        send={() => actions.answerRequest(request.number, { granted: false, ...words })}
        onDone={onDone}
      >
        <p class="file-text">{request.reason}</p>
        <TextField label={say('overview.form.comment')} value={comment} onInput={setComment} />
      </ActionForm>
    </>
  );
}

function GiveTime({ member, actions, onDone }: Acting) {
  const [dueOn, setDueOn] = useState('');
  const [reason, setReason] = useState('');
  return (
    <ActionForm
      name={say('overview.action.time')}
      title={say('overview.action.time-title', { member: member.shortName })}
      confirm={say('overview.action.time')}
      missing={neededText(dueOn, say('overview.form.due')) ?? neededText(reason, say('overview.form.reason'))}
      send={() => actions.makeRequest({ member: member.member, kind: 'extension', dueOn, reason })}
      onDone={onDone}
    >
      <DateField label={say('overview.form.due')} value={dueOn} min={member.dueOn} onInput={setDueOn} />
      <TextField label={say('overview.form.reason')} value={reason} onInput={setReason} />
    </ActionForm>
  );
}

function Excuse({ member, actions, onDone }: Acting) {
  const [reason, setReason] = useState('');
  return (
    <ActionForm
      name={say('overview.action.excuse')}
      title={say('overview.action.excuse-title', { member: member.shortName })}
      confirm={say('overview.action.excuse')}
      missing={neededText(reason, say('overview.form.reason'))}
      send={() => actions.makeRequest({ member: member.member, kind: 'excuse', reason })}
      onDone={onDone}
    >
      <TextField label={say('overview.form.reason')} value={reason} onInput={setReason} />
    </ActionForm>
  );
}

function SubmitOnBehalf({ member, actions, onDone }: Acting) {
  const [statement, setStatement] = useState<Statement>('nothing-to-report');
  const [reason, setReason] = useState('');
  const choices = (['nothing-to-report', 'updated'] as const).map((value) => ({ value, name: say(`overview.statement.${value}`) }));
  return (
    <ActionForm
      name={say('overview.action.on-behalf')}
      title={say('overview.action.on-behalf-title', { member: member.shortName })}
      confirm={say('overview.action.on-behalf')}
      missing={neededText(reason, say('overview.form.heard'))}
      send={() => actions.submitOnBehalf({ member: member.member, statement, reason, despiteWarnings: true })}
      onDone={onDone}
    >
      <p class="hint">{say('overview.action.on-behalf-why')}</p>
      <ChoiceField label={say('overview.form.statement')} value={statement} choices={choices} onChange={(value) => setStatement(value as Statement)} />
      <TextField label={say('overview.form.heard')} value={reason} onInput={setReason} />
    </ActionForm>
  );
}

/** The row of a member has the member's key. */
function Write({ member, actions, onDone }: Acting) {
  const [text, setText] = useState('');
  return (
    <ActionForm
      name={say('overview.action.write')}
      title={say('overview.action.write-title', { member: member.shortName })}
      confirm={say('overview.action.write')}
      missing={neededText(text, say('overview.form.comment'))}
      send={() => actions.addComment(member.member, { text })}
      onDone={() => {
        setText('');
        onDone();
      }}
    >
      <TextField label={say('overview.form.comment')} value={text} onInput={setText} />
    </ActionForm>
  );
}
