import { lazy } from 'react';

import { Popup } from '../ui/Popup.tsx';
import { useWords } from '../words/words.tsx';
import type { MenuActions } from './PersonMenuList.tsx';
import { useSession } from './session.tsx';

const PersonMenuList = lazy(() => import('./PersonMenuList.tsx'));

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  return [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => word?.[0]?.toUpperCase() ?? '')
    .join('');
}

export function PersonMenu(actions: MenuActions) {
  const { t } = useWords();
  const { person, tenant } = useSession();
  return (
    <Popup
      label={t('menu.person')}
      buttonClass="person"
      panelClass="list-dialog"
      popoverClass="person-menu"
      placement="top start"
      button={
        <>
          <span className="avatar" aria-hidden="true">
            {initials(person.name)}
          </span>
          <span className="visually-hidden">{t('menu.person')}: </span>
          <span className="person-text">
            <span className="person-name">{person.name}</span>
            <span className="person-role">{t(`role.${person.role}`)}</span>
          </span>
        </>
      }
    >
      {(close) => (
        <>
          <div className="person-card">
            <span className="person-name">{person.email}</span>
            <span className="person-role">{tenant.name}</span>
          </div>
          <PersonMenuList {...actions} onDone={close} />
        </>
      )}
    </Popup>
  );
}
