import { Icon, type IconName } from '../ui/icons.tsx';
import { quality } from '../ui/format.ts';
import type { Labels } from './labels.ts';
import type { Call } from './rows.ts';

type Look = 'good' | 'bad' | 'warn' | 'mute';

const UNANSWERED: Record<Exclude<Call['disposition'], 'ANSWERED'>, [Look, IconName]> = {
  NO_ANSWER: ['warn', 'clock'],
  BUSY: ['warn', 'busy'],
  FAILED: ['mute', 'warning'],
};

/** How the call ended: in words and by an icon, the colour only says it again. */
export function Outcome({ call, labels: { t } }: { call: Call; labels: Labels }) {
  if (call.disposition === 'ANSWERED')
    return <Badge look="good" icon="check" text={t('outcome.risposta')} />;
  if (call.direction === 'in')
    return (
      <Badge
        look="bad"
        icon="missed"
        text={t('outcome.persa')}
        detail={call.missed_reason ? t(`missed.${call.missed_reason}`) : undefined}
      />
    );
  const [look, icon] = UNANSWERED[call.disposition];
  const words = {
    NO_ANSWER: t('outcome.senza-risposta'),
    BUSY: t('outcome.occupato'),
    FAILED: t('outcome.non-riuscita'),
  };
  return <Badge look={look} icon={icon} text={words[call.disposition]} />;
}

function Badge(props: { look: Look; icon: IconName; text: string; detail?: string | undefined }) {
  return (
    <span className="outcome">
      <span className={`badge ${props.look}`}>
        <Icon name={props.icon} />
        {props.text}
      </span>
      {props.detail && <span className="outcome-detail">{props.detail}</span>}
    </span>
  );
}

export function Direction({ direction, labels }: { direction: Call['direction']; labels: Labels }) {
  const words = labels.t(`direction.${direction}`);
  return (
    <span className={`direction ${direction}`} role="img" aria-label={words} title={words}>
      <Icon name={direction} />
      <span className="direction-words" aria-hidden="true">
        {words}
      </span>
    </span>
  );
}

export function Quality({ mos, labels }: { mos: number | null; labels: Labels }) {
  if (mos === null) return <span className="faint">{labels.t('none')}</span>;
  const grade = quality(mos);
  const words = labels.t(`quality.${grade}`);
  return (
    <span className={`quality ${grade}`} title={words}>
      <span className="bars" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      {labels.formats.number(mos, 1)}
      <span className="visually-hidden"> {words}</span>
    </span>
  );
}
