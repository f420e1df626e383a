import { Label, Radio, RadioGroup } from 'react-aria-components';

export interface RadioChoice<Id extends string> {
  id: Id;
  text: string;
  hint?: string;
}

interface RadioListProps<Id extends string> {
  label: string;
  choices: RadioChoice<Id>[];
  value: Id;
  onChange: (value: Id) => void;
}

/** One of few, each with a line that explains it. */
export function RadioList<Id extends string>(props: RadioListProps<Id>) {
  return (
    <RadioGroup
      className="radios"
      value={props.value}
      onChange={(value) => props.onChange(value as Id)}
    >
      <Label>{props.label}</Label>
      {props.choices.map(({ id, text, hint }) => (
        <Radio key={id} value={id} className="radio">
          <span className="dot" />
          <span className="radio-words">
            <span className="radio-text">{text}</span>
            {hint && <span className="hint">{hint}</span>}
          </span>
        </Radio>
      ))}
    </RadioGroup>
  );
}
