import type { ComponentType } from 'react';

import type { Session } from '../api/w3.ts';
import { CallbackBadge } from '../callbacks/CallbackBadge.tsx';
import type { IconName } from '../ui/icons.tsx';
import type { Key } from '../words/words.tsx';

export interface PageLink {
  path: string;
  words: Key;
  icon: IconName;
  isFor: (session: Session) => boolean;
  /** What stands at its end, when there is something to say. */
  Badge?: ComponentType;
}

/** The pages of the menu, in its order. What a person may not see is not in it. */
export const PAGES: PageLink[] = [
  { path: '/chiamate', words: 'menu.calls', icon: 'calls', isFor: () => true },
  { path: '/diretta', words: 'menu.live', icon: 'live', isFor: () => true },
  {
    path: '/richiami',
    words: 'menu.callbacks',
    icon: 'callback',
    isFor: (session) => session.may.callbacks,
    Badge: CallbackBadge,
  },
  {
    path: '/amministrazione',
    words: 'menu.administration',
    icon: 'people',
    isFor: (session) => session.may.administer,
  },
];
