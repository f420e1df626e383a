import { lazy } from 'react';

import type { ChoiceListProps } from './ChoiceList.tsx';
import { Icon } from './icons.tsx';
import { Popup } from './Popup.tsx';

const ChoiceList = lazy(() => import('./ChoiceList.tsx'));

interface Props extends ChoiceListProps {
  /** The value is not the usual one: it stands out. */
  marked: boolean;
}

/** A filter of the toolbar: its button shows the value, its name says what it is of. */
export function Picker({ marked, ...list }: Props) {
  const shown = list.choices.find(({ id }) => id === list.value)?.text ?? list.value;
  return (
    <Popup
      label={list.label}
      buttonLabel={`${list.label}: ${shown}`}
      look={marked ? 'marked' : 'plain'}
      panelClass="list-dialog"
      button={
        <>
          <span className="picker-value">{shown}</span>
          <Icon name="down" />
        </>
      }
    >
      {(close) => (
        <ChoiceList
          {...list}
          onChange={(value) => {
            list.onChange(value);
            close();
          }}
        />
      )}
    </Popup>
  );
}
