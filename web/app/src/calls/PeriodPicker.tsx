import { lazy, Suspense, useState } from 'react';
import { Dialog, DialogTrigger, Popover } from 'react-aria-components';

import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/icons.tsx';
import { ChoiceList } from '../ui/Picker.tsx';
import { useWords } from '../words/words.tsx';
import { useLabelsHere } from './labels.ts';
import { PRESETS, resolve, type Day, type Period, type Preset } from './period.ts';

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
  const { from, to } = resolve(period, today);
  const days = formats.days({ from, to });
  const chosen = 'preset' in period ? period.preset : CUSTOM;

  return (
    <DialogTrigger onOpenChange={() => setCustom(false)}>
      <Button
        icon="calendar"
        aria-label={`${t('period.label')}: ${t(`period.${chosen}`)}, ${days}`}
      >
        {chosen === CUSTOM ? days : t(`period.${chosen}`)}
        <Icon name="down" />
      </Button>
      <Popover className="popover" offset={4}>
        <Dialog className={isCustom ? 'panel' : 'list-dialog'} aria-label={t('period.label')}>
          {({ close }) =>
            isCustom ? (
              <Suspense>
                <CustomPeriod
                  days={{ from, to }}
                  today={today}
                  onBack={() => setCustom(false)}
                  onApply={(chosenDays) => {
                    onChange(chosenDays);
                    close();
                  }}
                />
              </Suspense>
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
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
