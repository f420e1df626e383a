import type { ReactNode } from 'react';
import { Checkbox as AriaCheckbox } from 'react-aria-components';

import { Icon } from './icons.tsx';

interface CheckboxProps {
  isSelected: boolean;
  onChange: (selected: boolean) => void;
  children: ReactNode;
  isDisabled?: boolean;
}

export function Checkbox({ children, ...rest }: CheckboxProps) {
  return (
    <AriaCheckbox {...rest} className="checkbox">
      <span className="box">
        <Icon name="check" />
      </span>
      {children}
    </AriaCheckbox>
  );
}
