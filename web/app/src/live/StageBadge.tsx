import { Icon, type IconName } from '../ui/icons.tsx';
import { useWords } from '../words/words.tsx';
import type { Stage } from './stage.ts';

/** Words and an icon; the colour only says it again. */
export const STAGE_LOOKS: Record<Stage, [string, IconName]> = {
  queue: ['warn', 'people'],
  ringing: ['held', 'bell'],
  talking: ['good', 'calls'],
  held: ['mute', 'pause'],
};

export function StageBadge({ stage, isEnded }: { stage: Stage; isEnded: boolean }) {
  const { t } = useWords();
  const [look, icon]: [string, IconName] = isEnded ? ['mute', 'check'] : STAGE_LOOKS[stage];
  return (
    <span className={`badge ${look}`}>
      <Icon name={icon} />
      {t(isEnded ? 'live.ended' : `live.stage.${stage}`)}
    </span>
  );
}
