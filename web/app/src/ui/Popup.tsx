import { lazy, Suspense, useRef, useState, type ReactNode } from 'react';

import { Button, type ButtonLook } from './Button.tsx';
import type { IconName } from './icons.tsx';
import type { Placement } from './PopupPanel.tsx';

const importPanel = () => import('./PopupPanel.tsx');
const PopupPanel = lazy(importPanel);

interface Props {
  /** What the button's name adds to its words, and what the panel is called. */
  label: string;
  buttonLabel?: string;
  button: ReactNode;
  look?: ButtonLook;
  icon?: IconName;
  /** Instead of a look: the button's whole class. */
  buttonClass?: string;
  panelClass: string;
  popoverClass?: string;
  placement?: Placement;
  onOpen?: () => void;
  children: (close: () => void) => ReactNode;
}

/**
 * A button with a panel at it. What panels need is a third of all scripts, and nobody needs it to
 * see the calls: it is fetched when a pointer or the focus comes near.
 */
export function Popup(props: Props) {
  const trigger = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [isWanted, setWanted] = useState(false);
  const { label, buttonLabel, look, icon, buttonClass, children } = props;
  return (
    <>
      <Button
        ref={trigger}
        look={look}
        icon={icon}
        replacedClass={buttonClass}
        aria-label={buttonLabel}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onHoverStart={() => void importPanel()}
        onFocus={() => void importPanel()}
        onPress={() => {
          props.onOpen?.();
          setWanted(true);
          setOpen(true);
        }}
      >
        {props.button}
      </Button>
      {isWanted && (
        <Suspense>
          <PopupPanel
            trigger={trigger}
            isOpen={isOpen}
            onOpenChange={setOpen}
            label={label}
            panelClass={props.panelClass}
            popoverClass={props.popoverClass}
            placement={props.placement}
          >
            {children(() => setOpen(false))}
          </PopupPanel>
        </Suspense>
      )}
    </>
  );
}
