import { useState } from 'react';

import { callbacks, type Rules, type StoreRules } from '../../api/callbacks.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { SubmitForm } from '../../ui/SubmitForm.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useWords } from '../../words/words.tsx';
import { DayHours } from './DayHours.tsx';
import { Exceptions } from './Exceptions.tsx';
import { areSound, ordered, readYearDay, WEEKDAYS, writeYearDay } from './hours.ts';
import { readWhole } from './numbers.ts';
import { OwnRules } from './OwnRules.tsx';
import { SaveBar } from './SaveBar.tsx';
import { useSaving } from './useSaving.ts';

interface Props {
  /** null: the usual ones, of every store that has none of its own. */
  storeId: string | null;
  initial: StoreRules;
  hasOwn: boolean;
  onSaved: (rules: Rules) => void;
  onRemoved: () => void;
}

export function HoursForm({ storeId, initial, hasOwn, onSaved, onRemoved }: Props) {
  const { t } = useWords();
  const [rules, setRules] = useState(initial);
  const [patron, setPatron] = useState(writeYearDay(initial.patron));
  const [sla, setSla] = useState(initial.sla_minutes === null ? '' : String(initial.sla_minutes));
  const { save, forget, ...saving } = useSaving(onSaved);
  const change = (changes: Partial<StoreRules>) => {
    forget();
    setRules({ ...rules, ...changes });
  };
  const patronDay = readYearDay(patron);
  const slaMinutes = sla.trim() === '' ? null : readWhole(sla);
  const isSound = areSound(rules) && patronDay !== undefined && slaMinutes !== undefined;
  const send = () => {
    if (!isSound) return;
    const { week, days, rests_on_holidays, is_automatic } = ordered(rules);
    const fields = { week, days, rests_on_holidays, is_automatic };
    save(() =>
      callbacks.changeHours(storeId, { ...fields, patron: patronDay, sla_minutes: slaMinutes }),
    );
  };

  return (
    <SubmitForm
      onSubmit={send}
      isSending={saving.isSending}
      error={saving.failed}
      actions={
        <SaveBar {...saving} isDisabled={!isSound}>
          {storeId !== null && hasOwn && (
            <Button
              look="quiet"
              onPress={() =>
                save(() => callbacks.removeHours(storeId), { onSuccess: () => onRemoved() })
              }
            >
              {t('rules.removeHours')}
            </Button>
          )}
        </SaveBar>
      }
    >
      {storeId !== null && !hasOwn && <p className="form-note">{t('rules.followsUsual')}</p>}
      <fieldset className="week">
        <legend>{t('rules.week')}</legend>
        {WEEKDAYS.map((day) => (
          <DayHours
            key={day}
            name={t(`rules.weekday.${day}`)}
            ranges={rules.week[day] ?? []}
            onChange={(ranges) =>
              change({
                week: WEEKDAYS.map((each) => (each === day ? ranges : (rules.week[each] ?? []))),
              })
            }
          />
        ))}
      </fieldset>
      <Exceptions days={rules.days} onChange={(days) => change({ days })} />
      <div className="rules-switch">
        <Checkbox
          isSelected={rules.rests_on_holidays}
          onChange={(isOn) => change({ rests_on_holidays: isOn })}
        >
          {t('rules.holidays')}
        </Checkbox>
        <p className="hint">{t('rules.holidays.hint')}</p>
      </div>
      <TextField
        label={t('rules.patron')}
        hint={t('rules.patron.hint')}
        value={patron}
        onChange={(text) => {
          forget();
          setPatron(text);
        }}
        error={patronDay === undefined ? t('rules.patron.wrong') : undefined}
        maxLength={5}
      />
      {storeId !== null && (
        <OwnRules
          sla={sla}
          isSlaWrong={slaMinutes === undefined}
          onSla={(text) => {
            forget();
            setSla(text);
          }}
          isAutomatic={rules.is_automatic}
          onAutomatic={(is_automatic) => change({ is_automatic })}
        />
      )}
    </SubmitForm>
  );
}
