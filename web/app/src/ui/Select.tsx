import {
  Button as AriaButton,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
  Text,
  type Key,
} from 'react-aria-components';

import { Icon } from './icons.tsx';
import type { Choice } from './ChoiceList.tsx';

interface SelectProps {
  label: string;
  choices: Choice[];
  value: string;
  onChange: (value: string) => void;
  hint?: string | undefined;
}

export function Select(props: SelectProps) {
  const { label, choices, value, onChange, hint } = props;
  return (
    <AriaSelect
      className="field select"
      value={value}
      onChange={(key: Key | null) => key !== null && onChange(String(key))}
    >
      <Label>{label}</Label>
      <AriaButton className="button plain select-button">
        <SelectValue />
        <Icon name="down" />
      </AriaButton>
      {hint && (
        <Text slot="description" className="hint">
          {hint}
        </Text>
      )}
      <Popover className="popover" offset={4}>
        <ListBox className="list" items={choices}>
          {(choice) => (
            <ListBoxItem className="list-item" textValue={choice.text}>
              {({ isSelected }) => (
                <>
                  <span className="list-check">{isSelected && <Icon name="check" />}</span>
                  {choice.text}
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
