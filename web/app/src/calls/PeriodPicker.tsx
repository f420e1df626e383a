import { lazy, useState } from 'react';

import { Icon } from '../ui/icons.tsx';
import { Popup } from '../ui/Popup.tsx';
import { useWords } from '../words/words.tsx';
import { useLabelsHere } from './labels.ts';
import { PRESETS, resolve, type Day, type Period, type Preset } from './period.ts';

const ChoiceList = lazy(() => import('../ui/ChoiceList.tsx'));
const CustomPeriod = lazy(() => import('./CustomPeriod.tsx'));

const CUSTOM = 'custom';

interface Props {
  period: Period;
  today: Day;
  onChange: (period: Period) => void;
}

export function PeriodPicker({ period, today, onChange }: Props) {
  const { t } = useWords();
  const { formats } = useLabelsHere();
  const [isCustom, setCustom] = useState(false);
  const range = resolve(period, today);
  const days = formats.days(range);
  const chosen = 'preset' in period ? period.preset : CUSTOM;

  return (
    <Popup
      label={t('period.label')}
      buttonLabel={`${t('period.label')}: ${t(`period.${chosen}`)}, ${days}`}
      icon="calendar"
      panelClass={isCustom ? 'panel' : 'list-dialog'}
      onOpen={() => setCustom(false)}
      button={
        <>
          {chosen === CUSTOM ? days : t(`period.${chosen}`)}
          <Icon name="down" />
        </>
      }
    >
      {(close) =>
        isCustom ? (
          <CustomPeriod
            days={range}
            today={today}
            onBack={() => setCustom(false)}
            onApply={(chosenDays) => {
              onChange(chosenDays);
              close();
            }}
          />
        ) : (
          <ChoiceList
            label={t('period.label')}
            choices={[...PRESETS, CUSTOM as typeof CUSTOM].map((id) => ({
              id,
              text: t(`period.${id}`),
            }))}
            value={chosen}
            onChange={(id) => {
              if (id === CUSTOM) {
                setCustom(true);
                return;
              }
              onChange({ preset: id as Preset });
              close();
            }}
          />
        )
      }
    </Popup>
  );
}
