import { Icon } from '../ui/icons.tsx';
import { useWords } from '../words/words.tsx';
import { useCounts } from './useCounts.ts';
import { useCountWords } from './useCountWords.ts';

/** How many customers wait, at the entry of the menu; those that wait too long stand out. */
export function CallbackBadge() {
  const { t } = useWords();
  const answer = useCounts();
  const written = useCountWords(answer?.counts_max);
  if (!answer || answer.counts.to_call === 0) return null;
  const { to_call, overdue } = answer.counts;
  return (
    <span className="menu-badges">
      <span className="menu-badge" aria-hidden="true">
        {written(to_call)}
      </span>
      {overdue > 0 && (
        <span className="menu-badge overdue" aria-hidden="true">
          <Icon name="warning" />
          {written(overdue)}
        </span>
      )}
      <span className="visually-hidden">
        {t('callbacks.badge', { open: written(to_call) })}
        {overdue > 0 && `, ${t('callbacks.badgeOverdue', { count: written(overdue) })}`}
      </span>
    </span>
  );
}
