import { useQueryClient } from '@tanstack/react-query';
import {
  Header,
  Menu,
  MenuItem,
  MenuSection,
  Separator,
  type Selection,
} from 'react-aria-components';

import { w3, type Language } from '../api/w3.ts';
import { Icon } from '../ui/icons.tsx';
import { THEMES, useTheme, type Theme } from '../ui/theme.ts';
import { LANGUAGE_NAMES } from '../words/language.ts';
import { useWords } from '../words/words.tsx';
import { useSessionSetter } from './session.tsx';

/** What closes the menu; a choice of language or theme is looked at first. */
const ACTIONS = new Set(['help', 'password', 'logout']);

const LANGUAGES = Object.keys(LANGUAGE_NAMES) as Language[];

/** The one thing chosen; a choice of exactly one cannot be taken away. */
function chosen(selection: Selection): string | undefined {
  return selection === 'all' ? undefined : ([...selection][0] as string | undefined);
}

function Item({ id, children }: { id: string; children: string }) {
  return (
    <MenuItem id={id} className="list-item" textValue={children}>
      {({ isSelected }) => (
        <>
          <span className="list-check">{isSelected && <Icon name="check" />}</span>
          {children}
        </>
      )}
    </MenuItem>
  );
}

export interface MenuActions {
  onHelp: () => void;
  onPassword: () => void;
}

export default function PersonMenuList(props: MenuActions & { onDone: () => void }) {
  const { t, language } = useWords();
  const setSession = useSessionSetter();
  const client = useQueryClient();
  const [theme, setTheme] = useTheme();

  const speak = async (next: string | undefined) => {
    if (!next || next === language) return;
    client.setQueryData(['session'], await w3.setLanguage(next as Language));
  };
  const leave = async () => {
    await w3.logout().catch(() => undefined);
    setSession(null);
  };

  return (
    <Menu
      className="list"
      aria-label={t('menu.person')}
      autoFocus="first"
      onAction={(key) => {
        if (ACTIONS.has(String(key))) props.onDone();
        if (key === 'help') props.onHelp();
        if (key === 'password') props.onPassword();
        if (key === 'logout') void leave();
      }}
    >
      <MenuSection
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[language]}
        onSelectionChange={(selection) => void speak(chosen(selection))}
      >
        <Header className="list-header">{t('menu.language')}</Header>
        {LANGUAGES.map((each) => (
          <Item key={each} id={each}>
            {LANGUAGE_NAMES[each]}
          </Item>
        ))}
      </MenuSection>
      <Separator className="separator" />
      <MenuSection
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[theme]}
        onSelectionChange={(selection) => {
          const next = chosen(selection);
          if (next) setTheme(next as Theme);
        }}
      >
        <Header className="list-header">{t('menu.theme')}</Header>
        {THEMES.map((each) => (
          <Item key={each} id={each}>
            {t(`menu.theme.${each}`)}
          </Item>
        ))}
      </MenuSection>
      <Separator className="separator" />
      <Item id="help">{t('menu.shortcuts')}</Item>
      <Item id="password">{t('menu.password')}</Item>
      <Item id="logout">{t('menu.logout')}</Item>
    </Menu>
  );
}
