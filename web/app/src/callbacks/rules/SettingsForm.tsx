import { useState } from 'react';

import { callbacks, type Rules, type Settings } from '../../api/callbacks.ts';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { SubmitForm } from '../../ui/SubmitForm.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useWords } from '../../words/words.tsx';
import { readWhole } from './numbers.ts';
import { SaveBar } from './SaveBar.tsx';
import { useSaving } from './useSaving.ts';

const NUMBERS = [
  'sla_minutes',
  'attempts_max',
  'attempts_gap_minutes',
  'contact_min_sec',
  'null_sec',
] as const satisfies (keyof Settings)[];
const SWITCHES = [
  'is_automatic',
  'is_one_list',
  'has_figures_of_people',
] as const satisfies (keyof Settings)[];

type Typed = Record<(typeof NUMBERS)[number], string>;

/** What holds for all stores. */
export function SettingsForm(props: { settings: Settings; onSaved: (rules: Rules) => void }) {
  const { t } = useWords();
  const [typed, setTyped] = useState(
    () => Object.fromEntries(NUMBERS.map((id) => [id, String(props.settings[id])])) as Typed,
  );
  const [switches, setSwitches] = useState(props.settings);
  const { save, forget, ...saving } = useSaving(props.onSaved);
  const numbers = NUMBERS.map((id) => [id, readWhole(typed[id])] as const);
  const isSound = numbers.every(([, value]) => value !== undefined);

  return (
    <SubmitForm
      onSubmit={() => {
        if (isSound)
          save(() => callbacks.changeSettings({ ...switches, ...Object.fromEntries(numbers) }));
      }}
      isSending={saving.isSending}
      error={saving.failed}
      actions={<SaveBar {...saving} isDisabled={!isSound} />}
    >
      <div className="rules-numbers">
        {numbers.map(([id, value]) => (
          <TextField
            key={id}
            label={t(`rules.${id}`)}
            hint={t(`rules.${id}.hint`)}
            inputMode="numeric"
            value={typed[id]}
            onChange={(text) => {
              forget();
              setTyped({ ...typed, [id]: text });
            }}
            error={value === undefined ? t('rules.numberWrong') : undefined}
          />
        ))}
      </div>
      {SWITCHES.map((id) => (
        <div key={id} className="rules-switch">
          <Checkbox
            isSelected={switches[id]}
            onChange={(isOn) => {
              forget();
              setSwitches({ ...switches, [id]: isOn });
            }}
          >
            {t(`rules.${id}`)}
          </Checkbox>
          <p className="hint">{t(`rules.${id}.hint`)}</p>
        </div>
      ))}
    </SubmitForm>
  );
}
