import { lazy, Suspense, useEffect, useMemo, useRef } from 'react';
import { Link, useSearch } from 'wouter';

import type { CountsAnswer } from '../api/callbacks.ts';
import { LabelsProvider, useLabels } from '../calls/labels.ts';
import { useSession } from '../shell/session.tsx';
import { Delayed } from '../ui/states.tsx';
import { Said } from './Said.tsx';
import { TaskList } from './TaskList.tsx';
import { useReread } from './useCallbacks.ts';
import { useCounts } from './useCounts.ts';
import { useCountWords } from './useCountWords.ts';
import { useEvents } from './useEvents.ts';
import { addressOf, readView, TABS, type Tab } from './view.ts';
import { useNewWork, WorkProvider } from './work.ts';

const FiguresPanel = lazy(() => import('./FiguresPanel.tsx'));
const RefusedCalls = lazy(() => import('./RefusedCalls.tsx'));
const Questions = lazy(() => import('./Questions.tsx'));

/** What the list of a tab has, where it is counted. */
const COUNTS: Partial<Record<Tab, keyof CountsAnswer['counts']>> = {
  'da-richiamare': 'to_call',
  'in-carico': 'mine',
  pianificati: 'planned',
};

export default function CallbacksPage({ openId }: { openId: string | undefined }) {
  const labels = useLabels();
  const { t } = labels;
  const { tenant } = useSession();
  const search = useSearch();
  const view = useMemo(() => readView(search), [search]);
  const { work, said, question } = useNewWork();
  useEvents(useReread());

  useEffect(() => {
    document.title = `${t('callbacks.title')} · ${tenant.name} · ${t('product')}`;
  }, [t, tenant.name]);

  return (
    <LabelsProvider value={labels}>
      <WorkProvider value={work}>
        <main className="main calls-page callbacks-page" id="content" tabIndex={-1}>
          <header className="page-head">
            <h1>{t('callbacks.title')}</h1>
            <Overdue />
            <p className="page-note page-updated">
              <span className="page-zone">{t('calls.zone', { zone: tenant.timezone })}</span>
            </p>
          </header>
          <Tabs tab={view.tab} />
          <Suspense
            fallback={
              <Delayed>
                <span className="bone" />
              </Delayed>
            }
          >
            {view.tab === 'andamento' ? (
              <FiguresPanel />
            ) : view.tab === 'non-richiamabili' ? (
              <RefusedCalls />
            ) : (
              <TaskList view={view} openId={openId && decodeURIComponent(openId)} />
            )}
          </Suspense>
          {said && <Said said={said} onClose={() => work.say(null)} />}
          <Suspense>{question && <Questions question={question} />}</Suspense>
        </main>
      </WorkProvider>
    </LabelsProvider>
  );
}

function Overdue() {
  const { t } = useLabels();
  const answer = useCounts();
  const written = useCountWords(answer?.counts_max);
  if (!answer) return null;
  const { to_call, overdue } = answer.counts;
  return (
    <p className="page-count">
      {t('callbacks.badge', { open: written(to_call) })}
      {overdue > 0 && (
        <strong className="page-overdue">
          {' '}
          · {t('callbacks.badgeOverdue', { count: written(overdue) })}
        </strong>
      )}
    </p>
  );
}

function Tabs({ tab }: { tab: Tab }) {
  const { t } = useLabels();
  const answer = useCounts();
  const written = useCountWords(answer?.counts_max);
  const tabs = useRef<HTMLElement>(null);
  // On a phone not all of them are in sight; counts that come make them wider.
  useEffect(() => {
    const here = tabs.current?.querySelector('[aria-current]');
    here?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [tab, answer]);
  return (
    <nav ref={tabs} className="tabs" aria-label={t('callbacks.tabs')}>
      {(Object.keys(TABS) as Tab[]).map((each) => {
        const counted = COUNTS[each];
        const count = (counted && answer?.counts[counted]) ?? 0;
        return (
          <Link
            key={each}
            href={addressOf({ tab: each })}
            className={`tab${TABS[each] === null ? ' aside' : ''}`}
            aria-current={each === tab ? 'page' : undefined}
          >
            {t(`callbacks.tab.${each}`)}
            {count > 0 && <span className="tab-count">{written(count)}</span>}
          </Link>
        );
      })}
    </nav>
  );
}
