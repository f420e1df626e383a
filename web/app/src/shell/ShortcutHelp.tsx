import { Checkbox } from '../ui/Checkbox.tsx';
import { Window } from '../ui/Window.tsx';
import { useWords, type Key } from '../words/words.tsx';
import { useSession } from './session.tsx';

const KEYS: [string[], Key][] = [
  [['/'], 'keys.search'],
  [['j', '↓'], 'keys.next'],
  [['k', '↑'], 'keys.previous'],
  [['Enter'], 'keys.open'],
  [['Esc'], 'keys.back'],
  [['g c'], 'keys.calls'],
  [['g l'], 'keys.live'],
  [['?'], 'keys.help'],
];
const CALLBACK_KEYS: [string[], Key][] = [
  [['g r'], 'keys.callbacks'],
  [['x'], 'keys.select'],
  [['r'], 'keys.callBack'],
  [['a'], 'keys.assign'],
  [['e'], 'keys.close'],
];
const ASSIGNER_KEYS: readonly Key[] = ['keys.select', 'keys.assign'];

export default function ShortcutHelp(props: {
  enabled: boolean;
  onChange: (enabled: boolean) => void;
  onClose: () => void;
}) {
  const { t } = useWords();
  const { may } = useSession();
  const callbackKeys = CALLBACK_KEYS.filter(
    ([, words]) => may.assign || !ASSIGNER_KEYS.includes(words),
  );
  const keys = may.callbacks ? [...KEYS, ...callbackKeys] : KEYS;
  return (
    <Window title={t('keys.title')} onClose={props.onClose}>
      <dl className="keys">
        {keys.map(([names, words]) => (
          <div key={words}>
            <dt>
              {names.map((key) => (
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
