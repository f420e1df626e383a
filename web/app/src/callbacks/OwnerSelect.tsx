import type { Assignee } from '../api/callbacks.ts';
import { Select } from '../ui/Select.tsx';
import { useWords } from '../words/words.tsx';
import { useAssignees } from './useCallbacks.ts';

export const NOBODY = 'nobody';

const sees = ({ store_ids }: Assignee, store: string | null) =>
  store_ids === null || (store !== null && store_ids.includes(store));

/** Who may have tasks of these stores. */
export function OwnerSelect(props: {
  stores: (string | null)[];
  value: string;
  onChange: (personId: string) => void;
}) {
  const { t } = useWords();
  const people = (useAssignees() ?? []).filter((person) =>
    props.stores.every((store) => sees(person, store)),
  );
  return (
    <Select
      label={t('callbacks.column.owner')}
      choices={[
        { id: NOBODY, text: t('callbacks.nobody') },
        ...people.map(({ person_id, name }) => ({ id: person_id, text: name })),
      ]}
      value={props.value}
      onChange={props.onChange}
    />
  );
}
