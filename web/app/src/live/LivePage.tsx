import { useEffect, useMemo } from 'react';
import { Link, useLocation, useSearch } from 'wouter';

import { TableSkeleton } from '../calls/ListState.tsx';
import { LabelsProvider, useLabels, type Labels } from '../calls/labels.ts';
import { useSession } from '../shell/session.tsx';
import { useAtNow } from '../ui/clock.ts';
import { Icon } from '../ui/icons.tsx';
import { useShortcuts } from '../ui/keyboard.ts';
import { Delayed, Notice, ProblemNotice } from '../ui/states.tsx';
import { useWords } from '../words/words.tsx';
import type { Board } from './board.ts';
import { LiveBoard } from './LiveBoard.tsx';
import { Stale } from './Stale.tsx';
import { Toolbar } from './Toolbar.tsx';
import { useLive } from './useLive.ts';
import { useWall } from './useWall.ts';
import { addressOf, readView, type View } from './view.ts';

export default function LivePage() {
  const labels = useLabels();
  const { t, formats } = labels;
  const { tenant } = useSession();
  const [, navigate] = useLocation();
  const search = useSearch();
  const view = useMemo(() => readView(search), [search]);
  const { isWall = false, ...without } = view;
  const { board, problem, retry } = useLive();
  useWall(isWall);
  useShortcuts(isWall ? { Escape: () => navigate(addressOf(without)) } : {}, true);

  useEffect(() => {
    document.title = `${t('live.title')} · ${tenant.name} · ${t('product')}`;
  }, [t, tenant.name]);

  return (
    <LabelsProvider value={labels}>
      <main className="main calls-page live-page" id="content" tabIndex={-1}>
        <header className="page-head">
          <h1>{t('live.title')}</h1>
          {board.standing === 'live' && (
            <p className="live-now">
              <Icon name="live" />
              {t('live.now')}
            </p>
          )}
          {isWall ? (
            <WallHead labels={labels} leave={addressOf(without)} name={tenant.name} />
          ) : (
            <p className="page-note page-updated">
              <span className="page-zone">{t('calls.zone', { zone: tenant.timezone })}</span>
            </p>
          )}
        </header>
        {!isWall && <Toolbar view={view} />}
        <Stale board={board} formats={formats} />
        <Content board={board} problem={problem} retry={retry} view={view} />
      </main>
    </LabelsProvider>
  );
}

function Content(props: { board: Board; problem: unknown; retry: () => void; view: View }) {
  const { board, problem, retry, view } = props;
  const { t } = useWords();
  if (board.asOf !== null) return <LiveBoard board={board} view={view} />;
  if (problem !== null) return <ProblemNotice error={problem} onRetry={retry} />;
  if (board.standing === 'waiting')
    return (
      <Delayed>
        <TableSkeleton />
      </Delayed>
    );
  return (
    <Notice
      icon="warning"
      role="status"
      title={t(board.standing === 'down' ? 'live.never.down' : 'problem.title')}
      hint={t(board.standing === 'down' ? 'live.never.downHint' : 'problem.noAnswer')}
    />
  );
}

function WallHead({ labels, leave, name }: { labels: Labels; leave: string; name: string }) {
  const { t, formats } = labels;
  const time = useAtNow((now) => formats.minute(now));
  return (
    <p className="wall-head">
      <span>{name}</span>
      <time>{time}</time>
      <Link href={leave} className="button quiet">
        <Icon name="close" />
        {t('live.leaveWall')}
      </Link>
    </p>
  );
}
