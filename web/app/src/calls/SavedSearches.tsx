import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import type { Problem } from '../api/problem.ts';
import { w3, type SavedSearch } from '../api/w3.ts';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { TextField } from '../ui/TextField.tsx';
import { ProblemNotice, toProblem } from '../ui/states.tsx';
import { reasonSentence } from '../words/reasons.ts';
import { useWords, type Translate } from '../words/words.tsx';
import { useSession } from '../shell/session.tsx';

const KEY = ['searches'];
const NAME_MAX = 80;

interface Props {
  /** What would be saved: the address of now. */
  query: string;
  onOpen: (query: string) => void;
}

function whyNotSaved(problem: Problem, t: Translate): string {
  if (problem.status === 0) return t('problem.noAnswer');
  return problem.status === 422 ? reasonSentence(problem, t) : t('problem.other');
}

export default function SavedSearches({ query, onOpen }: Props) {
  const { t } = useWords();
  const { may } = useSession();
  const client = useQueryClient();
  const searches = useQuery({ queryKey: KEY, queryFn: () => w3.searches() });
  const [name, setName] = useState('');
  const [isShared, setShared] = useState(false);
  const reread = () => client.invalidateQueries({ queryKey: KEY });
  const save = useMutation({
    mutationFn: () => w3.saveSearch({ name: name.trim(), query, shared: isShared }),
    onSuccess: () => {
      setName('');
      setShared(false);
      return reread();
    },
  });
  const remove = useMutation({
    mutationFn: (search: SavedSearch) => w3.removeSearch(search.search_id),
    onSettled: reread,
  });

  const items = searches.data?.items ?? [];
  const failed = save.error ?? remove.error;
  return (
    <div className="searches">
      {searches.isError ? (
        <ProblemNotice error={searches.error} onRetry={() => void searches.refetch()} />
      ) : (
        <>
          {searches.isSuccess && items.length === 0 && (
            <p className="hint">{t('searches.empty')}</p>
          )}
          <Group
            title={t('searches.mine')}
            items={items.filter((each) => each.mine)}
            onOpen={onOpen}
            onRemove={remove.mutate}
          />
          <Group
            title={t('searches.others')}
            items={items.filter((each) => !each.mine)}
            onOpen={onOpen}
          />
        </>
      )}
      <form
        className="form searches-save"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '' && !save.isPending) save.mutate();
        }}
      >
        <TextField
          label={t('searches.name')}
          hint={t('searches.what')}
          value={name}
          onChange={setName}
          maxLength={NAME_MAX}
          isRequired
        />
        {may.see_stores && (
          <Checkbox isSelected={isShared} onChange={setShared}>
            {t('searches.shared')}
          </Checkbox>
        )}
        {failed && (
          <p className="form-error" role="alert">
            {whyNotSaved(toProblem(failed), t)}
          </p>
        )}
        <div className="form-actions">
          <Button type="submit" look="primary" isDisabled={name.trim() === ''}>
            {t('searches.save')}
          </Button>
        </div>
      </form>
    </div>
  );
}

function Group(props: {
  title: string;
  items: SavedSearch[];
  onOpen: (query: string) => void;
  onRemove?: (search: SavedSearch) => void;
}) {
  const { t } = useWords();
  const { onRemove } = props;
  if (props.items.length === 0) return null;
  return (
    <section>
      <h3 className="list-header">{props.title}</h3>
      <ul className="searches-list">
        {props.items.map((search) => (
          <li key={search.search_id}>
            <Button look="quiet" onPress={() => props.onOpen(search.query)}>
              {search.name}
              <span className="faint">
                {search.mine
                  ? search.shared && t('searches.sharedBadge')
                  : t('searches.by', { name: search.owner_name })}
              </span>
            </Button>
            {onRemove && (
              <Button
                look="quiet"
                icon="trash"
                iconOnly={t('searches.remove', { name: search.name })}
                onPress={() => onRemove(search)}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
