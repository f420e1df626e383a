import { quality as gradeOf } from '../ui/format.ts';
import { useLabelsHere } from './labels.ts';
import type { CallDetail } from './timeline.ts';

/** A figure with its unit, or that there is none: never a 0 that nobody measured. */
export function AudioQuality({ quality }: { quality: CallDetail['quality'] }) {
  const { t, formats } = useLabelsHere();
  const figure = (value: number | null, digits: number, unit: string) =>
    value === null ? t('notAvailable') : `${formats.number(value, digits)}${unit}`;
  const { mos, jitter_ms, loss_pct, codec } = quality;
  const isEmpty = [mos, jitter_ms, loss_pct, codec].every((each) => each === null);
  const grade = mos === null ? undefined : gradeOf(mos);
  return (
    <>
      <p className={quality.status === 'measured' ? undefined : 'unmeasured'}>
        {grade && <span className={`badge ${GRADES[grade]}`}>{t(`quality.${grade}`)}</span>}{' '}
        {t(`qos.status.${quality.status}`)}
        {quality.mos_source !== null && `, ${t(`qos.source.${quality.mos_source}`)}`}
      </p>
      {!isEmpty && (
        <dl className="figures">
          <div>
            <dt>{t('qos.mos')}</dt>
            <dd>{figure(mos, 2, '')}</dd>
          </div>
          <div>
            <dt>{t('qos.jitter')}</dt>
            <dd>{figure(jitter_ms, 1, ' ms')}</dd>
          </div>
          <div>
            <dt>{t('qos.loss')}</dt>
            <dd>{figure(loss_pct, 2, ' %')}</dd>
          </div>
          <div>
            <dt>{t('qos.codec')}</dt>
            <dd>{codec ?? t('notAvailable')}</dd>
          </div>
        </dl>
      )}
    </>
  );
}

const GRADES = { good: 'good', fair: 'warn', poor: 'bad' } as const;
