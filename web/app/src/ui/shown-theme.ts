import { readKept } from './kept.ts';

export const THEMES = ['light', 'dark', 'system'] as const;
export type Theme = (typeof THEMES)[number];

export const THEME_KEY = 'w3.theme';

export function showTheme(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme;
}

/** Before anything is drawn, so that a dark page never flashes white. */
export function showStoredTheme(): void {
  showTheme(readKept<Theme>(THEME_KEY, 'system'));
}
