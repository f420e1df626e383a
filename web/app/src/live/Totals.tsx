import { useMemo } from 'react';

import type { LiveCall } from '../api/live.ts';
import { Icon } from '../ui/icons.tsx';
import { useWords } from '../words/words.tsx';
import { STAGE_LOOKS } from './StageBadge.tsx';
import { countStages, STAGES } from './stage.ts';

export function Totals({ calls }: { calls: ReadonlyMap<string, LiveCall> }) {
  const { t } = useWords();
  const counts = useMemo(() => countStages(calls.values()), [calls]);
  return (
    <dl className="live-totals">
      {STAGES.map((stage) => (
        <div key={stage} className={counts[stage] > 0 ? stage : 'nothing'}>
          <dt>
            <Icon name={STAGE_LOOKS[stage][1]} />
            {t(`live.total.${stage}`)}
          </dt>
          <dd>{counts[stage]}</dd>
        </div>
      ))}
    </dl>
  );
}
