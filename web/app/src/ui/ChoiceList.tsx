import { ListBox, ListBoxItem } from 'react-aria-components';

import { Icon } from './icons.tsx';

export interface Choice {
  id: string;
  text: string;
  /** Set in from the left, below what it belongs to. */
  nested?: boolean;
}

export interface ChoiceListProps {
  label: string;
  choices: Choice[];
  value: string;
  onChange: (value: string) => void;
}

/** The list of a picker: exactly one is chosen. */
export default function ChoiceList({ label, choices, value, onChange }: ChoiceListProps) {
  return (
    <ListBox
      className="list"
      aria-label={label}
      items={choices}
      selectionMode="single"
      selectedKeys={[value]}
      autoFocus
      onSelectionChange={(keys) => {
        // What is chosen already and pressed again is chosen again: "Personalizzato" opens.
        const [key = value] = keys === 'all' ? [] : [...keys];
        onChange(String(key));
      }}
    >
      {(choice) => (
        <ListBoxItem
          className={`list-item${choice.nested ? ' nested' : ''}`}
          textValue={choice.text}
        >
          {({ isSelected }) => (
            <>
              <span className="list-check">{isSelected && <Icon name="check" />}</span>
              {choice.text}
            </>
          )}
        </ListBoxItem>
      )}
    </ListBox>
  );
}
