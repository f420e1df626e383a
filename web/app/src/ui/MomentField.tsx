import { parseAbsolute, type ZonedDateTime } from '@internationalized/date';
import { useState } from 'react';
import { DateField, DateInput, DateSegment, FieldError, Label } from 'react-aria-components';

interface MomentFieldProps {
  label: string;
  /** The zone whose clocks it shows (IANA name). */
  zone: string;
  /** What it begins with, ISO. */
  initial: string;
  /** null while a part is missing. */
  onChange: (instant: string | null) => void;
  error?: string | undefined;
}

/** A day and a time, by keyboard, as clocks in the zone show them. */
export function MomentField({ label, zone, initial, onChange, error }: MomentFieldProps) {
  const [value, setValue] = useState<ZonedDateTime | null>(() => parseAbsolute(initial, zone));
  return (
    <DateField
      className="field"
      granularity="minute"
      hourCycle={24}
      hideTimeZone
      shouldForceLeadingZeros
      value={value}
      isInvalid={error !== undefined}
      onChange={(next) => {
        setValue(next);
        onChange(next && next.set({ second: 0, millisecond: 0 }).toAbsoluteString());
      }}
    >
      <Label>{label}</Label>
      <DateInput className="input date-input">
        {(segment) => <DateSegment segment={segment} className="date-segment" />}
      </DateInput>
      <FieldError className="field-error">{error}</FieldError>
    </DateField>
  );
}
