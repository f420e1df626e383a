import { lazy, Suspense, useState, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';

import { Icon } from '../ui/icons.tsx';
import { useShortcuts } from '../ui/keyboard.ts';
import { useStored } from '../ui/stored.ts';
import { useWords } from '../words/words.tsx';
import { Mark } from './Mark.tsx';
import { PAGES } from './pages.ts';
import { PersonMenu } from './PersonMenu.tsx';
import { useSession } from './session.tsx';

const ShortcutHelp = lazy(() => import('./ShortcutHelp.tsx'));
const ExportDock = lazy(() => import('../exports/ExportDock.tsx'));
const PasswordDialog = lazy(() => import('./PasswordDialog.tsx'));

export const SHORTCUTS_KEY = 'w3.shortcuts';

export function Shell({ children }: { children: ReactNode }) {
  const { t } = useWords();
  const session = useSession();
  const [path, navigate] = useLocation();
  const [open, setOpen] = useState<'help' | 'password' | null>(null);
  const [shortcuts, setShortcuts] = useStored(SHORTCUTS_KEY, true);

  useShortcuts(
    {
      '?': () => setOpen('help'),
      'g c': () => navigate('/chiamate'),
      'g l': () => navigate('/diretta'),
      ...(session.may.callbacks && { 'g r': () => navigate('/richiami') }),
    },
    shortcuts,
  );

  return (
    <div className="shell">
      <a className="skip-link" href="#content">
        {t('skipLink')}
      </a>
      <header className="rail">
        <div className="brand">
          <Mark />
          <span className="brand-name">{t('product')}</span>
        </div>
        <nav aria-label={t('menu.label')}>
          <ul className="menu">
            {PAGES.filter((page) => page.isFor(session)).map((page) => {
              const isHere = path === page.path || path.startsWith(`${page.path}/`);
              return (
                <li key={page.path}>
                  <Link
                    href={page.path}
                    className="menu-link"
                    aria-current={isHere ? 'page' : undefined}
                  >
                    <Icon name={page.icon} />
                    <span className="menu-words">{t(page.words)}</span>
                    {page.Badge && <page.Badge />}
                  </Link>
                </li>
              );
            })}
          </ul>
        </nav>
        <PersonMenu onHelp={() => setOpen('help')} onPassword={() => setOpen('password')} />
      </header>
      {children}
      <Suspense>{session.may.export && <ExportDock />}</Suspense>
      <Suspense>
        {open === 'help' && (
          <ShortcutHelp enabled={shortcuts} onChange={setShortcuts} onClose={() => setOpen(null)} />
        )}
        {open === 'password' && <PasswordDialog onClose={() => setOpen(null)} />}
      </Suspense>
    </div>
  );
}
