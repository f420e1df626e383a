import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';

import { useWords } from '../words/words.tsx';
import { Button } from './Button.tsx';

/** A dialog over the page; Escape, the cross and a press beside it close it. */
export function Window(props: {
  title: string;
  onClose: () => void;
  /** What it shows is shown once: a press beside it must not throw it away. */
  stays?: boolean;
  children: ReactNode;
}) {
  const { t } = useWords();
  return (
    <ModalOverlay
      className="overlay"
      isOpen
      isDismissable={!props.stays}
      onOpenChange={(open) => !open && props.onClose()}
    >
      <Modal className="window">
        <Dialog className="window-dialog">
          <header className="window-header">
            <Heading slot="title">{props.title}</Heading>
            <Button look="quiet" icon="close" iconOnly={t('close')} onPress={props.onClose} />
          </header>
          {props.children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
