import { lazy, type RefObject } from 'react';

import type { Directory } from '../api/edgvoip.ts';
import type { Choice } from '../ui/ChoiceList.tsx';
import { Picker } from '../ui/Picker.tsx';
import { Popup } from '../ui/Popup.tsx';
import { SearchField } from '../ui/SearchField.tsx';
import { useSession } from '../shell/session.tsx';
import { useWords } from '../words/words.tsx';
import type { ColumnId } from './columns.tsx';
import {
  DIRECTIONS,
  OUTCOMES,
  type DirectionName,
  type Filters,
  type Outcome,
  type withFilters,
} from './filters.ts';
import type { Day } from './period.ts';
import { PeriodPicker } from './PeriodPicker.tsx';

const ColumnChooser = lazy(() => import('./ColumnChooser.tsx'));
const MoreFilters = lazy(() => import('./MoreFilters.tsx'));
const SavedSearches = lazy(() => import('./SavedSearches.tsx'));

/** The choice that is no filter. */
const ANY = 'any';

export type Change = (
  changes: Parameters<typeof withFilters>[1],
  options?: { replace: boolean },
) => void;

interface Props {
  filters: Filters;
  today: Day;
  directory: Directory | undefined;
  onChange: Change;
  onOpenSearch: (query: string) => void;
  query: string;
  searchField: RefObject<HTMLInputElement | null>;
  hidden: ColumnId[];
  onHidden: (hidden: ColumnId[]) => void;
}

export function FilterBar(props: Props) {
  const { filters, onChange, directory } = props;
  const { t } = useWords();
  const { may } = useSession();
  const directions: Choice[] = [
    { id: ANY, text: t('filter.allDirections') },
    ...Object.entries(DIRECTIONS).map(([id, name]) => ({ id, text: t(`direction.${name}`) })),
  ];
  const outcomes: Choice[] = [
    { id: ANY, text: t('filter.allOutcomes') },
    ...OUTCOMES.map((id) => ({
      id,
      text: t(`outcome.${id}`),
      nested: id.startsWith('persa-'),
    })),
  ];
  const stores = directory?.stores ?? [];
  const moreCount = [
    filters.agent,
    filters.minTalk ?? filters.maxTalk,
    filters.minWait ?? filters.maxWait,
    filters.maxMos,
    filters.recorded,
  ].filter((each) => each !== undefined).length;

  return (
    <div className="filters" role="search">
      <SearchField
        value={filters.search ?? ''}
        onChange={(search) => onChange({ search }, { replace: true })}
        field={props.searchField}
      />
      <PeriodPicker
        period={filters.period}
        today={props.today}
        onChange={(period) => onChange({ period })}
      />
      <Picker
        label={t('filter.direction')}
        choices={directions}
        value={filters.direction ?? ANY}
        marked={filters.direction !== undefined}
        onChange={(id) => onChange({ direction: id === ANY ? undefined : (id as DirectionName) })}
      />
      <Picker
        label={t('filter.outcome')}
        choices={outcomes}
        value={filters.outcome ?? ANY}
        marked={filters.outcome !== undefined}
        onChange={(id) => onChange({ outcome: id === ANY ? undefined : (id as Outcome) })}
      />
      {may.see_stores && stores.length > 0 && (
        <Picker
          label={t('filter.store')}
          choices={[
            { id: ANY, text: t('filter.allStores') },
            ...stores.map((store) => ({ id: store.store_id, text: store.name })),
            { id: 'nessuno', text: t('calls.noStore') },
          ]}
          value={filters.store ?? ANY}
          marked={filters.store !== undefined}
          onChange={(id) => onChange({ store: id === ANY ? undefined : id })}
        />
      )}
      <Popup
        label={t('filter.more')}
        icon="filter"
        panelClass="panel"
        button={
          <>
            {t('filter.more')}
            {moreCount > 0 && <span className="counter">{moreCount}</span>}
          </>
        }
      >
        {(close) => (
          <MoreFilters
            filters={filters}
            extensions={may.see_stores ? (directory?.extensions ?? []) : []}
            onApply={(changes) => {
              onChange(changes);
              close();
            }}
          />
        )}
      </Popup>
      <div className="filters-end">
        <Popup
          label={t('searches.label')}
          icon="bookmark"
          look="quiet"
          panelClass="panel"
          placement="bottom end"
          button={t('searches.label')}
        >
          {(close) => (
            <SavedSearches
              query={props.query}
              onOpen={(query) => {
                props.onOpenSearch(query);
                close();
              }}
            />
          )}
        </Popup>
        <Popup
          label={t('column.choose')}
          buttonLabel={t('column.choose')}
          icon="columns"
          look="quiet"
          panelClass="panel narrow"
          placement="bottom end"
          button={<span className="columns-words">{t('column.choose')}</span>}
        >
          {() => <ColumnChooser hidden={props.hidden} onHidden={props.onHidden} />}
        </Popup>
      </div>
    </div>
  );
}
