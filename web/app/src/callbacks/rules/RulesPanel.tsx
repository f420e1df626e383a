import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { callbacks, type Rules } from '../../api/callbacks.ts';
import { useDirectory } from '../../calls/labels.ts';
import { Picker } from '../../ui/Picker.tsx';
import { Delayed, ProblemNotice, Skeleton } from '../../ui/states.tsx';
import { useWords } from '../../words/words.tsx';
import { HoursForm } from './HoursForm.tsx';
import { SettingsForm } from './SettingsForm.tsx';

const KEY = ['callback-rules'];
const USUAL = 'usual';

/** By which rules customers are called back: for all stores, and the hours of each. */
export default function RulesPanel() {
  const { t } = useWords();
  const client = useQueryClient();
  const rules = useQuery({ queryKey: KEY, queryFn: () => callbacks.rules() });
  if (rules.isError)
    return <ProblemNotice error={rules.error} onRetry={() => void rules.refetch()} />;
  if (!rules.data)
    return (
      <Delayed>
        <Skeleton bones={4} />
      </Delayed>
    );
  const onSaved = (saved: Rules) => client.setQueryData(KEY, saved);
  return (
    <div className="rules">
      <section>
        <h2>{t('rules.settings')}</h2>
        <SettingsForm settings={rules.data.settings} onSaved={onSaved} />
      </section>
      <Hours rules={rules.data} onSaved={onSaved} />
    </div>
  );
}

/** The hours of one store at a time, or those of all that have none of their own. */
function Hours({ rules, onSaved }: { rules: Rules; onSaved: (rules: Rules) => void }) {
  const { t } = useWords();
  const stores = useDirectory()?.stores ?? [];
  const [chosen, setChosen] = useState(USUAL);
  const [removals, setRemovals] = useState(0);
  const own = rules.stores.find(({ store_id }) => store_id === chosen);
  const hasOwn = (id: string) => rules.stores.some(({ store_id }) => store_id === id);
  return (
    <section>
      <h2>{t('rules.hours')}</h2>
      <p className="hint">{t('rules.hoursHint')}</p>
      <Picker
        label={t('rules.hoursOf')}
        choices={[
          { id: USUAL, text: t('rules.usual') },
          ...stores.map(({ store_id, name }) => ({
            id: store_id,
            text: hasOwn(store_id) ? t('rules.withOwn', { name }) : name,
          })),
        ]}
        value={chosen}
        marked={chosen !== USUAL}
        onChange={setChosen}
      />
      <HoursForm
        // What is typed stays when it is saved; hours that are removed leave the usual ones.
        key={`${chosen} ${removals}`}
        storeId={chosen === USUAL ? null : chosen}
        initial={own ?? { ...rules.usual, ...NOTHING_OWN }}
        hasOwn={own !== undefined}
        onSaved={onSaved}
        onRemoved={() => setRemovals(removals + 1)}
      />
    </section>
  );
}

/** A store follows what all follow until it says otherwise. */
const NOTHING_OWN = { sla_minutes: null, is_automatic: null } as const;
