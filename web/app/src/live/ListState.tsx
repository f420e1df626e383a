import { useLocation } from 'wouter';

import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/states.tsx';
import { useWords } from '../words/words.tsx';
import { addressOf, isNarrowed, type View } from './view.ts';

/** Why there are no rows: nobody calls, or nobody of those that were asked for. */
export function ListState({ view, isHiddenStore }: { view: View; isHiddenStore: boolean }) {
  const { t } = useWords();
  const [, navigate] = useLocation();
  if (!isNarrowed(view))
    return <Notice icon="calls" title={t('live.empty')} hint={t('live.emptyHint')} />;
  const clear = (
    <Button look="primary" onPress={() => navigate(addressOf(view.isWall ? { isWall: true } : {}))}>
      {t('filter.clear')}
    </Button>
  );
  if (isHiddenStore)
    return (
      <Notice icon="warning" title={t('calls.noRight')} hint={t('calls.noRightHint')}>
        {clear}
      </Notice>
    );
  return (
    <Notice icon="filter" title={t('live.noResult')} hint={t('calls.noResultHint')}>
      {clear}
    </Notice>
  );
}
