import { useLocation } from 'wouter';

import { DIRECTIONS, type DirectionName } from '../calls/filters.ts';
import { StorePicker } from '../callbacks/StorePicker.tsx';
import { Button } from '../ui/Button.tsx';
import { Picker } from '../ui/Picker.tsx';
import { useWords } from '../words/words.tsx';
import { addressOf, type View } from './view.ts';

/** The choice that is no filter. */
const ANY = 'any';

export function Toolbar({ view }: { view: View }) {
  const { t } = useWords();
  const [, navigate] = useLocation();
  const { store, direction } = view;
  const show = (next: { [Name in keyof View]: View[Name] | undefined }) =>
    navigate(
      addressOf({
        ...(next.store && { store: next.store }),
        ...(next.direction && { direction: next.direction }),
        ...(next.isWall && { isWall: true }),
      }),
    );
  return (
    <div className="filters" role="search">
      <StorePicker store={store} onChange={(chosen) => show({ ...view, store: chosen })} />
      <Picker
        label={t('filter.direction')}
        choices={[
          { id: ANY, text: t('filter.allDirections') },
          ...Object.entries(DIRECTIONS).map(([id, name]) => ({ id, text: t(`direction.${name}`) })),
        ]}
        value={direction ?? ANY}
        marked={direction !== undefined}
        onChange={(id) =>
          show({ ...view, direction: id === ANY ? undefined : (id as DirectionName) })
        }
      />
      <div className="filters-end">
        <Button look="quiet" icon="screen" onPress={() => show({ ...view, isWall: true })}>
          {t('live.wall')}
        </Button>
      </div>
    </div>
  );
}
