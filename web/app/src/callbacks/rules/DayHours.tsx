import type { HourRange } from '../../api/callbacks.ts';
import { Button } from '../../ui/Button.tsx';
import { useWords } from '../../words/words.tsx';
import { errorOf, tidyTime, withRange } from './hours.ts';

interface Props {
  /** The weekday's or the date's. */
  name: string;
  ranges: HourRange[];
  onChange: (ranges: HourRange[]) => void;
}

/** The hours of one day: none when it is closed, several when it closes for lunch. */
export function DayHours({ name, ranges, onChange }: Props) {
  const { t } = useWords();
  const wrong = errorOf(ranges);
  const change = (index: number, range: HourRange) =>
    onChange(ranges.map((each, at) => (at === index ? range : each)));
  return (
    <div className="day-hours" role="group" aria-label={name}>
      <span className="day-name">{name}</span>
      <div className="day-ranges">
        {ranges.length === 0 && <span className="faint">{t('rules.closed')}</span>}
        {ranges.map((range, index) => (
          <span className="day-range" key={index}>
            <Time
              label={t('rules.from', { day: name })}
              value={range.from}
              onChange={(from) => change(index, { ...range, from })}
            />
            –
            <Time
              label={t('rules.to', { day: name })}
              value={range.to}
              onChange={(to) => change(index, { ...range, to })}
            />
            <Button
              look="quiet"
              icon="trash"
              iconOnly={t('rules.removeRange', { from: range.from, to: range.to, day: name })}
              onPress={() => onChange(ranges.filter((_, at) => at !== index))}
            />
          </span>
        ))}
        <Button
          look="quiet"
          icon="plus"
          iconOnly={t('rules.addRange', { day: name })}
          onPress={() => onChange(withRange(ranges))}
        />
      </div>
      {wrong && (
        <p className="field-error" role="alert">
          {t(`rules.wrong.${wrong}`)}
        </p>
      )}
    </div>
  );
}

function Time(props: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <input
      className="input time"
      aria-label={props.label}
      inputMode="numeric"
      maxLength={5}
      value={props.value}
      onChange={(event) => props.onChange(event.target.value)}
      onBlur={() => props.onChange(tidyTime(props.value))}
    />
  );
}
