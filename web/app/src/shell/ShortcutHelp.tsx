import { Checkbox } from '../ui/Checkbox.tsx';
import { Window } from '../ui/Window.tsx';
import { useWords, type Key } from '../words/words.tsx';

const KEYS: [string[], Key][] = [
  [['/'], 'keys.search'],
  [['j', '↓'], 'keys.next'],
  [['k', '↑'], 'keys.previous'],
  [['Enter'], 'keys.open'],
  [['Esc'], 'keys.back'],
  [['g c'], 'keys.calls'],
  [['?'], 'keys.help'],
];

export default function ShortcutHelp(props: {
  enabled: boolean;
  onChange: (enabled: boolean) => void;
  onClose: () => void;
}) {
  const { t } = useWords();
  return (
    <Window title={t('keys.title')} onClose={props.onClose}>
      <dl className="keys">
        {KEYS.map(([keys, words]) => (
          <div key={words}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(words)}</dd>
          </div>
        ))}
      </dl>
      <Checkbox isSelected={props.enabled} onChange={props.onChange}>
        {t('keys.enabled')}
      </Checkbox>
    </Window>
  );
}
