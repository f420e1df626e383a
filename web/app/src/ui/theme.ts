import { showTheme, THEME_KEY, type Theme } from './shown-theme.ts';
import { useStored } from './stored.ts';

export { THEMES, type Theme } from './shown-theme.ts';

export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, store] = useStored<Theme>(THEME_KEY, 'system');
  return [
    theme,
    (next) => {
      store(next);
      showTheme(next);
    },
  ];
}
