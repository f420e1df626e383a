import type { RefObject } from 'react';
import { useLocation } from 'wouter';

import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { SearchField } from '../ui/SearchField.tsx';
import { useWords } from '../words/words.tsx';
import { StorePicker } from './StorePicker.tsx';
import { addressOf, type View } from './view.ts';

interface Props {
  view: View;
  openId: string | undefined;
  searchField: RefObject<HTMLInputElement | null>;
  /** How many tasks are chosen; null where nobody gives them to others. */
  chosen: number | null;
  onAssign: () => void;
}

/** A view of which parts may be taken away. */
type Changed = { [Name in keyof View]: View[Name] | undefined } & Pick<View, 'tab'>;

export function Toolbar({ view, openId, searchField, chosen, onAssign }: Props) {
  const { t } = useWords();
  const [, navigate] = useLocation();
  const show = ({ tab, store, search, isOverdueOnly }: Changed, replace = false) =>
    navigate(
      addressOf(
        {
          tab,
          ...(store && { store }),
          ...(search && { search }),
          ...(isOverdueOnly && { isOverdueOnly }),
        },
        openId,
      ),
      { replace },
    );
  return (
    <div className="filters" role="search">
      <SearchField
        value={view.search ?? ''}
        onChange={(search) => show({ ...view, search }, true)}
        field={searchField}
      />
      <StorePicker store={view.store} onChange={(store) => show({ ...view, store })} />
      {view.tab !== 'chiusi' && (
        <Checkbox
          isSelected={view.isOverdueOnly === true}
          onChange={(isOn) => show({ ...view, isOverdueOnly: isOn ? true : undefined })}
        >
          {t('callbacks.overdueOnly')}
        </Checkbox>
      )}
      {chosen !== null && chosen > 0 && (
        <div className="filters-end">
          <Button look="primary" icon="person" onPress={onAssign}>
            {t('callbacks.assignCount', { count: chosen })}
          </Button>
        </div>
      )}
    </div>
  );
}
