import { Button } from '../ui/Button.tsx';
import { duration, phone } from '../ui/format.ts';
import { narrowings, type Filters, type Narrowing, type withFilters } from './filters.ts';
import { useDirectory, useLabelsHere, type Labels } from './labels.ts';

function words(name: Narrowing, filters: Filters, labels: Labels, store: string): string {
  const { t, formats } = labels;
  switch (name) {
    case 'direction':
      return t(
        `direction.${filters.direction === 'interna' ? 'internal' : (filters.direction ?? 'in')}`,
      );
    case 'outcome':
      return t(`outcome.${filters.outcome ?? 'risposta'}`);
    case 'store':
      return store;
    case 'agent':
      return t('chip.agent', { agent: labels.agent(filters.agent ?? '') });
    case 'search':
      return t('chip.search', { text: filters.search ?? '' });
    case 'number':
      return t('chip.number', { number: phone(filters.number ?? '') });
    case 'minTalk':
    case 'maxTalk':
    case 'minWait':
    case 'maxWait':
      return t(`chip.${name}`, { time: duration(filters[name] ?? 0) });
    case 'maxMos':
      return t('chip.maxMos', { mos: formats.number(filters.maxMos ?? 0, 1) });
    case 'recorded':
      return t(filters.recorded ? 'filter.recorded.yes' : 'filter.recorded.no');
  }
}

/** Every filter that narrows the list, each with a way to take it away. */
export function Chips(props: {
  filters: Filters;
  onChange: (changes: Parameters<typeof withFilters>[1]) => void;
  onClear: () => void;
}) {
  const labels = useLabelsHere();
  const directory = useDirectory();
  const { t } = labels;
  const names = narrowings(props.filters);
  if (names.length === 0) return null;
  const { store } = props.filters;
  const storeWords =
    store === 'nessuno'
      ? t('calls.noStore')
      : (directory?.stores.find((each) => each.store_id === store)?.name ?? t('chip.unknownStore'));
  return (
    <div className="chips">
      <ul aria-label={t('filter.active')}>
        {names.map((name) => {
          const text = words(name, props.filters, labels, storeWords);
          return (
            <li key={name} className="chip">
              {text}
              <Button
                look="quiet"
                icon="close"
                iconOnly={t('filter.without', { filter: text })}
                onPress={() => props.onChange({ [name]: undefined })}
              />
            </li>
          );
        })}
      </ul>
      <Button look="quiet" onPress={props.onClear}>
        {t('filter.clear')}
      </Button>
    </div>
  );
}
