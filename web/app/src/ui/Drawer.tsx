import { useEffect, useRef, useState, type ReactNode } from 'react';

import { useWords } from '../words/words.tsx';
import { Button } from './Button.tsx';
import { Delayed, Skeleton } from './states.tsx';

interface DrawerProps {
  label: string;
  title: ReactNode;
  /** When what is told of was. */
  when: ReactNode;
  onClose: () => void;
  children: ReactNode;
}

/** One thing of a list, beside it; its address is its own and can be sent to somebody. */
export function Drawer({ label, title, when, onClose, children }: DrawerProps) {
  const { t } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  // Whoever opened it reads on there; moving through the list with it open stays in the list.
  useEffect(() => {
    if (!document.activeElement?.closest('.scroller')) heading.current?.focus();
  }, []);
  return (
    <aside className="drawer" aria-label={label}>
      <header className="drawer-head">
        <div className="drawer-title">
          <h2 ref={heading} tabIndex={-1}>
            {title}
          </h2>
          {when}
        </div>
        <CopyLink />
        <Button look="quiet" icon="close" iconOnly={t('detail.prefer')} onPress={onClose} />
      </header>
      <div className="drawer-body" tabIndex={0} role="region" aria-label={label}>
        {children}
      </div>
    </aside>
  );
}

export function DrawerSkeleton() {
  return (
    <Delayed>
      <Skeleton bones={6} />
    </Delayed>
  );
}

function CopyLink() {
  const { t } = useWords();
  const [said, setSaid] = useState<string | null>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      setSaid(t('detail.linkCopied'));
    } catch {
      setSaid(t('detail.copyFailed'));
    }
  };
  return (
    <>
      <span className="copied" role="status">
        {said}
      </span>
      <Button look="plain" icon="link" onPress={() => void copy()}>
        {t('detail.copyLink')}
      </Button>
    </>
  );
}

export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="drawer-section">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
