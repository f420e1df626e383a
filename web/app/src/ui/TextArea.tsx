import { Label, TextArea as AriaTextArea, TextField } from 'react-aria-components';

interface TextAreaProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  isRequired?: boolean;
  autoFocus?: boolean;
}

const LENGTH_MAX = 1000;

/** Some lines of text. */
export function TextArea({ label, ...rest }: TextAreaProps) {
  return (
    <TextField {...rest} className="field" maxLength={LENGTH_MAX}>
      <Label>{label}</Label>
      <AriaTextArea className="input lines" rows={3} />
    </TextField>
  );
}
