import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useWords } from '../../words/words.tsx';

const CHOICES = { usual: null, automatic: true, byHand: false } as const;
type Choice = keyof typeof CHOICES;

/** What a store may have otherwise than all the others, beside its hours. */
export function OwnRules(props: {
  sla: string;
  isSlaWrong: boolean;
  onSla: (sla: string) => void;
  isAutomatic: boolean | null;
  onAutomatic: (isAutomatic: boolean | null) => void;
}) {
  const { t } = useWords();
  const choices = Object.keys(CHOICES) as Choice[];
  return (
    <div className="field-pair">
      <TextField
        label={t('rules.sla_minutes')}
        hint={t('rules.asUsual')}
        inputMode="numeric"
        value={props.sla}
        onChange={props.onSla}
        error={props.isSlaWrong ? t('rules.numberWrong') : undefined}
      />
      <Select
        label={t('rules.making')}
        choices={choices.map((id) => ({ id, text: t(`rules.making.${id}`) }))}
        value={choices.find((id) => CHOICES[id] === props.isAutomatic) ?? 'usual'}
        onChange={(id) => props.onAutomatic(CHOICES[id as Choice])}
      />
    </div>
  );
}
