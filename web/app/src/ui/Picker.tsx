import { Dialog, DialogTrigger, ListBox, ListBoxItem, Popover } from 'react-aria-components';

import { Button } from './Button.tsx';
import { Icon } from './icons.tsx';

export interface Choice {
  id: string;
  text: string;
  /** Set in from the left, below what it belongs to. */
  nested?: boolean;
}

interface ListProps {
  label: string;
  choices: Choice[];
  value: string;
  onChange: (value: string) => void;
}

/** The list of a picker: exactly one is chosen. */
export function ChoiceList({ label, choices, value, onChange }: ListProps) {
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

interface Props extends ListProps {
  /** The value is not the usual one: it stands out. */
  marked: boolean;
}

/** A filter of the toolbar: its button shows the value, its name says what it is of. */
export function Picker({ marked, ...list }: Props) {
  const shown = list.choices.find(({ id }) => id === list.value)?.text ?? list.value;
  return (
    <DialogTrigger>
      <Button look={marked ? 'marked' : 'plain'} aria-label={`${list.label}: ${shown}`}>
        <span className="picker-value">{shown}</span>
        <Icon name="down" />
      </Button>
      <Popover className="popover" offset={4}>
        <Dialog className="list-dialog" aria-label={list.label}>
          {({ close }) => (
            <ChoiceList
              {...list}
              onChange={(value) => {
                list.onChange(value);
                close();
              }}
            />
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
