import type { ReactNode } from 'react';

import { useWords } from '../words/words.tsx';
import { Mark } from './Mark.tsx';

/** A page without menu: what stands before the session. */
export function Lone(props: { title: string; lead: string; children: ReactNode }) {
  const { t } = useWords();
  return (
    <main className="lone" id="content">
      <div className="lone-card">
        <div className="brand">
          <Mark />
          <span className="brand-name">{t('product')}</span>
        </div>
        <h1>{props.title}</h1>
        <p className="lead">{props.lead}</p>
        {props.children}
      </div>
    </main>
  );
}
