import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { ROLES, w3, type Person, type Role } from '../api/w3.ts';
import { useDirectory } from '../calls/labels.ts';
import { FormActions } from '../ui/FormActions.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { Select } from '../ui/Select.tsx';
import { SubmitForm } from '../ui/SubmitForm.tsx';
import { TextField } from '../ui/TextField.tsx';
import { toProblem } from '../ui/states.tsx';
import { Window } from '../ui/Window.tsx';
import { reasonSentence } from '../words/reasons.ts';
import { useWords } from '../words/words.tsx';

const NO_EXT = 'none';

interface Props {
  /** Without one, a new person. */
  person?: Person;
  onClose: () => void;
  onAdded?: (person: Person, password: string) => void;
}

export function PersonForm({ person, onClose, onAdded }: Props) {
  const { t } = useWords();
  const client = useQueryClient();
  const directory = useDirectory();
  const [email, setEmail] = useState(person?.email ?? '');
  const [name, setName] = useState(person?.name ?? '');
  const [role, setRole] = useState<Role>(person?.role ?? 'agent');
  const [ext, setExt] = useState(person?.ext ?? NO_EXT);
  const [stores, setStores] = useState<string[]>(person?.store_ids ?? []);
  const [failed, setFailed] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);

  const known = directory?.stores ?? [];
  // A store that left the directory stays with the person until somebody takes it away.
  const choices = [
    ...known,
    ...stores
      .filter((id) => known.every((store) => store.store_id !== id))
      .map((id) => ({ store_id: id, name: id })),
  ];
  const extensions = [
    { id: NO_EXT, text: t('people.noExt') },
    ...(directory?.extensions ?? []).map(({ ext: id, display_name }) => ({
      id,
      text: display_name ? `${display_name} · ${id}` : id,
    })),
  ];
  if (extensions.every(({ id }) => id !== ext)) extensions.push({ id: ext, text: ext });

  const send = async () => {
    setSending(true);
    setFailed(null);
    const fields = {
      name: name.trim(),
      role,
      ext: ext === NO_EXT ? null : ext,
      store_ids: role === 'admin' ? null : stores,
    };
    try {
      if (person) {
        await w3.changePerson(person.person_id, fields);
        await client.invalidateQueries({ queryKey: ['people'] });
        onClose();
      } else {
        const added = await w3.addPerson({ ...fields, email: email.trim() });
        onAdded?.(added.person, added.password);
      }
    } catch (error) {
      const problem = toProblem(error);
      const isRefused = problem.status === 400 || problem.status === 422;
      setFailed(
        problem.status === 0
          ? t('problem.noAnswer')
          : isRefused
            ? reasonSentence(problem, t)
            : t('people.refused'),
      );
      setSending(false);
    }
  };

  return (
    <Window
      title={person ? t('people.editTitle', { name: person.name }) : t('people.add')}
      onClose={onClose}
    >
      <SubmitForm
        onSubmit={() => void send()}
        isSending={isSending}
        error={failed}
        actions={
          <FormActions
            submit={person ? t('save') : t('people.add')}
            isSending={isSending}
            onCancel={onClose}
          />
        }
      >
        <TextField label={t('people.name')} value={name} onChange={setName} isRequired autoFocus />
        {!person && (
          <TextField
            label={t('people.email')}
            type="email"
            value={email}
            onChange={setEmail}
            isRequired
          />
        )}
        <Select
          label={t('people.role')}
          choices={ROLES.map((id) => ({ id, text: t(`role.${id}`) }))}
          value={role}
          onChange={(id) => setRole(id as Role)}
          hint={role === 'admin' ? t('people.adminSeesAll') : undefined}
        />
        {role !== 'admin' && (
          <fieldset>
            <legend>{t('people.stores')}</legend>
            <div className="checks">
              {choices.map((store) => (
                <Checkbox
                  key={store.store_id}
                  isSelected={stores.includes(store.store_id)}
                  onChange={(isChosen) =>
                    setStores(
                      isChosen
                        ? [...stores, store.store_id]
                        : stores.filter((id) => id !== store.store_id),
                    )
                  }
                >
                  {store.name}
                </Checkbox>
              ))}
            </div>
          </fieldset>
        )}
        <Select
          label={t('people.ext')}
          choices={extensions}
          value={ext}
          onChange={setExt}
          hint={role === 'agent' && ext === NO_EXT ? t('people.agentNeedsExt') : undefined}
        />
      </SubmitForm>
    </Window>
  );
}
