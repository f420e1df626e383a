import { Suspense, type ReactNode, type RefObject } from 'react';
import { Dialog, Popover, type PopoverProps } from 'react-aria-components';

export type Placement = NonNullable<PopoverProps['placement']>;

export default function PopupPanel(props: {
  trigger: RefObject<HTMLButtonElement | null>;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  label: string;
  panelClass: string;
  popoverClass?: string | undefined;
  placement?: Placement | undefined;
  children: ReactNode;
}) {
  return (
    <Popover
      className={`popover ${props.popoverClass ?? ''}`}
      triggerRef={props.trigger}
      isOpen={props.isOpen}
      onOpenChange={props.onOpenChange}
      placement={props.placement ?? 'bottom start'}
      offset={4}
    >
      <Dialog className={props.panelClass} aria-label={props.label}>
        <Suspense>{props.children}</Suspense>
      </Dialog>
    </Popover>
  );
}
