import { offset } from '../ui/format.ts';
import { useWords } from '../words/words.tsx';
import { explainCause } from '../words/causes.ts';
import { useLabelsHere } from './labels.ts';
import { Quality } from './Outcome.tsx';
import type { CallDetail } from './timeline.ts';

/** Each device that took part. */
export function Legs({ call }: { call: CallDetail }) {
  const { t, language } = useWords();
  const labels = useLabelsHere();
  const begun = Date.parse(call.start_ts);
  const at = (instant: string) => offset(Math.max(0, Date.parse(instant) - begun), labels.formats);
  return (
    <div className="legs-frame" tabIndex={0} role="region" aria-label={t('detail.legs')}>
      <table className="legs">
        <thead>
          <tr>
            <th scope="col">{t('leg.party')}</th>
            <th scope="col">{t('leg.begun')}</th>
            <th scope="col">{t('leg.talk')}</th>
            <th scope="col">{t('leg.ended')}</th>
            <th scope="col">{t('leg.mos')}</th>
            <th scope="col">{t('leg.cause')}</th>
          </tr>
        </thead>
        <tbody>
          {call.legs.map((leg) => (
            <tr key={leg.leg_id}>
              <th scope="row">
                {labels.party(leg.ext ?? leg.number)}
                {leg.is_root && <span className="second">{t('leg.caller')}</span>}
              </th>
              <td>{at(leg.started)}</td>
              <td>{leg.answered === null ? t('leg.notAnswered') : at(leg.answered)}</td>
              <td>{at(leg.ended)}</td>
              <td>
                <Quality mos={leg.quality.mos} labels={labels} />
              </td>
              <td className="code" title={explainCause(leg.cause, null, language)}>
                {leg.cause ?? t('none')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
