import { useDirectory } from '../calls/labels.ts';
import { Picker } from '../ui/Picker.tsx';
import { useWords } from '../words/words.tsx';

/** The choice that is no filter. */
const ANY = 'any';

/** For those who see several stores; for others there is nothing to choose. */
export function StorePicker(props: {
  store: string | undefined;
  onChange: (store: string | undefined) => void;
}) {
  const { t } = useWords();
  const stores = useDirectory()?.stores ?? [];
  if (stores.length < 2) return null;
  return (
    <Picker
      label={t('filter.store')}
      choices={[
        { id: ANY, text: t('filter.allStores') },
        ...stores.map(({ store_id, name }) => ({ id: store_id, text: name })),
      ]}
      value={props.store ?? ANY}
      marked={props.store !== undefined}
      onChange={(id) => props.onChange(id === ANY ? undefined : id)}
    />
  );
}
