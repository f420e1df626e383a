import { useState } from 'react';
import {
  ComboBox,
  Button as AriaButton,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
} from 'react-aria-components';

import type { Extension } from '../api/edgvoip.ts';
import { Button } from '../ui/Button.tsx';
import { Select } from '../ui/Select.tsx';
import { TextField } from '../ui/TextField.tsx';
import { Icon } from '../ui/icons.tsx';
import type { Change } from './FilterBar.tsx';
import { SECONDS_MAX, type Filters } from './filters.ts';
import { useLabelsHere } from './labels.ts';

const ANY = 'any';
const MOS_LIMITS = [4, 3.6, 3.1, 2.6] as const;
const SECONDS = ['minTalk', 'maxTalk', 'minWait', 'maxWait'] as const;
type SecondsName = (typeof SECONDS)[number];

interface Props {
  filters: Filters;
  extensions: Extension[];
  onApply: (changes: Parameters<Change>[0]) => void;
}

/** What is asked for less often; applied together. */
export default function MoreFilters({ filters, extensions, onApply }: Props) {
  const labels = useLabelsHere();
  const { t, formats } = labels;
  const [agent, setAgent] = useState(filters.agent);
  const [mos, setMos] = useState(filters.maxMos === undefined ? ANY : String(filters.maxMos));
  const [recorded, setRecorded] = useState(
    filters.recorded === undefined ? ANY : String(filters.recorded),
  );
  const [texts, setTexts] = useState<Record<SecondsName, string>>({
    minTalk: String(filters.minTalk ?? ''),
    maxTalk: String(filters.maxTalk ?? ''),
    minWait: String(filters.minWait ?? ''),
    maxWait: String(filters.maxWait ?? ''),
  });
  const isWrong = (text: string) =>
    text !== '' && (!/^\d{1,5}$/.test(text) || Number(text) > SECONDS_MAX);
  const seconds = (name: SecondsName) => (texts[name] === '' ? undefined : Number(texts[name]));
  const field = (name: SecondsName) => (
    <TextField
      label={t(name.startsWith('min') ? 'filter.atLeast' : 'filter.atMost')}
      inputMode="numeric"
      value={texts[name]}
      onChange={(text) => setTexts({ ...texts, [name]: text.trim() })}
      error={isWrong(texts[name]) ? t('filter.secondsWrong') : undefined}
    />
  );
  const limits = [
    ...MOS_LIMITS.map(String),
    ...(mos !== ANY && !MOS_LIMITS.map(String).includes(mos) ? [mos] : []),
  ];

  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (SECONDS.some((name) => isWrong(texts[name]))) return;
        onApply({
          agent: agent || undefined,
          minTalk: seconds('minTalk'),
          maxTalk: seconds('maxTalk'),
          minWait: seconds('minWait'),
          maxWait: seconds('maxWait'),
          maxMos: mos === ANY ? undefined : Number(mos),
          recorded: recorded === ANY ? undefined : recorded === 'true',
        });
      }}
    >
      {extensions.length > 0 && (
        <ComboBox
          className="field"
          value={agent ?? null}
          onChange={(key) => setAgent(key === null ? undefined : String(key))}
          allowsEmptyCollection
        >
          <Label>{t('filter.agent')}</Label>
          <div className="combo">
            <Input className="input" placeholder={t('filter.any')} />
            <AriaButton className="button quiet icon-only">
              <Icon name="down" />
            </AriaButton>
          </div>
          <Popover className="popover" offset={4}>
            <ListBox className="list">
              {extensions.map(({ ext }) => (
                <ListBoxItem key={ext} id={ext} className="list-item" textValue={labels.agent(ext)}>
                  {labels.agent(ext)}
                </ListBoxItem>
              ))}
            </ListBox>
          </Popover>
        </ComboBox>
      )}
      <fieldset>
        <legend>{t('filter.talk')}</legend>
        <div className="field-pair">
          {field('minTalk')}
          {field('maxTalk')}
        </div>
      </fieldset>
      <fieldset>
        <legend>{t('filter.wait')}</legend>
        <div className="field-pair">
          {field('minWait')}
          {field('maxWait')}
        </div>
      </fieldset>
      <Select
        label={t('filter.mos')}
        choices={[
          { id: ANY, text: t('filter.any') },
          ...limits.map((id) => ({
            id,
            text: t('filter.mosAtMost', { mos: formats.number(Number(id), 1) }),
          })),
        ]}
        value={mos}
        onChange={setMos}
      />
      <Select
        label={t('filter.recorded')}
        choices={[
          { id: ANY, text: t('filter.any') },
          { id: 'true', text: t('filter.recorded.yes') },
          { id: 'false', text: t('filter.recorded.no') },
        ]}
        value={recorded}
        onChange={setRecorded}
      />
      <div className="form-actions">
        <Button type="submit" look="primary">
          {t('apply')}
        </Button>
      </div>
    </form>
  );
}
