import { lazy, Suspense, useEffect } from 'react';
import { Link, Redirect } from 'wouter';

import { useWords } from '../words/words.tsx';
import { AuditLog } from './AuditLog.tsx';
import { People } from './People.tsx';

const RulesPanel = lazy(() => import('../callbacks/rules/RulesPanel.tsx'));

const TABS = [
  { path: '/amministrazione', tab: undefined, words: 'people.people' },
  { path: '/amministrazione/attivita', tab: 'attivita', words: 'people.audit' },
  { path: '/amministrazione/richiami', tab: 'richiami', words: 'rules.title' },
] as const;

export default function AdministrationPage({ tab }: { tab: string | undefined }) {
  const { t } = useWords();
  useEffect(() => {
    document.title = `${t('people.title')} · ${t('product')}`;
  }, [t]);
  if (!TABS.some((each) => each.tab === tab)) return <Redirect to="/amministrazione" replace />;
  return (
    <main className="main" id="content" tabIndex={-1}>
      <header className="page-head">
        <h1>{t('people.title')}</h1>
      </header>
      <nav className="tabs" aria-label={t('people.title')}>
        {TABS.map((each) => (
          <Link
            key={each.path}
            href={each.path}
            className="tab"
            aria-current={each.tab === tab ? 'page' : undefined}
          >
            {t(each.words)}
          </Link>
        ))}
      </nav>
      {tab === undefined && <People />}
      {tab === 'attivita' && <AuditLog />}
      <Suspense>{tab === 'richiami' && <RulesPanel />}</Suspense>
    </main>
  );
}
