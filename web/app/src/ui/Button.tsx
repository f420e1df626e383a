import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';

import { Icon, type IconName } from './icons.tsx';

interface ButtonProps extends AriaButtonProps {
  look?: 'primary' | 'plain' | 'marked' | 'quiet' | 'danger';
  icon?: IconName;
  /** Its words are for screen readers and the tooltip only. */
  iconOnly?: string;
}

export function Button({ look = 'plain', icon, iconOnly, children, ...rest }: ButtonProps) {
  return (
    <AriaButton
      {...rest}
      className={`button ${look}${iconOnly ? ' icon-only' : ''}`}
      {...(iconOnly && { 'aria-label': iconOnly })}
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
