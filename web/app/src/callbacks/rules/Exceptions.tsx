import type { CalendarDate } from '@internationalized/date';
import { useState } from 'react';

import type { StoreRules } from '../../api/callbacks.ts';
import { useLabels } from '../../calls/labels.ts';
import { Button } from '../../ui/Button.tsx';
import { DayField } from '../../ui/DayField.tsx';
import { DayHours } from './DayHours.tsx';

type Days = StoreRules['days'];

/** Days unlike their weekday: an extra Sunday, or one closed for stocktaking. */
export function Exceptions({ days, onChange }: { days: Days; onChange: (days: Days) => void }) {
  const { t, formats } = useLabels();
  const [next, setNext] = useState<CalendarDate | null>(null);
  const date = next?.toString();
  const isKnown = days.some((each) => each.date === date);
  const nameOf = (day: string) => formats.days({ from: day, to: day });
  return (
    <fieldset className="week">
      <legend>{t('rules.exceptions')}</legend>
      {days.map((day) => (
        <div key={day.date} className="exception">
          <DayHours
            name={nameOf(day.date)}
            ranges={day.ranges}
            onChange={(ranges) =>
              onChange(days.map((each) => (each.date === day.date ? { ...each, ranges } : each)))
            }
          />
          <Button
            look="quiet"
            icon="close"
            iconOnly={t('rules.removeDay', { day: nameOf(day.date) })}
            onPress={() => onChange(days.filter((each) => each.date !== day.date))}
          />
        </div>
      ))}
      <div className="exception-add">
        <DayField label={t('rules.newDay')} value={next} onChange={setNext} />
        <Button
          icon="plus"
          isDisabled={date === undefined || isKnown}
          onPress={() => {
            if (date === undefined) return;
            onChange([...days, { date, ranges: [] }]);
            setNext(null);
          }}
        >
          {t('rules.addDay')}
        </Button>
      </div>
      {isKnown && <p className="field-error">{t('rules.dayKnown')}</p>}
    </fieldset>
  );
}
