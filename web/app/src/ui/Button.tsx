import type { Ref } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';

import { Icon, type IconName } from './icons.tsx';

export type ButtonLook = 'primary' | 'plain' | 'marked' | 'quiet' | 'danger';

interface ButtonProps extends Omit<AriaButtonProps, 'aria-label' | 'className'> {
  look?: ButtonLook | undefined;
  icon?: IconName | undefined;
  /** Its words are for screen readers and the tooltip only. */
  iconOnly?: string;
  'aria-label'?: string | undefined;
  /** Instead of the class that the look gives. */
  replacedClass?: string | undefined;
  ref?: Ref<HTMLButtonElement>;
}

export function Button(props: ButtonProps) {
  const { look = 'plain', icon, iconOnly, replacedClass, children, ...rest } = props;
  const label = iconOnly ?? rest['aria-label'];
  return (
    <AriaButton
      {...(rest as AriaButtonProps)}
      className={replacedClass ?? `button ${look}${iconOnly ? ' icon-only' : ''}`}
      {...(label && { 'aria-label': label })}
    >
      {(state) => (
        <>
          {icon && <Icon name={icon} />}
          {typeof children === 'function'
            ? children({ ...state, defaultChildren: undefined })
            : children}
        </>
      )}
    </AriaButton>
  );
}
