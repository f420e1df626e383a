import type { Session } from '../api/w3.ts';
import type { IconName } from '../ui/icons.tsx';
import type { Key } from '../words/words.tsx';

export interface PageLink {
  path: string;
  words: Key;
  icon: IconName;
  isFor: (session: Session) => boolean;
}

/** The pages of the menu, in its order. What a person may not see is not in it. */
export const PAGES: PageLink[] = [
  { path: '/chiamate', words: 'menu.calls', icon: 'calls', isFor: () => true },
  {
    path: '/amministrazione',
    words: 'menu.administration',
    icon: 'people',
    isFor: (session) => session.may.administer,
  },
];
