import { parseDate, type CalendarDate } from '@internationalized/date';
import { useState } from 'react';
import {
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  Heading,
  RangeCalendar,
} from 'react-aria-components';

import { Button } from '../ui/Button.tsx';
import { DayField } from '../ui/DayField.tsx';
import { useWords } from '../words/words.tsx';
import { countDays, DAYS_MAX, type Day, type Days } from './period.ts';

interface Props {
  days: Days;
  today: Day;
  onBack: () => void;
  onApply: (days: Days) => void;
}

/** Two days by keyboard or on a calendar. */
export default function CustomPeriod({ days, today, onBack, onApply }: Props) {
  const { t } = useWords();
  const [from, setFrom] = useState<CalendarDate | null>(parseDate(days.from));
  const [to, setTo] = useState<CalendarDate | null>(parseDate(days.to));
  const latest = parseDate(today);

  const wrong = (() => {
    if (!from || !to) return t('period.incomplete');
    if (from.compare(to) > 0) return t('period.reversed');
    const count = countDays({ from: from.toString(), to: to.toString() });
    return count > DAYS_MAX ? t('period.tooLong', { days: count, max: DAYS_MAX }) : undefined;
  })();

  return (
    <form
      className="custom-period"
      onSubmit={(event) => {
        event.preventDefault();
        if (from && to && !wrong) onApply({ from: from.toString(), to: to.toString() });
      }}
    >
      <div className="field-pair">
        <DayField label={t('period.from')} value={from} onChange={setFrom} />
        <DayField label={t('period.to')} value={to} onChange={setTo} />
      </div>
      <RangeCalendar
        aria-label={t('period.custom')}
        className="calendar"
        value={from && to && from.compare(to) <= 0 ? { start: from, end: to } : null}
        defaultFocusedValue={latest}
        maxValue={latest}
        onChange={({ start, end }) => {
          setFrom(start as CalendarDate);
          setTo(end as CalendarDate);
        }}
      >
        <header>
          <Button slot="previous" look="quiet" icon="left" />
          <Heading />
          <Button slot="next" look="quiet" icon="right" />
        </header>
        <CalendarGrid>
          <CalendarGridHeader>
            {(day) => <CalendarHeaderCell>{day}</CalendarHeaderCell>}
          </CalendarGridHeader>
          <CalendarGridBody>
            {(date) => <CalendarCell date={date} className="calendar-day" />}
          </CalendarGridBody>
        </CalendarGrid>
      </RangeCalendar>
      <p className={wrong ? 'field-error' : 'hint'} role="status">
        {wrong ?? t('period.cap', { days: DAYS_MAX })}
      </p>
      <div className="form-actions">
        <Button look="quiet" onPress={onBack}>
          {t('back')}
        </Button>
        <Button type="submit" look="primary" isDisabled={wrong !== undefined}>
          {t('apply')}
        </Button>
      </div>
    </form>
  );
}
