import { readStored, useStored } from './stored.ts';

export const THEMES = ['light', 'dark', 'system'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'w3.theme';

function show(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme;
}

/** Before anything is drawn, so that a dark page never flashes white. */
export function showStoredTheme(): void {
  show(readStored<Theme>(KEY, 'system'));
}

export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, store] = useStored<Theme>(KEY, 'system');
  return [
    theme,
    (next) => {
      store(next);
      show(next);
    },
  ];
}
