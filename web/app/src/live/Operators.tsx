import { useMemo } from 'react';

import type { LiveCall } from '../api/live.ts';
import { useDirectory, type Labels } from '../calls/labels.ts';
import { useSession } from '../shell/session.tsx';
import { Icon, type IconName } from '../ui/icons.tsx';
import { operatorsByStore, type Occupation, type Operator } from './operators.ts';

const NONE: never[] = [];

const ICONS: Record<Occupation, IconName> = { free: 'check', ringing: 'bell', busy: 'calls' };

interface Props {
  calls: ReadonlyMap<string, LiveCall>;
  store: string | undefined;
  labels: Labels;
}

/** Who is free and who is not. Whoever sees only their own calls is told of themselves alone. */
export function Operators({ calls, store, labels }: Props) {
  const { t } = labels;
  const { may, person } = useSession();
  const directory = useDirectory();
  const groups = useMemo(() => {
    const { extensions = NONE, stores = NONE } = directory ?? {};
    const seen = may.see_stores ? extensions : extensions.filter(({ ext }) => ext === person.ext);
    const ids = stores.map(({ store_id }) => store_id);
    return operatorsByStore(seen, ids, calls.values()).filter(
      ({ storeId }) => store === undefined || storeId === store,
    );
  }, [directory, may.see_stores, person.ext, calls, store]);
  if (groups.length === 0) return null;
  return (
    <section className="operators" aria-labelledby="operators">
      <h2 id="operators">{t('live.operators')}</h2>
      {groups.map(({ storeId, operators, freeCount }) => (
        <div key={storeId} className="operators-store">
          <h3>
            {storeId === null ? t('calls.noStore') : labels.store(storeId)}
            <span className="operators-free">
              {t('live.freeOf', { free: freeCount, all: operators.length })}
            </span>
          </h3>
          <ul>
            {operators.map((each) => (
              <OperatorState key={each.ext} operator={each} labels={labels} />
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

function OperatorState({ operator, labels }: { operator: Operator; labels: Labels }) {
  const { ext, name, occupation } = operator;
  return (
    <li className={`operator ${occupation}`} data-ext={ext}>
      <Icon name={ICONS[occupation]} />
      <span className="operator-name">{name ?? ext}</span>
      {name !== null && <span className="operator-ext">{ext}</span>}
      <span className="operator-state">{labels.t(`live.operator.${occupation}`)}</span>
    </li>
  );
}
