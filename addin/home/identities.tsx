/** Everybody a person can be in the demo, in the groups of the Support Group. */
import type { Member } from '#contract/grid.ts';
import type { Me } from '#contract/person.ts';
import { say } from '../pane/strings.ts';
import { previewAddress } from './preview-address.ts';

type Identity = NonNullable<Me['identities']>[number];

const GROUPS = ['western-balkans', 'eu', 'member-state', 'organisation', 'others'] as const;

/** The list, a group with nobody in it left out. */
export function Identities({ me, members }: { me: Me; members: Member[] }) {
  const groupOf = ({ member }: Identity) => members.find((each) => each.member === member)?.kind ?? 'others';
  const numberOf = ({ member }: Identity) => members.find((each) => each.member === member)?.no;
  const identities = me.identities ?? [];
  return (
    <section aria-labelledby="identities">
      <h2 id="identities">{say('home.identities')}</h2>
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
                  </li>
                ))}
              </ul>
            </div>
          ))}
      </div>
    </section>
  );
}
