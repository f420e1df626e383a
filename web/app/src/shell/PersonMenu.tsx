import { lazy, Suspense } from 'react';
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components';

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
  const label = t('menu.person', { name: person.name });
  return (
    <DialogTrigger>
      <AriaButton className="person" aria-label={label}>
        <span className="avatar" aria-hidden="true">
          {initials(person.name)}
        </span>
        <span className="person-text">
          <span className="person-name">{person.name}</span>
          <span className="person-role">{t(`role.${person.role}`)}</span>
        </span>
      </AriaButton>
      <Popover className="popover person-menu" placement="top start" offset={8}>
        <Dialog className="list-dialog" aria-label={label}>
          {({ close }) => (
            <>
              <div className="person-card">
                <span className="person-name">{person.email}</span>
                <span className="person-role">{tenant.name}</span>
              </div>
              <Suspense>
                <PersonMenuList {...actions} onDone={close} />
              </Suspense>
            </>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
