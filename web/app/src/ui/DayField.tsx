import type { CalendarDate } from '@internationalized/date';
import { DateField, DateInput, DateSegment, Label } from 'react-aria-components';

/** A day of the calendar, by keyboard. */
export function DayField(props: {
  label: string;
  value: CalendarDate | null;
  onChange: (value: CalendarDate | null) => void;
}) {
  return (
    <DateField
      className="field"
      value={props.value}
      onChange={(value) => props.onChange(value as CalendarDate | null)}
      shouldForceLeadingZeros
    >
      <Label>{props.label}</Label>
      <DateInput className="input date-input">
        {(segment) => <DateSegment segment={segment} className="date-segment" />}
      </DateInput>
    </DateField>
  );
}
