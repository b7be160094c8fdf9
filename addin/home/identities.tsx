/** Everybody a person can be in the demo, in the groups of the Support Group. */
import type { Member } from '#contract/grid.ts';
import type { Me } from '#contract/person.ts';
import { FailureNote } from '../pane/parts.tsx';
import { say } from '../pane/strings.ts';
import { useTask } from '../pane/use-task.ts';
import { openPage } from './open-page.ts';
import { previewAddress } from './preview-address.ts';

type Identity = NonNullable<Me['identities']>[number];

const GROUPS = ['western-balkans', 'eu', 'member-state', 'organisation', 'others'] as const;

/** The list, a group with nobody in it left out. */
export function Identities({ me, members }: { me: Me; members: Member[] }) {
  const groupOf = ({ member }: Identity) => members.find((each) => each.member === member)?.kind ?? 'others';
  const numberOf = ({ member }: Identity) => members.find((each) => each.member === member)?.no;
  const identities = me.identities ?? [];
  const task = useTask<void>();
  return (
    <section aria-labelledby="identities">
      <h2 id="identities">{say('home.identities')}</h2>
      <p>{say('home.web-form-why')}</p>
      <FailureNote failure={task.failure} />
      <div class="groups">
        {GROUPS.map((group) => ({ group, inside: identities.filter((identity) => groupOf(identity) === group) }))
          .filter(({ inside }) => inside.length > 0)
          .map(({ group, inside }) => (
            <div key={group} class="group">
              <h3>{say(`home.group.${group}`)}</h3>
              <ul>
                {inside.map((identity) => (
                  <li key={identity.token}>
                    <a href={previewAddress(identity.token)}>
                      <span class="number">{numberOf(identity) ?? '·'}</span>
                      <span class="name">{identity.name}</span>
                    </a>
                    <button type="button" class="web-form" onClick={() => void task.run(() => openPage('/form', identity.token))}>
                      {say('home.web-form')}
                      <span class="hidden">: {identity.name}</span>
                    </button>
                  </li>
                ))}
              </ul>
            </div>
          ))}
      </div>
    </section>
  );
}
