import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';

import { w3, type Person } from '../api/w3.ts';
import { useLabels } from '../calls/labels.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/icons.tsx';
import { Delayed, Notice, ProblemNotice, Skeleton } from '../ui/states.tsx';
import { useSession } from '../shell/session.tsx';
import { Confirm } from './Confirm.tsx';
import { PasswordOnce } from './PasswordOnce.tsx';
import { PersonForm } from './PersonForm.tsx';

export const PEOPLE = ['people'];

type Open =
  | { what: 'add' }
  | { what: 'edit' | 'deactivate' | 'reset'; person: Person }
  | { what: 'password'; name: string; password: string };

export function People() {
  const labels = useLabels();
  const { t } = labels;
  const client = useQueryClient();
  const people = useQuery({ queryKey: PEOPLE, queryFn: () => w3.people() });
  const [open, setOpen] = useState<Open | null>(null);
  const reread = () => client.invalidateQueries({ queryKey: PEOPLE });
  const activate = useMutation({
    mutationFn: (person: Person) => w3.changePerson(person.person_id, { active: true }),
    onSettled: reread,
  });
  const close = () => setOpen(null);

  if (people.isError)
    return <ProblemNotice error={people.error} onRetry={() => void people.refetch()} />;
  if (!people.data)
    return (
      <Delayed>
        <Skeleton bones={4} />
      </Delayed>
    );
  const { items } = people.data;
  const act = (action: string, person: Person) => {
    if (action === 'activate') activate.mutate(person);
    else setOpen({ what: action as 'edit' | 'deactivate' | 'reset', person });
  };

  return (
    <>
      <div className="toolbar">
        <p className="page-count">{t('people.count', { count: items.length })}</p>
        <Button look="primary" icon="plus" onPress={() => setOpen({ what: 'add' })}>
          {t('people.add')}
        </Button>
      </div>
      {items.length === 0 ? (
        <Notice icon="people" title={t('people.empty')} />
      ) : (
        <div className="sheet" tabIndex={0} role="region" aria-label={t('people.people')}>
          <table className="records">
            <thead>
              <tr>
                <th scope="col">{t('people.name')}</th>
                <th scope="col">{t('people.role')}</th>
                <th scope="col">{t('people.stores')}</th>
                <th scope="col">{t('people.ext')}</th>
                <th scope="col">{t('people.status')}</th>
                <th scope="col">{t('people.lastLogin')}</th>
                <th scope="col">
                  <span className="visually-hidden">{t('edit')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map((person) => (
                <PersonRow key={person.person_id} person={person} labels={labels} onAct={act} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {open?.what === 'add' && (
        <PersonForm
          onClose={close}
          onAdded={(person, password) => {
            setOpen({ what: 'password', name: person.name, password });
            void reread();
          }}
        />
      )}
      {open?.what === 'edit' && <PersonForm person={open.person} onClose={close} />}
      {open?.what === 'password' && (
        <PasswordOnce name={open.name} password={open.password} onClose={close} />
      )}
      {open?.what === 'deactivate' && (
        <Confirm
          title={t('people.deactivate')}
          text={t('people.deactivateAsk', { name: open.person.name })}
          onClose={close}
          act={async () => {
            await w3.changePerson(open.person.person_id, { active: false });
            await reread();
            close();
          }}
        />
      )}
      {open?.what === 'reset' && (
        <Confirm
          title={t('people.reset')}
          text={t('people.resetAsk', { name: open.person.name })}
          onClose={close}
          act={async () => {
            const { password } = await w3.resetPassword(open.person.person_id);
            setOpen({ what: 'password', name: open.person.name, password });
            await reread();
          }}
        />
      )}
    </>
  );
}

function PersonRow(props: {
  person: Person;
  labels: ReturnType<typeof useLabels>;
  onAct: (action: string, person: Person) => void;
}) {
  const { person, labels } = props;
  const { t, formats } = labels;
  const session = useSession();
  const isSelf = person.person_id === session.person.person_id;
  const isLocked = person.locked_until !== null && Date.parse(person.locked_until) > Date.now();
  const stores =
    person.store_ids === null
      ? t('people.allStores')
      : person.store_ids.map((id) => labels.store(id)).join(', ') || t('people.noStores');
  const status = !person.active ? 'inactive' : isLocked ? 'locked' : 'active';
  const looks = { active: 'good', inactive: 'mute', locked: 'warn' } as const;
  const icons = { active: 'check', inactive: 'close', locked: 'warning' } as const;

  return (
    <tr className={person.active ? undefined : 'inactive'}>
      <th scope="row">
        <span className="two-lines">
          <span className="strong">
            {person.name}
            {isSelf && <span className="you">{t('people.you')}</span>}
          </span>
          <span className="second">{person.email}</span>
        </span>
      </th>
      <td data-label={t('people.role')}>{t(`role.${person.role}`)}</td>
      <td data-label={t('people.stores')}>{stores}</td>
      <td data-label={t('people.ext')}>{person.ext ?? t('none')}</td>
      <td data-label={t('people.status')}>
        <span className={`badge ${looks[status]}`}>
          <Icon name={icons[status]} />
          {t(`people.${status}`)}
        </span>
      </td>
      <td data-label={t('people.lastLogin')}>
        {person.last_login === null ? t('people.never') : formats.dateTime(person.last_login)}
      </td>
      <td className="row-actions">
        <MenuTrigger>
          <AriaButton
            className="button quiet icon-only"
            aria-label={t('people.actions', { name: person.name })}
          >
            <Icon name="more" />
          </AriaButton>
          <Popover className="popover" placement="bottom end" offset={4}>
            <Menu className="list" onAction={(key) => props.onAct(String(key), person)}>
              <MenuItem id="edit" className="list-item">
                {t('edit')}
              </MenuItem>
              <MenuItem id="reset" className="list-item">
                {t('people.reset')}
              </MenuItem>
              {!isSelf && (
                <MenuItem id={person.active ? 'deactivate' : 'activate'} className="list-item">
                  {t(person.active ? 'people.deactivate' : 'people.activate')}
                </MenuItem>
              )}
            </Menu>
          </Popover>
        </MenuTrigger>
      </td>
    </tr>
  );
}
