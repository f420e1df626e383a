import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/states.tsx';
import { useWords } from '../words/words.tsx';
import { isNarrowed, type View } from './view.ts';

/** Why there are no rows: nothing to do, or nothing that was looked for. */
export function ListState({ view, onClear }: { view: View; onClear: () => void }) {
  const { t } = useWords();
  if (isNarrowed(view))
    return (
      <Notice icon="filter" title={t('calls.noResult')} hint={t('calls.noResultHint')}>
        <Button look="primary" onPress={onClear}>
          {t('filter.clear')}
        </Button>
      </Notice>
    );
  if (view.tab === 'da-richiamare') return <Notice icon="check" title={t('callbacks.empty')} />;
  return <Notice icon="callback" title={t('callbacks.emptyTab')} />;
}
