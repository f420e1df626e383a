import { Button } from '../ui/Button.tsx';
import { Notice, Skeleton } from '../ui/states.tsx';
import { useWords } from '../words/words.tsx';

/** Why there are no rows: three different things for whoever looks. */
export function ListState(props: {
  isNarrowed: boolean;
  isHiddenStore: boolean;
  onClear: () => void;
}) {
  const { t } = useWords();
  const clear = (
    <Button look="primary" onPress={props.onClear}>
      {t('filter.clear')}
    </Button>
  );
  if (props.isHiddenStore)
    return (
      <Notice icon="warning" title={t('calls.noRight')} hint={t('calls.noRightHint')}>
        {clear}
      </Notice>
    );
  if (props.isNarrowed)
    return (
      <Notice icon="filter" title={t('calls.noResult')} hint={t('calls.noResultHint')}>
        {clear}
      </Notice>
    );
  return <Notice icon="calls" title={t('calls.empty')} hint={t('calls.emptyHint')} />;
}

export function TableSkeleton() {
  return <Skeleton bones={14} />;
}
